"""Measures of the plan: budget and financing."""

from datetime import date
from typing import Any

from django.db.models import QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samspel.core.figures import FigureColumn, Measure, MeasureKind, Slice, Unit, register
from samspel.core.programmes.models import BudgetLine, FinancingLine, PlanVersion
from samspel.core.programmes.policy import ProgrammeAction


def _plan_in_force(rows: QuerySet[Any], where: Slice) -> QuerySet[Any]:
    """The lines of the plan version in force at the slice's moment; the first version before any is."""
    day: date = timezone.localdate(where.known_at) if where.known_at else timezone.localdate()
    versions = PlanVersion.objects.filter(programme_id=where.programme_id, sealed=True)
    latest = versions.filter(valid_from__lte=day).order_by("-number").values("pk")[:1]
    first = versions.order_by("number").values("pk")[:1]
    return rows.filter(version_id=Coalesce(Subquery(latest), Subquery(first)))


PLAN_SOURCE = _("The programme decision, budget and financing plan")
YEAR = FigureColumn(_("Year"), "year")

budget = register(
    Measure(
        code="programme.budget",
        kind=MeasureKind.SUM,
        unit=Unit.MONEY,
        name=_("Budget"),
        definition=_("Planned costs under the budget in force on the date shown."),
        source=PLAN_SOURCE,
        view=ProgrammeAction.VIEW,
        protects="",
        model=BudgetLine,
        of="amount",
        select=_plan_in_force,
        dimensions={"category": "category_id", "partner": "partner_id", "year": "year"},
        columns=(
            FigureColumn(_("Cost category"), "category__name_{lang}"),
            FigureColumn(pgettext_lazy("figure", "Partner"), "partner__short_{lang}"),
            YEAR,
        ),
    )
)

financing = register(
    Measure(
        code="programme.financing",
        kind=MeasureKind.SUM,
        unit=Unit.MONEY,
        name=_("Financing"),
        definition=_("What each financier is to pay under the financing plan in force on the date shown."),
        source=PLAN_SOURCE,
        view=ProgrammeAction.VIEW,
        protects="",
        model=FinancingLine,
        of="amount",
        select=_plan_in_force,
        dimensions={"financier": "financier_id", "partner": "financier__partner_id", "year": "year"},
        columns=(FigureColumn(_("Financier"), "financier__name_{lang}"), YEAR),
    )
)
