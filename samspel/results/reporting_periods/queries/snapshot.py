"""The figures of a period with the identities of what they count: what is stored when it is frozen."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from samspel.core.figures import Measure, MeasureKind, Slice, contributing
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.results.indicators.figures import indicators_of
from samspel.results.indicators.figures.programme_figures import cooperating, private_investment
from samspel.results.reporting_periods.models import FrozenFigure, ReportingPeriod


def reported_measures(programme: Programme) -> Sequence[Measure]:
    """What is reported: the fund's indicators in force and the programme's own targets, each once."""
    found = {m.code: m for _rule, m in indicators_of(programme.rule_set, programme.starts_on)}
    found |= {m.code: m for m in (cooperating, private_investment)}
    return list(found.values())


def period_slice(period: ReportingPeriod, cumulative: bool) -> Slice:
    """The period's facts, or all up to its end; as reported where it is frozen, else as known now."""
    return Slice(
        period.programme_id,
        since=None if cumulative else period.first_day,
        until=period.last_day + timedelta(days=1),
        known_at=period.frozen_at,
    )


def period_snapshot(period: ReportingPeriod) -> Iterator[FrozenFigure]:
    """Every figure of the period with the identities of its rows, as known when it was frozen; not yet stored.

    One pass over the facts of each measure gives the whole, each region and each area."""
    structure = structure_of(period.programme)
    keys: list[tuple[Any, Any]] = [(None, None), *((p.pk, None) for p in structure.partners)]
    keys += [(None, a.pk) for a in structure.areas]
    for cumulative in (True, False):
        where = period_slice(period, cumulative)
        for measure in reported_measures(period.programme):
            cells = {key: SnapshotCell() for key in keys}
            for thing, partner_id, area_id, amount in _rows(measure, where):
                for key in ((None, None), (partner_id, None), (None, area_id)):
                    if key in cells:
                        cells[key].take(thing, amount)
            for (partner, area), cell in cells.items():
                yield FrozenFigure(
                    period=period,
                    measure=measure.code,
                    cumulative=cumulative,
                    partner_id=partner,
                    area_id=area,
                    value=cell.amount if measure.kind is MeasureKind.SUM else len(cell.things),
                    rows=sorted(cell.things),
                )


class SnapshotCell:
    """What has been counted for one cell of the snapshot."""

    def __init__(self) -> None:
        self.things: set[int] = set()
        self.amount = Decimal(0)

    def take(self, thing: int, amount: Decimal) -> None:
        """Count a row; a fact that comes twice adds once."""
        if thing not in self.things:
            self.things.add(thing)
            self.amount += amount


def _rows(measure: Measure, where: Slice) -> Iterator[tuple[int, Any, Any, Decimal]]:
    """The identity of what is counted (things for a distinct count, facts otherwise), partner, area, and the amount."""
    thing = measure.of if measure.kind is MeasureKind.DISTINCT else measure.fact.removesuffix("__") or "pk"
    paths = [thing, measure.dimensions["partner"], measure.dimensions["area"]]
    rows = contributing(measure, where).order_by()
    if measure.kind is MeasureKind.SUM:
        yield from rows.values_list(*paths, measure.of).iterator(chunk_size=2000)
        return
    for row in rows.values_list(*paths).distinct().iterator(chunk_size=2000):
        yield (*row, Decimal(0))
