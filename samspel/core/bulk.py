"""Many rows at once: values asked for in parts, and plain values straight into a table, where making an object of each
would take most of the time.

Constraints and triggers hold as always. What a model does in `save` does not happen. Names of tables and columns in
the statements are the models' own.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from django.db import connection, models

T = TypeVar("T")
PART = 900
"""How many values a statement asks for at most; every SQLite takes so many."""


def in_parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in parts that one statement can ask for."""
    for start in range(0, len(values), PART):
        yield values[start : start + PART]


def insert(
    model: type[models.Model], rows: Sequence[Mapping[str, Any]], alike: Mapping[str, Any] | None = None
) -> list[int]:
    """Insert rows of column → value (columns by attribute name, such as area_id); returns their ids, in order.

    `alike` holds the columns with the same value in every row; columns in neither get the field's default."""
    if not rows:
        return []
    fields: list[Any] = [field for field in model._meta.concrete_fields if not field.primary_key]
    ids = _ids(model, len(rows))
    values = [_column(field, rows, alike or {}) for field in fields]
    columns = [model._meta.pk.column, *(field.column for field in fields)]
    _write(model._meta.db_table, columns, zip(ids, *values, strict=True))
    return ids


def _ids(model: type[models.Model], count: int) -> list[int]:
    """Ids nobody else will get."""
    table, quote = model._meta.db_table, connection.ops.quote_name
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(sequence, [quote(table), count])
            return [row[0] for row in cursor.fetchall()]
        # a transaction that writes is alone on SQLite; the sequence remembers rows that were deleted
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
        cursor.execute(f"SELECT COALESCE(MAX(id), 0) FROM {quote(table)}")  # noqa: S608
        first = max(last, cursor.fetchone()[0]) + 1
        return list(range(first, first + count))


def _column(field: Any, rows: Sequence[Mapping[str, Any]], alike: Mapping[str, Any]) -> Iterator[Any]:
    """The field's value in every row, as the database takes it; each different value is prepared once."""
    prepared: dict[Any, Any] = {}
    name, default = field.attname, alike.get(field.attname, field.get_default())
    prepare: Callable[..., Any] = field.get_db_prep_save
    as_it_is = isinstance(getattr(field, "target_field", field), models.IntegerField)  # a key is most often new in each
    for row in rows:
        value = row.get(name, default)
        if as_it_is and type(value) is int:
            yield value
            continue
        if value not in prepared:
            prepared[value] = prepare(value, connection=connection)
        yield prepared[value]


def _write(table: str, columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with (
                connection.wrap_database_errors,
                cursor.cursor.copy(f"COPY {quote(table)} ({names}) FROM STDIN") as copy,
            ):
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({places})", list(rows))  # noqa: S608
