"""Reading initiatives: what was done and what is planned, as known on the page's day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet

from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Initiative


class Stage(StrEnum):
    """Where an initiative is on a day."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    DONE = "done"


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; empty means all."""

    area: str = ""
    partner: str = ""
    stage: str = ""
    text: str = ""


def known(context: ReadContext) -> QuerySet[Initiative]:
    """Initiatives known on the page's day, planned ones included, with what a list shows."""
    rows = Initiative.objects.as_of(context.slice.known_at).filter(programme=context.programme)
    found: QuerySet[Initiative] = rows.select_related("area", "partner").prefetch_related("partners", "areas")
    return found.order_by("occurred_on", "number")


def listed(context: ReadContext, filters: Filters) -> QuerySet[Initiative]:
    """The initiatives the filters leave."""
    rows = known(context)
    if filters.area:
        rows = rows.filter(areas__code=filters.area)
    if filters.partner:
        rows = rows.filter(partners__code=filters.partner)
    if filters.text:
        rows = rows.filter(Q(title__icontains=filters.text) | Q(text__icontains=filters.text))
    if filters.stage in set(Stage):
        rows = rows.filter(_stage_condition(Stage(filters.stage), context.as_of))
    return rows.distinct()


def stage_of(initiative: Initiative, day: date) -> Stage:
    """Planned until its first day, done after its last."""
    if initiative.occurred_on > day:
        return Stage.PLANNED
    return Stage.DONE if initiative.ends_on < day else Stage.ONGOING


def versions(context: ReadContext, number: int) -> Sequence[Any]:
    """Every version of an initiative known on the page's day, newest first."""
    rows = Initiative.objects.filter(programme=context.programme, number=number)
    if context.slice.known_at:
        rows = rows.filter(recorded_at__lte=context.slice.known_at)
    return list(rows.select_related("recorded_by", "voided_by").order_by("-pk"))


def _stage_condition(stage: Stage, day: date) -> Q:
    if stage is Stage.PLANNED:
        return Q(occurred_on__gt=day)
    if stage is Stage.DONE:
        return Q(ends_on__lt=day)
    return Q(occurred_on__lte=day, ends_on__gte=day)
