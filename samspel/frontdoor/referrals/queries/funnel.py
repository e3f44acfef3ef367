"""From need to support in figures, for one page: all of them in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from samspel.core.figures import Figure, Measure, Member, Request, Slice, fetch
from samspel.core.programmes.context import ReadContext
from samspel.frontdoor.referrals import figures as measures

NEEDS = (measures.needs, measures.matched, measures.sent)
REQUESTS = (measures.requested, measures.accepted, measures.met, measures.supported)
REGIONS = (
    measures.needs, measures.requested, measures.accepted, measures.declined, measures.answer_days, measures.unanswered,
    measures.supported,
)  # fmt: skip
CROSSED = {
    "needs": measures.needs,
    "requested": measures.requested,
    "accepted": measures.accepted,
    "declined": measures.declined,
    "answer_days": measures.answer_days,
    "unanswered": measures.unanswered,
    "supported": measures.supported,
}
"""What the table of regions and areas can show."""


FunnelStep = tuple[str, Figure]


@dataclass(frozen=True)
class Funnel:
    """The page's figures. `needs` and `requests` are steps, `reasons` reasons for a no, each with its figure. `regions`
    and `crossed` are rows of (member, figures), the last of them the whole."""

    needs: Sequence[FunnelStep]
    requests: Sequence[FunnelStep]
    days: Figure
    late: Figure
    not_sent: Figure
    regions: Sequence[tuple[str, Sequence[Figure]]]
    columns: Sequence[Measure]
    areas: Sequence[Member]
    crossed: Sequence[tuple[str, Sequence[Figure]]]
    reasons: Sequence[FunnelStep]
    declined: Figure


def funnel(context: ReadContext, where: Slice, shown: str) -> Funnel:
    """The figures of the slice; `shown` is a key of CROSSED."""
    crossed = CROSSED[shown]
    alone = {m.code: m for m in (*NEEDS, *REQUESTS, *REGIONS, measures.not_sent, crossed)}
    asked = [Request(m, where) for m in alone.values()]
    asked += [Request(m, where, ("home",)) for m in REGIONS]
    asked += [Request(crossed, where, by) for by in (("home", "area"), ("home",), ("area",))]
    asked.append(Request(measures.declined, where, ("reason",)))
    found = iter(fetch(asked))
    whole = {code: context.figure(m, next(found).get((), m.nothing), where) for code, m in alone.items()}
    by_home = {m.code: next(found) for m in REGIONS}
    cells, of_home, of_area, of_reason = (next(found) for _number in range(4))
    homes, areas = context.members("home"), context.members("area")
    return Funnel(
        needs=[(str(m.name), whole[m.code]) for m in NEEDS],
        requests=[(str(m.name), whole[m.code]) for m in REQUESTS],
        days=whole[measures.answer_days.code],
        late=whole[measures.unanswered.code],
        not_sent=whole[measures.not_sent.code],
        regions=[
            *((home.label, [_of(context, m, where, by_home[m.code], home=home.id) for m in REGIONS]) for home in homes),
            (_("All"), [whole[m.code] for m in REGIONS]),
        ],
        columns=REGIONS,
        areas=areas,
        crossed=[
            *(
                (home.label, [
                    *(_of(context, crossed, where, cells, home=home.id, area=area.id) for area in areas),
                    _of(context, crossed, where, of_home, home=home.id),
                ])
                for home in homes
            ),
            (_("All"), [*(_of(context, crossed, where, of_area, area=area.id) for area in areas), whole[crossed.code]]),
        ],
        reasons=_reasons(context, where, of_reason),
        declined=whole[measures.declined.code],
    )  # fmt: skip


def _of(context: ReadContext, measure: Measure, where: Slice, values: Mapping[Any, Any], **members: Any) -> Figure:
    return context.figure(measure, values.get(tuple(members.values()), measure.nothing), where, **members)


def _reasons(context: ReadContext, where: Slice, values: Mapping[Any, Any]) -> list[FunnelStep]:
    """Reasons that have been given, the most frequent first."""
    found = [
        (member.label, context.figure(measures.declined, values[(member.id,)], where, reason=member.id))
        for member in context.members("reason")
        if (member.id,) in values
    ]
    found.sort(key=lambda pair: (-pair[1].value, pair[0]))
    return found
