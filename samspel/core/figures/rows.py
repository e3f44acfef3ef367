"""The rows behind a figure. Their contributions add up to it, or a median is their median: tested for every measure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from samspel.core.figures.compute import contributing
from samspel.core.figures.measures import FigureColumn, Measure, MeasureKind
from samspel.core.figures.slices import Slice

CHUNK = 2000
VALUED = (MeasureKind.SUM, MeasureKind.MEDIAN)  # each row brings a value of its own


@dataclass(frozen=True)
class FigureRow:
    """One line of a drill-down: cells in column order and what it adds to the figure (to a median: its value).

    `entity` opens the facts of one counted thing; `evidence` lists (title, reference) of one fact."""

    entity: Any
    fact_id: int | None
    occurred_on: date | None
    cells: Sequence[Any]
    contribution: int | Decimal | None
    facts: int
    evidence: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class RowPage:
    """A page of rows; `more` tells whether another follows."""

    rows: Sequence[FigureRow]
    more: bool


def shows_entities(measure: Measure, where: Slice) -> bool:
    """A distinct count opens to the things counted; any other figure, or one thing of it, opens to facts."""
    return measure.kind is MeasureKind.DISTINCT and where.entity is None


def columns_of(measure: Measure, where: Slice) -> Sequence[FigureColumn]:
    """The columns of the drill-down."""
    return measure.entity_columns if shows_entities(measure, where) else measure.columns


def page_of_rows(measure: Measure, where: Slice, offset: int = 0, limit: int = 100, seen: Q | None = None) -> RowPage:
    """`limit` rows from `offset`, in a stable order, of those that meet `seen`; two queries at most, however many."""
    rows = _seen(measure, where, seen)
    if shows_entities(measure, where):
        found = [_entity(measure, item) for item in _page_of_entities(measure, rows, offset, limit + 1)]
    else:
        found = _facts(measure, list(_ordered(measure, where, rows)[offset : offset + limit + 1]))
    return RowPage(found[:limit], len(found) > limit)


def iterate(measure: Measure, where: Slice, seen: Q | None = None) -> Iterator[FigureRow]:
    """Every row that meets `seen`, streamed."""
    rows = _seen(measure, where, seen)
    if shows_entities(measure, where):
        for item in _entities(measure, rows).iterator(chunk_size=CHUNK):
            yield _entity(measure, item)
        return
    chunk: list[dict[str, Any]] = []
    for item in _ordered(measure, where, rows).iterator(chunk_size=CHUNK):
        chunk.append(item)
        if len(chunk) == CHUNK:
            yield from _facts(measure, chunk)
            chunk = []
    yield from _facts(measure, chunk)


def _seen(measure: Measure, where: Slice, seen: Q | None) -> QuerySet[Any]:
    rows = contributing(measure, where)
    return rows if seen is None else rows.filter(seen)


def _entities(measure: Measure, rows: QuerySet[Any]) -> QuerySet[Any]:
    paths = [column.lookup for column in measure.entity_columns]
    on = f"{measure.fact}occurred_on"
    return (
        rows.order_by()
        .values(measure.of, *paths)
        .annotate(first_on=Min(on), fact_count=Count(f"{measure.fact}pk" if measure.fact else "pk", distinct=True))
        .order_by("first_on", measure.of)
    )


def _page_of_entities(measure: Measure, rows: QuerySet[Any], offset: int, number: int) -> Sequence[dict[str, Any]]:
    """Some of the things counted. With an entity model, it is walked in its order until the page is full."""
    if measure.entity_model is None:
        return list(_entities(measure, rows)[offset : offset + number])
    of_it = rows.filter(**{measure.of: OuterRef("pk")})
    walked = measure.entity_model._default_manager.filter(Exists(of_it)).order_by(*measure.entity_order)
    ids = list(walked.values_list("pk", flat=True)[offset : offset + number])
    found = {item[measure.of]: item for item in _entities(measure, rows).filter(**{f"{measure.of}__in": ids})}
    return [found[pk] for pk in ids]


def _entity(measure: Measure, item: dict[str, Any]) -> FigureRow:
    cells = [_shown(column, item[column.lookup]) for column in measure.entity_columns]
    return FigureRow(item[measure.of], None, item["first_on"], cells, 1, item["fact_count"])


def _ordered(measure: Measure, where: Slice, rows: QuerySet[Any]) -> QuerySet[Any]:
    order = ["pk"] if measure.of_plan else [f"{measure.fact}occurred_on", _fact_id(measure)]
    paths = {column.lookup for column in measure.columns} | set(order)
    if measure.kind in VALUED:
        paths.add(measure.of)
    if measure.many.intersection(where.members):
        rows = rows.distinct()
    return rows.order_by(*order).values(*paths)


def _facts(measure: Measure, items: Sequence[dict[str, Any]]) -> list[FigureRow]:
    evidence = {} if not measure.has_evidence else _evidence(measure, [item[_fact_id(measure)] for item in items])
    return [_fact(measure, item, evidence) for item in items]


def _fact(measure: Measure, item: dict[str, Any], evidence: dict[int, list[tuple[str, str]]]) -> FigureRow:
    fact_id = None if measure.of_plan else item[_fact_id(measure)]
    return FigureRow(
        entity=None,
        fact_id=fact_id,
        occurred_on=item.get(f"{measure.fact}occurred_on"),
        cells=[_shown(column, item[column.lookup]) for column in measure.columns],
        contribution=item[measure.of] if measure.kind in VALUED else 1,
        facts=1,
        evidence=evidence.get(fact_id, []) if fact_id is not None else [],
    )


def _evidence(measure: Measure, fact_ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    fact_model: Any = measure.model
    for step in measure.fact.split("__"):
        if step:
            fact_model = fact_model._meta.get_field(step).related_model
    linked = fact_model._default_manager.filter(pk__in=fact_ids, evidence__isnull=False)
    found: dict[int, list[tuple[str, str]]] = {}
    for pk, title, reference in linked.order_by("evidence__pk").values_list(
        "pk", "evidence__title", "evidence__reference"
    ):
        found.setdefault(pk, []).append((title, reference))
    return found


def _fact_id(measure: Measure) -> str:
    return f"{measure.fact.removesuffix('__')}_id" if measure.fact else "pk"


def _shown(column: FigureColumn, value: Any) -> Any:
    return str(column.choices[value]) if value in column.choices else value
