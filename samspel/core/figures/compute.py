"""Values: one grouped SELECT per measure and breakdown, and one round trip for any number of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, DecimalField, F, Func, IntegerField, Min, QuerySet, Sum, Value

from samspel.core.figures import kept, medians
from samspel.core.figures.measures import Measure, MeasureKind, conditions
from samspel.core.figures.slices import Slice

PERIODS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
NUMBER: Any = DecimalField(max_digits=24, decimal_places=2)
CENT = Decimal("0.01")

Key = tuple[Any, ...]
Statement = tuple[str, Sequence[str], Sequence[Any]]  # SQL, its columns (figure first), parameters
Breakdown = Mapping[Key, Any]  # int or Decimal; None only as a median's `nothing`


class MonthIndex(Func):
    """Months since year 0 of a date column, as an integer, without calling back into Python on SQLite."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = (
            "(CAST(substr(%(expressions)s, 1, 4) AS INTEGER) * 12 + CAST(substr(%(expressions)s, 6, 2) AS INTEGER) - 1)"
        )
        sql, params = self.as_sql(compiler, connection, template=template, **context)
        return sql, (*params, *params)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(EXTRACT(YEAR FROM %(expressions)s)::int * 12 + EXTRACT(MONTH FROM %(expressions)s)::int - 1)"
        sql, params = self.as_sql(compiler, connection, template=template, **context)
        return sql, (*params, *params)


@dataclass(frozen=True)
class Request:
    """A measure over a slice, broken down by dimension keys or period names ('month', 'half_year', …).

    `running` adds up over the (single) period: distinct counts by first appearance, so no thing counts twice; a
    median is that of all rows up to the period's end."""

    measure: Measure
    slice: Slice
    by: tuple[str, ...] = ()
    running: bool = False


def fetch(requests: Sequence[Request]) -> list[Breakdown]:
    """The answers in order, from one SQL statement. Keys are tuples in the order of `by`; absent keys mean zero,
    and no number for a median."""
    if not requests:
        return []
    statements = [_statement(request) for request in requests]
    keys = [kept.key_of(r.by, r.running, *statement) for r, statement in zip(requests, statements, strict=True)]
    version = kept.version()
    found: dict[int, Breakdown] = {}
    for number, key in enumerate(keys):
        if (answer := kept.get(version, key)) is not None:
            found[number] = answer
    missing = [number for number in range(len(requests)) if number not in found]
    for number, answer in zip(
        missing, _ask([requests[n] for n in missing], [statements[n] for n in missing]), strict=True
    ):
        found[number] = answer
        kept.put(version, keys[number], answer)
    return [found[number] for number in range(len(requests))]


def _ask(requests: Sequence[Request], statements: Sequence[Statement]) -> list[Breakdown]:
    if not requests:
        return []
    width = max(len(r.by) for r in requests)
    parts: list[str] = []
    params: list[Any] = []
    for number, (sql, columns, sql_params) in enumerate(statements):
        parts.append(f"SELECT * FROM ({_padded(number, sql, columns, width)}) q{number}")
        params.extend(sql_params)
    found: list[dict[Key, Any]] = [{} for _ in requests]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        for number, value, *key in cursor.fetchall():
            request = requests[number]
            typed = tuple(_typed(name, part) for name, part in zip(request.by, key, strict=False))
            found[number][typed] = _number(request.measure, value)
    return [
        _run(answer) if request.running and request.measure.adds_up else answer
        for request, answer in zip(requests, found, strict=True)
    ]


def values(measure: Measure, where: Slice, by: tuple[str, ...] = ()) -> Breakdown:
    """One breakdown; with no `by`, one value under the empty key (`measure.nothing` where there are no rows)."""
    answer = fetch([Request(measure, where, by)])[0]
    return answer if by else {(): answer.get((), measure.nothing)}


def cumulative(measure: Measure, where: Slice, period: str = "month") -> Breakdown:
    """Running totals by period index."""
    return fetch([Request(measure, where, (period,), running=True)])[0]


def contributing(measure: Measure, where: Slice) -> QuerySet[Any]:
    """The rows that make the figure, ungrouped."""
    rows: QuerySet[Any] = measure.model._default_manager.all()
    if measure.relations:
        rows = rows.alias(**measure.relations(where.known_at))
    rows = rows.filter(measure.where)
    rows = measure.select(rows, where) if measure.select else _known_facts(measure, where, rows)
    for key, value in where.conditions:
        rows = rows.filter(conditions()[key].build(measure, where, value))
    if measure.narrow:
        rows = measure.narrow(rows, where)
    if measure.kind is MeasureKind.MEDIAN:
        rows = rows.filter(**{f"{measure.of}__isnull": False})
    for key, member in where.members.items():
        rows = rows.filter(**{measure.dimensions[key]: member})
    return rows if where.entity is None else rows.filter(**{measure.of: where.entity})


def _known_facts(measure: Measure, where: Slice, rows: QuerySet[Any]) -> QuerySet[Any]:
    on = f"{measure.fact}occurred_on"
    rows = rows.filter(measure.known(where.known_at), **{measure.programme_path: where.programme_id})
    if where.since is not None:
        rows = rows.filter(**{f"{on}__gte": where.since})
    return rows if where.until is None else rows.filter(**{f"{on}__lt": where.until})


def aggregate(measure: Measure, by: Sequence[str]) -> Any:
    """The aggregate expression of the measure."""
    if measure.kind is MeasureKind.SUM:
        return Sum(measure.of, output_field=NUMBER)
    if measure.kind is MeasureKind.DISTINCT:
        return Count(measure.of, distinct=True)
    return Count("pk", distinct=bool(measure.many.intersection(by)))


def dimension_expression(measure: Measure, key: str) -> Any:
    """A dimension key or period name as an expression on the measure's rows. KeyError for an unknown one."""
    if key in PERIODS and key not in measure.dimensions:
        months: Any = MonthIndex(F(f"{measure.fact}occurred_on"))
        return months / Value(PERIODS[key]) if PERIODS[key] > 1 else months
    return F(measure.dimensions[key])


def _statement(request: Request) -> Statement:
    measure, by = request.measure, request.by
    keys = {f"key_{i}": dimension_expression(measure, key) for i, key in enumerate(by)}
    rows = contributing(measure, request.slice)
    if measure.kind is MeasureKind.MEDIAN:
        sql, params = _compile(rows.order_by().annotate(**keys).values_list("pk", measure.of, *keys).distinct())
        return medians.statement(sql, len(keys), request.running), ("figure", *keys), params
    if request.running and measure.kind is MeasureKind.DISTINCT:
        return _first_appearance(measure, rows, by[0])
    grouping = keys or {"everything": Value(1)}
    grouped = rows.order_by().annotate(**grouping).values(*grouping).annotate(figure=aggregate(measure, by))
    sql, params = _compile(grouped.values_list("figure", *keys))
    return sql, ("figure", *keys), params


def _first_appearance(measure: Measure, rows: QuerySet[Any], period: str) -> Statement:
    first = Min(dimension_expression(measure, period))
    sql, params = _compile(rows.order_by().values(measure.of).annotate(first=first).values_list("first"))
    return f"SELECT first, COUNT(*) AS figure FROM ({sql}) f GROUP BY first", ("figure", "first"), params


def _padded(number: int, sql: str, columns: Sequence[str], width: int) -> str:
    """Same columns in every part of the union: request number, value, keys as text, NULL for keys it lacks."""
    figure, *keys = columns
    text = [f'CAST("{key}" AS VARCHAR(60))' for key in keys] + ["CAST(NULL AS VARCHAR(60))"] * (width - len(keys))
    number_type = "NUMERIC" if connection.vendor == "postgresql" else "REAL"
    selected = ", ".join([str(number), f'CAST("{figure}" AS {number_type})', *text])
    return f"SELECT {selected} FROM ({sql}) g"


def _compile(rows: QuerySet[Any]) -> tuple[str, Sequence[Any]]:
    sql, params = rows.query.get_compiler(connection=connection).as_sql()
    return sql, params


def _typed(key: str, part: str | None) -> Any:
    if part is not None and (key in PERIODS or part.isdigit()):
        return int(part)
    return part


def _number(measure: Measure, value: Any) -> int | Decimal:
    if measure.kind is MeasureKind.SUM:
        return Decimal(str(value or 0)).quantize(CENT)
    if measure.kind is MeasureKind.MEDIAN:
        return Decimal(str(value)).normalize() + 0
    return int(value or 0)


def _run(answer: Breakdown) -> Breakdown:
    total: int | Decimal = 0
    running: dict[Key, int | Decimal] = {}
    for key in sorted(answer):
        total = total + answer[key]
        running[key] = total
    return running
