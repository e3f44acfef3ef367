"""Database triggers that keep facts and the audit log as they were written, on SQLite and PostgreSQL.

Installed after every migrate (SQLite drops triggers when Django rebuilds a table), for every subclass of Fact and
FactPart, for their many-to-many tables, for evidence, and for the audit log.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from samspel.core.facts import VOID_FIELDS, Fact, FactPart
from samspel.core.models import AuditEvent, Evidence


@dataclass(frozen=True)
class Guard:
    """A guarded table. `content` columns may not change; a row may be deleted only where `deletable` (SQL on OLD)."""

    table: str
    content: tuple[str, ...]
    once: tuple[str, ...]
    deletable: str


@dataclass(frozen=True)
class Follower:
    """A row that must come with every row of a table: `statement` (SQL on NEW) runs after each insert, or update."""

    table: str
    name: str
    statement: str
    event: str = "insert"


@dataclass(frozen=True)
class Refusal:
    """Something a table may not be made to hold: the event ('insert', 'update', 'delete') is refused where `condition`
    (SQL on OLD and NEW, the same in both databases) is true. `message` says why, in English, for the log."""

    table: str
    name: str
    event: str
    condition: str
    message: str


_followers: dict[str, Follower] = {}
_refusals: dict[str, Refusal] = {}


def follow(follower: Follower) -> None:
    """Make a follower known; rooms call it when they load."""
    _followers[follower.name] = follower


def refuse(refusal: Refusal) -> None:
    """Make a refusal known; rooms call it when they load."""
    _refusals[refusal.name] = refusal


def guards() -> Iterator[Guard]:
    """Every table that must stay as written."""
    yield _guard(AuditEvent, "FALSE")
    yield _guard(Evidence, "OLD.example")
    for model in apps.get_models():
        if issubclass(model, Fact):
            yield _guard(model, "OLD.example")
            for field in model._meta.many_to_many:
                through: Any = field.remote_field.through
                if through._meta.auto_created:
                    yield _guard(through, _parent_is_example(model, field.m2m_column_name()))
        elif issubclass(model, FactPart):
            fact: Any = model._meta.get_field(model.fact_field)
            yield _guard(model, _parent_is_example(fact.related_model, fact.column))


def install(connection: BaseDatabaseWrapper) -> None:
    """(Re)create the triggers of every guarded table that exists."""
    make = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for guard in guards():
            if guard.table in tables:
                for statement in make(guard):
                    cursor.execute(statement)
        for follower in _followers.values():
            if follower.table in tables:
                for statement in _following(follower, connection.vendor):
                    cursor.execute(statement)
        for refusal in _refusals.values():
            if refusal.table in tables:
                for statement in _refusing(refusal, connection.vendor):
                    cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers. For the test suite's flush, and nothing else."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for guard in guards():
            if guard.table in tables:
                for kind in ("update", "delete", "insert", "truncate"):
                    on = f' ON "{guard.table}"' if connection.vendor == "postgresql" else ""
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{guard.table}_keep_{kind}"{on}')
        for follower in _followers.values():
            if follower.table in tables:
                cursor.execute(_drop(follower, connection.vendor))
        for refusal in _refusals.values():
            if refusal.table in tables:
                cursor.execute(_drop(refusal, connection.vendor))


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Guarded tables whose triggers are not there; `samspel verify` reports them."""
    source = (
        "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT event_object_table, trigger_name FROM information_schema.triggers"
    )
    with connection.cursor() as cursor:
        cursor.execute(source)
        present = {(row[0], row[1]) for row in cursor.fetchall()}
    return [
        g.table for g in guards() if not {(g.table, f"{g.table}_keep_{k}") for k in ("update", "delete")} <= present
    ]


def _drop(made: Follower | Refusal, vendor: str) -> str:
    on = f' ON "{made.table}"' if vendor == "postgresql" else ""
    return f'DROP TRIGGER IF EXISTS "{made.name}"{on}'


def _refusing(refusal: Refusal, vendor: str) -> Iterator[str]:
    yield _drop(refusal, vendor)
    head = f'CREATE TRIGGER "{refusal.name}" BEFORE {refusal.event.upper()} ON "{refusal.table}" FOR EACH ROW '
    if vendor == "sqlite":
        yield f"{head}WHEN {refusal.condition} BEGIN SELECT RAISE(ABORT, '{refusal.message}'); END"
        return
    row = "OLD" if refusal.event == "delete" else "NEW"
    yield (
        f'CREATE OR REPLACE FUNCTION "{refusal.name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
        f"IF {refusal.condition} THEN RAISE EXCEPTION '{refusal.message}' "
        f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {row}; END $$"
    )
    yield f'{head}EXECUTE FUNCTION "{refusal.name}"()'


def _following(follower: Follower, vendor: str) -> Iterator[str]:
    yield _drop(follower, vendor)
    if vendor == "sqlite":
        yield (
            f'CREATE TRIGGER "{follower.name}" AFTER {follower.event.upper()} ON "{follower.table}" FOR EACH ROW '
            f"BEGIN {follower.statement}; END"
        )
        return
    yield (
        f'CREATE OR REPLACE FUNCTION "{follower.name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
        f"{follower.statement}; RETURN NULL; END $$"
    )
    yield (
        f'CREATE TRIGGER "{follower.name}" AFTER {follower.event.upper()} ON "{follower.table}" FOR EACH ROW '
        f'EXECUTE FUNCTION "{follower.name}"()'
    )


def _guard(model: type[Model], deletable: str) -> Guard:
    meta = model._meta
    columns = [field.column for field in meta.concrete_fields]
    once = tuple(c for c in columns if c in VOID_FIELDS) if issubclass(model, Fact) else ()
    return Guard(meta.db_table, tuple(c for c in columns if c not in once), once, deletable)


def _parent_is_example(parent: type[Model], column: str) -> str:
    meta = parent._meta
    return f'COALESCE((SELECT p.example FROM "{meta.db_table}" p WHERE p.id = OLD."{column}"), TRUE)'


def _sqlite(guard: Guard) -> Iterator[str]:
    same = " AND ".join(f'OLD."{c}" IS NEW."{c}"' for c in guard.content)
    allowed = f"({same})" + (" AND OLD.voided_at IS NULL" if guard.once else "")
    if not guard.once:
        allowed = "FALSE"
    # INSERT OR REPLACE deletes without firing delete triggers unless recursive_triggers is on: refuse it as an insert.
    taken = f'EXISTS (SELECT 1 FROM "{guard.table}" WHERE id = NEW.id)'
    for kind, condition in (
        ("update", f"NOT ({allowed})"),
        ("delete", f"NOT ({guard.deletable})"),
        ("insert", taken),
    ):
        name = f'"{guard.table}_keep_{kind}"'
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield (
            f'CREATE TRIGGER {name} BEFORE {kind.upper()} ON "{guard.table}" FOR EACH ROW WHEN {condition} '
            f"BEGIN SELECT RAISE(ABORT, '{guard.table} keeps what was written: {kind} refused'); END"
        )


def _postgresql(guard: Guard) -> Iterator[str]:
    same = " AND ".join(f'OLD."{c}" IS NOT DISTINCT FROM NEW."{c}"' for c in guard.content)
    allowed = f"({same}) AND OLD.voided_at IS NULL" if guard.once else "FALSE"
    function = f'"{guard.table}_keep"'
    yield (
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'UPDATE' THEN IF {allowed} THEN RETURN NEW; END IF; "
        f"ELSIF TG_OP = 'DELETE' THEN IF {guard.deletable} THEN RETURN OLD; END IF; END IF; "
        f"RAISE EXCEPTION '{guard.table} keeps what was written: % refused', lower(TG_OP) "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for kind in ("update", "delete", "truncate"):
        name, each = f'"{guard.table}_keep_{kind}"', "STATEMENT" if kind == "truncate" else "ROW"
        yield f'DROP TRIGGER IF EXISTS {name} ON "{guard.table}"'
        when = f'BEFORE {kind.upper()} ON "{guard.table}" FOR EACH {each}'
        yield f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {function}()"
