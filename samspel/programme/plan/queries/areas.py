"""One area: its tracks and activities, what was done, its figures, and the areas it is linked to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from samspel.core.figures import Figure, Request, fetch, measure
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Area, AreaLink, Body, Target, Track
from samspel.programme.initiatives.models import Initiative
from samspel.programme.initiatives.queries.initiatives import initiatives_of_area, with_stage
from samspel.programme.initiatives.queries.milestones import milestones_with_state


@dataclass(frozen=True)
class AreaDetail:
    """Everything on an area's page. `activities` of the tracks have their figure of begun initiatives as `begun`."""

    tracks: Sequence[Track]
    begun: Figure
    figures: Sequence[tuple[Target, Figure]]
    links: Sequence[tuple[AreaLink, Area]]
    initiatives: Sequence[tuple[Initiative, str]]
    milestones: Sequence[Any]
    bodies: Sequence[Body]


def area_detail(context: ReadContext, area: Area) -> AreaDetail:
    """The area as of the context's day."""
    tracks = list(Track.objects.filter(area=area).prefetch_related("activities__cross_areas", "versions"))
    rows = initiatives_of_area(context, area)
    targets = [t for t in context.structure.targets if "area" in measure(t.measure).dimensions]
    here = context.slice.of(area=area.pk)
    counted = measure("programme.initiatives")
    asked = [Request(counted, here), Request(counted, context.slice, ("activity",))]
    begun, per_activity, *answers = fetch([*asked, *(Request(measure(t.measure), here) for t in targets)])
    activities: list[Any] = [activity for track in tracks for activity in track.activities.all()]
    for activity in activities:
        activity.begun = context.figure(counted, per_activity.get((activity.pk,), 0), activity=activity.pk)
    links = AreaLink.objects.filter(first=area) | AreaLink.objects.filter(second=area)
    return AreaDetail(
        tracks=tracks,
        begun=context.figure(counted, begun.get((), 0), area=area.pk),
        figures=[
            (target, context.figure(measure(target.measure), answer.get((), 0), area=area.pk))
            for target, answer in zip(targets, answers, strict=True)
        ],
        links=[
            (link, link.second if link.first_id == area.pk else link.first)
            for link in links.select_related("first", "second")
        ],
        initiatives=with_stage(context, rows),
        milestones=[m for m in milestones_with_state(context) if m.area_id == area.pk],
        bodies=[body for body in context.structure.bodies if body.area_id == area.pk],
    )
