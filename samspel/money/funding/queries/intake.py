"""Intakes, and their applications in the order that rank and points give."""

from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from samspel.core import assessment as assessment_core
from samspel.core import clock
from samspel.core.programmes.context import ReadContext
from samspel.money.funding.queries.scores import points_together
from samspel.money.funding.states import WRITABLE
from samspel.money.models import Application, Criterion, Intake, Rank, RankingRule


def intake_rows(context: ReadContext) -> list[Any]:
    """Every intake with how many applications it has."""
    rows = Intake.objects.filter(programme=context.programme).select_related("partner", "financier")
    counted = Count("applications", filter=~Q(applications__state="withdrawn"))
    return list(rows.annotate(count=counted).order_by("partner__order", "-opens_on"))


def applications_in_order(intake: Intake) -> list[tuple[Application, Decimal | None]]:
    """The intake's applications in the order that rank and points give; points only once a proposal is made."""
    rows = intake.applications.exclude(state__in=[*WRITABLE, "withdrawn"]).select_related("rank")
    given = {a.pk: points_together(a) if a.state in {"proposed", "decided"} else None
             for a in rows.prefetch_related("assessments__scores", "intake__criteria")}  # fmt: skip
    ordered = assessment_core.in_order(
        (a, a.rank.number if a.rank else None, given[a.pk], a.submitted_at.isoformat() if a.submitted_at else "")
        for a in rows
    )
    return [(a, given[a.pk]) for a in ordered]


def intake_of(context: ReadContext, pk: int) -> Intake | None:
    """The programme's intake."""
    return Intake.objects.filter(programme=context.programme, pk=pk).select_related("partner", "financier").first()


def criteria_of(intake: Intake) -> list[Criterion]:
    """The intake's criteria in order."""
    return list(intake.criteria.all())


def ranking_rules(context: ReadContext) -> list[RankingRule]:
    """The committees' rankings in the programme."""
    return list(RankingRule.objects.filter(programme=context.programme).select_related("partner"))


def ranks_for(application: Application) -> list[Rank]:
    """The ranks of the ranking in force when the application came in; today's while it has not."""
    day = timezone.localdate(application.submitted_at) if application.submitted_at else clock.today()
    rule = RankingRule.objects.filter(partner=application.intake.partner_id, decided_on__lte=day).first()
    return list(rule.ranks.select_related("rule")) if rule else []
