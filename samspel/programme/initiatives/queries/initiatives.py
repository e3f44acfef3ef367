"""Initiatives: what was done and what is planned, as known on the context's day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page as PageOfRows
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet

from samspel.core import access
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Activity, Area, Partner
from samspel.programme.initiatives.labels import stage_name
from samspel.programme.initiatives.models import Initiative
from samspel.programme.initiatives.policy import InitiativeAction
from samspel.programme.initiatives.rules import Stage, stage_on

PER_PAGE = 50


@dataclass(frozen=True)
class InitiativeFilters:
    """What a list is narrowed to, by codes; empty means all."""

    area: str = ""
    partner: str = ""
    stage: str = ""
    text: str = ""


def initiatives(context: ReadContext) -> Sequence[Initiative]:
    """Initiatives known on the day, planned ones included, by first day and number."""
    return list(_known(context))


def initiatives_of_area(context: ReadContext, area: Area) -> Sequence[Initiative]:
    """Those that the area takes part in."""
    return [row for row in _known(context) if area.pk in {joined.pk for joined in row.areas.all()}]


def initiatives_of_activity(context: ReadContext, activity: Activity) -> Sequence[Initiative]:
    """Those under an activity of the decision."""
    return [row for row in _known(context) if row.activity_id == activity.pk]


def initiative_page(context: ReadContext, filters: InitiativeFilters, number: int | None) -> PageOfRows[Initiative]:
    """A page of the initiatives that the filters leave; the nearest where there is none with the number."""
    return Paginator(_filtered(context, filters), PER_PAGE).get_page(number)


def initiative(context: ReadContext, number: int) -> Initiative | None:
    """The initiative with the number as known on the day, with its activity; None where it is taken back by then."""
    return _known(context).select_related("activity__track").filter(number=number).first()


def initiative_now(context: ReadContext, number: int) -> Initiative | None:
    """The initiative as it reads today, whatever the context's day."""
    rows = Initiative.objects.as_of(None).select_related("programme", "area", "partner")
    found: Initiative | None = rows.filter(programme=context.programme, number=number).first()
    return found


def initiative_versions(context: ReadContext, number: int) -> Sequence[Initiative]:
    """Every version of an initiative known on the day, newest first."""
    rows = Initiative.objects.filter(programme=context.programme, number=number)
    if context.slice.known_at:
        rows = rows.filter(recorded_at__lte=context.slice.known_at)
    return list(rows.select_related("recorded_by", "voided_by").order_by("-pk"))


def with_stage(context: ReadContext, rows: Sequence[Initiative]) -> list[tuple[Initiative, str]]:
    """Each initiative with its stage on the day, in words."""
    return [(row, stage_text(context, row)) for row in rows]


def stage_text(context: ReadContext, row: Initiative) -> str:
    """The initiative's stage on the day, in words."""
    return stage_name(stage_on(context.as_of, row.occurred_on, row.ends_on))


def recording_grants(context: ReadContext) -> list[access.Grant]:
    """The reader's grants to record initiatives in the programme."""
    granted = access.grants(context.reader, InitiativeAction.RECORD)
    return [grant for grant in granted if grant.programme_id == context.programme.pk]


def area_choices(context: ReadContext, pks: Sequence[int] | None = None) -> QuerySet[Area]:
    """The programme's areas for a field to choose among; of the ids, where given."""
    rows = Area.objects.filter(programme=context.programme)
    return rows if pks is None else rows.filter(pk__in=pks)


def partner_choices(context: ReadContext, pks: Sequence[int] | None = None) -> QuerySet[Partner]:
    """The programme's partners for a field to choose among; of the ids, where given."""
    rows = Partner.objects.filter(programme=context.programme)
    return rows if pks is None else rows.filter(pk__in=pks)


def activity_choices(context: ReadContext) -> QuerySet[Activity]:
    """The activities of the decision for a field to choose among, in its order."""
    rows = Activity.objects.filter(track__programme=context.programme).select_related("track")
    return rows.order_by("track__order", "order")


def _known(context: ReadContext) -> QuerySet[Initiative]:
    rows = Initiative.objects.as_of(context.slice.known_at).filter(programme=context.programme)
    found: QuerySet[Initiative] = rows.select_related("area", "partner").prefetch_related("partners", "areas")
    return found.order_by("occurred_on", "number")


def _filtered(context: ReadContext, filters: InitiativeFilters) -> QuerySet[Initiative]:
    rows = _known(context)
    if filters.area:
        rows = rows.filter(areas__code=filters.area)
    if filters.partner:
        rows = rows.filter(partners__code=filters.partner)
    if filters.text:
        rows = rows.filter(Q(title__icontains=filters.text) | Q(text__icontains=filters.text))
    if filters.stage in set(Stage):
        rows = rows.filter(_stage_condition(Stage(filters.stage), context.as_of))
    return rows.distinct()


def _stage_condition(stage: Stage, day: date) -> Q:
    """As `stage_on`, for the database."""
    if stage is Stage.PLANNED:
        return Q(occurred_on__gt=day)
    if stage is Stage.DONE:
        return Q(ends_on__lt=day)
    return Q(occurred_on__lte=day, ends_on__gte=day)
