"""Needs that were not met at the front door: nothing fitted, declined, unanswered, or nobody asked."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samspel.core.figures import Measure, Request, fetch
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Area
from samspel.frontdoor.innovation_system.queries.unmet_needs import UnmetNeedGroup, names_of_codes, unmet_need_groups
from samspel.frontdoor.referrals import figures
from samspel.frontdoor.referrals.labels import REASONS
from samspel.observatory.weak_spots.figures import WeakSpot, WeakSpotGround, WeakSpotSource, register_source
from samspel.observatory.weak_spots.labels import CLEAR, FAINT, STRONG

SEVERAL, MANY = 3, 5


def not_met(context: ReadContext) -> list[WeakSpot]:
    """Groups of needs that nobody could meet; then what became of requests, by area and reason."""
    groups = [_group(context, group) for group in unmet_need_groups(context.slice) if not group.alone]
    return [*groups, *_requests(context)]


def strength_of(number: int) -> int:
    """Five or more are a strong sign, three a clear one, fewer a faint one."""
    return STRONG if number >= MANY else CLEAR if number >= SEVERAL else FAINT


def _group(context: ReadContext, group: UnmetNeedGroup) -> WeakSpot:
    """The first need names the group, so that it stays the same when others join it."""
    number = len(group.needs)
    title = _("Nobody could meet: %(words)s") % {"words": ", ".join(group.words[:3])}
    area = context.structure.area(group.areas[0]) if group.areas else None
    words = ngettext("%(count)d need", "%(count)d needs", number) % {"count": number}
    where = ", ".join(names_of_codes(group.regions, context.structure.partners))
    grounds = [
        WeakSpotGround(words, context.url("frontdoor:gaps", area=area.code if area else None)),
        WeakSpotGround(where),
    ]
    key = f"unmet:{group.needs[0].number}"
    return WeakSpot(key, title, [ground for ground in grounds if ground.words], strength_of(number), area)


def _requests(context: ReadContext) -> Iterator[WeakSpot]:
    """The most frequent first, of each kind."""
    said, late, lonely = fetch([
        Request(figures.declined, context.slice, ("reason", "area")),
        Request(figures.unanswered, context.slice, ("area",)),
        Request(figures.not_sent, context.slice, ("area",)),
    ])  # fmt: skip
    areas = {area.pk: area for area in context.structure.areas}
    for (reason, area), number in _most(said):
        title = _("requests declined: %(reason)s") % {"reason": _lower(str(REASONS[reason]))}
        yield _spot(context, figures.declined, title, number, areas.get(area), reason=reason)
    for (area,), number in _most(late):
        yield _spot(context, figures.unanswered, _("requests without an answer in time"), number, areas.get(area))
    for (area,), number in _most(lonely):
        yield _spot(
            context, figures.not_sent, _("needs that nobody has been asked to help with"), number, areas.get(area)
        )


def _most(breakdown: Any) -> list[tuple[tuple[Any, ...], int]]:
    return sorted(((key, int(value)) for key, value in breakdown.items()), key=lambda one: (-one[1], str(one[0])))


def _spot(
    context: ReadContext, measure: Measure, title: str, number: int, area: Area | None, **members: Any
) -> WeakSpot:
    """What has no area is shown among all of its kind, since a figure is narrowed only to what there is."""
    kind = measure.code.removeprefix("frontdoor.")
    within = members | ({"area": area.pk} if area else {})
    words = ngettext("%(count)d case", "%(count)d cases", number) % {"count": number}
    ground = WeakSpotGround(words, context.figure(measure, number, **within).url)
    key = ":".join(("needs", kind, *members.values(), area.code if area else ""))
    where = area.short if area else _("No area")
    return WeakSpot(key, f"{where}: {title}", [ground], strength_of(number), area)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


register_source(
    WeakSpotSource(
        "needs",
        gettext_lazy("Needs that were not met"),
        gettext_lazy(
            "Needs that are like each other and that no offer fitted, requests that were declined or not answered in "
            "time, and needs that nobody was asked about. Five cases or more are a strong sign, three or four a clear "
            "one, fewer a faint one."
        ),
        not_met,
    )
)
