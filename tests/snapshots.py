"""Worlds that many tests begin with, made once in each process and then put back row by row.

Making East Central Sweden with its example takes seconds; putting its rows back takes tenths of a second. Rows go in
and out below Django, with the database's triggers set aside: what they would have done is among the rows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from samspel.core import triggers
from samspel.core.programmes.models import Programme

Rows = dict[str, Any]  # table → its rows: tuples on SQLite, what COPY gives on PostgreSQL

_kept: dict[tuple[str, Any], Rows] = {}


def world(name: str, make: Callable[[], object]) -> None:
    """Fill an empty database with the named world. What `make` makes may depend on the day taken as today, and on
    nothing else. Where something is there already, it is made on top of that."""
    key = (name, settings.SAMSPEL_TODAY)
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
