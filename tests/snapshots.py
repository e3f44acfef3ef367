"""Worlds that many tests begin with, made once in each process and then put back row by row.

Making East Central Sweden with its example takes seconds; putting its rows back takes tenths of a second. Rows go in
and out below Django, with the database's triggers set aside: what they would have done is among the rows.

A world stays between tests that begin with the same one: it is put into a transaction that is open around them, and
what each test writes is rolled back to it. Which world a test will ask for is known from those before it that took the
same fixtures; where that was wrong, the world is taken out again, and the test gets what it asks for."""

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import connection, transaction

from samspel.core import triggers
from samspel.core.programmes import structure
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import Structure

Rows = dict[str, Any]  # table → its rows: tuples on SQLite, what COPY gives on PostgreSQL

Key = tuple[str, Any]  # name of the world, and the day taken as today when it was made
WORLDS = ("ecs", "nordmark", "example")  # the fixtures that begin with a world

_kept: dict[Key, Rows] = {}
_structures: dict[tuple[Key | None, str], bytes] = {}  # by world and programme


@dataclass
class _Present:
    """The world that is in the database before the test begins, in a transaction of its own."""

    key: Key | None = None
    around: transaction.Atomic | None = None
    asked: bool = False  # whether the running test has asked for a world
    wanted: Key | None = None  # the first that it asked for
    known: dict[object, Key | None] = field(default_factory=dict)


_present = _Present()


def prepare(item: pytest.Item) -> None:
    """Before a test: have the world that it will ask for in the database, if that is known, and otherwise none."""
    _present.asked, _present.wanted = False, None
    if not _kept:
        return
    key = None if _transactional(item) else _expected(item)
    if key != _present.key or (_present.around and not connection.in_atomic_block):
        leave()
        if key in _kept:
            _present.around = transaction.atomic()
            _present.around._from_testcase = True  # type: ignore[attr-defined] # what is durable in a test's own may be within it
            _present.around.__enter__()
            _put(_kept[key])
            _present.key = key


def learn(item: pytest.Item) -> None:
    """After a test: what tests with the same fixtures ask for."""
    for sign in _signs(item):
        _present.known[sign] = _present.wanted


def leave() -> None:
    """Take the world out of the database."""
    around, _present.around, _present.key = _present.around, None, None
    if around and connection.in_atomic_block:
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@contextmanager
def known_structure(name: str, code: str) -> Iterator[None]:
    """Within, the structure of the programme comes from what an earlier test read in the same world, as objects of
    their own. Only for a database in which nothing was written since."""
    key = (_present.key, code)
    if _present.key is None or _present.wanted != _present.key or name != _present.key[0]:
        yield
    elif key in _structures:
        with patch.object(structure, "_read", lambda _programme: pickle.loads(_structures[key])):
            yield
    else:
        read = structure._read
        with patch.object(structure, "_read", lambda programme: _noted(key, read(programme))):
            yield


def _noted(key: Any, found: Structure) -> Structure:
    _structures[key] = pickle.dumps(found)
    return found


def _signs(item: pytest.Item) -> list[object]:
    """What tells which world a test asks for: all its fixtures and its file, or else those that begin with one."""
    names = tuple(getattr(item, "fixturenames", ()))
    return [(item.path, names), tuple(name for name in names if name in WORLDS or name == "demo_day")]


def _expected(item: pytest.Item) -> Key | None:
    return next((_present.known[sign] for sign in _signs(item) if sign in _present.known), None)


def _transactional(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    names = getattr(item, "fixturenames", ())
    return bool(marker and marker.kwargs.get("transaction")) or not {"transactional_db", "live_server"}.isdisjoint(
        names
    )


def world(name: str, make: Callable[[], object]) -> None:
    """Fill an empty database with the named world. What `make` makes may depend on the day taken as today, and on
    nothing else. Where something is there already, it is made on top of that."""
    key = (name, settings.SAMSPEL_TODAY)
    if not _present.asked:
        _present.asked, _present.wanted = True, key
        if _present.key == key:
            return
        if _present.key:
            _take_out(_kept[_present.key])
    if Programme.objects.exists():
        make()
        return
    with transaction.atomic():
        if key in _kept:
            _put(_kept[key])
            return
        before = {table: _count(table) for table in _tables()}
        make()
        grown = [table for table, number in before.items() if _count(table) != number]
        if not any(before[table] for table in grown):  # a world that adds to what was there is made anew each time
            _kept[key] = {table: _rows(table) for table in grown}


def _tables() -> list[str]:
    return [table for table in connection.introspection.table_names() if table != "django_migrations"]


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT COUNT(*) FROM "{table}"')
        return int(cursor.fetchone()[0])


def _columns(table: str) -> list[str]:
    """Those of a table on SQLite that are not computed from others."""
    found = connection.connection.execute(f'PRAGMA table_xinfo("{table}")').fetchall()
    return [name for _number, name, _type, _notnull, _default, _pk, hidden in found if not hidden]


def _rows(table: str) -> Any:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT BINARY)') as copy:
            return b"".join(copy)
    # a plus before the column keeps the driver from turning values into Python's types
    columns = _columns(table)
    shown = ", ".join(f'+"{name}"' for name in columns)
    return columns, connection.connection.execute(f'SELECT {shown} FROM "{table}"').fetchall()


def _put(rows: Rows) -> None:
    with _without_triggers():
        for table, found in rows.items():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" FROM STDIN (FORMAT BINARY)') as copy:
                    copy.write(found)
                continue
            columns, values = found
            named, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
            connection.connection.executemany(f'INSERT INTO "{table}" ({named}) VALUES ({marks})', values)


def _take_out(rows: Rows) -> None:
    """For the running test alone: its transaction is rolled back to where the world is there."""
    with _without_triggers(), connection.cursor() as cursor:
        for table in rows:
            cursor.execute(f'DELETE FROM "{table}"')


@contextmanager
def _without_triggers() -> Iterator[None]:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield
            cursor.execute("SET LOCAL session_replication_role = origin")
        return
    triggers.remove(connection)
    yield
    triggers.install(connection)
