"""One region's results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samspel.core.figures import Figure, Request, fetch
from samspel.core.models import Municipality
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Area, Partner
from samspel.results.indicators.queries.overview import APPROVED, IndicatorLine, first_indicator, indicators
from samspel.results.models import PartnerReport


@dataclass(frozen=True)
class Region:
    """What a region has done, where, and what it has reported. `at_home` counts its own enterprises, whoever helped."""

    lines: Sequence[IndicatorLine]
    by_area: Sequence[tuple[Area, Figure]]
    at_home: Figure
    places: Mapping[str, Figure]
    municipalities: Sequence[Municipality]
    without: Sequence[Municipality]
    reports: Sequence[PartnerReport]


def region(context: ReadContext, partner: Partner, with_reports: bool) -> Region:
    """The region on the page's day."""
    here, main, structure = context.slice, first_indicator(context), context.structure
    own = here.of(partner=partner.pk)
    measures = [m for _rule, m in indicators(context)]
    asked: dict[Any, Request] = {("all", m.code): Request(m, own) for m in measures}
    asked |= {("approved", m.code): Request(m, own.given(**APPROVED)) for m in measures}
    asked |= {
        "areas": Request(main, own, ("area",)),
        "home": Request(main, here.of(home=partner.pk)),
        "places": Request(main, here, ("municipality",)),
    }
    found = dict(zip(asked, fetch(list(asked.values())), strict=True))
    mine = [m for m in structure.municipalities if structure.partner_of_municipality.get(m.code) == partner.pk]
    places = {m.code: context.figure(main, found["places"].get((m.code,), 0), municipality=m.code) for m in mine}
    lines = []
    for m in measures:
        value, settled = found["all", m.code].get((), 0), found["approved", m.code].get((), 0)
        approved = context.figure(m, settled, own.given(**APPROVED))
        lines.append(IndicatorLine(m.code, context.figure(m, value, own), approved, value - settled))
    return Region(
        lines=lines,
        by_area=[
            (area, context.figure(main, found["areas"].get((area.pk,), 0), own, area=area.pk))
            for area in structure.areas
        ],
        at_home=context.figure(main, found["home"].get((), 0), home=partner.pk),
        places=places,
        municipalities=mine,
        without=[m for m in mine if not places[m.code].value],
        reports=_reports(context, partner) if with_reports else [],
    )


def _reports(context: ReadContext, partner: Partner) -> Sequence[PartnerReport]:
    rows = PartnerReport.objects.filter(period__programme=context.programme, partner=partner)
    return list(rows.select_related("period").order_by("-period__first_day"))
