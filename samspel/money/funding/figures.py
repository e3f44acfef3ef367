"""The measures of co-financing: applied for, granted and paid in."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samspel.core.facts import known_at
from samspel.core.figures import FigureColumn, Measure, MeasureKind, Slice, Unit, register
from samspel.money.funding.policy import FundingAction
from samspel.money.funding.states import APPLIED
from samspel.money.models import ApplicationMoney, CofinancingPayment, DecidedAmount

REGIONS = _("The regions' handling of co-financing")
YEAR = FigureColumn(_("Year"), "year")


def _asked(rows: QuerySet[Any], where: Slice) -> QuerySet[Any]:
    """What the intakes had been asked for by the moment, in applications not withdrawn."""
    found = rows.filter(asked=True, application__programme_id=where.programme_id, application__state__in=APPLIED)
    return found if where.known_at is None else found.filter(application__submitted_at__lte=where.known_at)


def _granted(rows: QuerySet[Any], where: Slice) -> QuerySet[Any]:
    """Amounts of the decisions known at the moment."""
    found = rows.filter(known_at(where.known_at, "decision__"), decision__programme_id=where.programme_id)
    return found if where.until is None else found.filter(decision__occurred_on__lt=where.until)


register(
    Measure(
        code="money.funding_applied",
        kind=MeasureKind.SUM,
        unit=Unit.MONEY,
        name=_("Co-financing applied for"),
        definition=_(
            "Amounts applied for from the regions, by the year they are for. Withdrawn applications do not count."
        ),
        source=REGIONS,
        view=FundingAction.VIEW,
        protects="",
        model=ApplicationMoney,
        of="amount",
        select=_asked,
        dimensions={
            "financier": "application__intake__financier_id",
            "partner": "application__intake__partner_id",
            "year": "year",
        },
        columns=(
            FigureColumn(_("Application"), "application__title"),
            FigureColumn(_("Financier"), "application__intake__financier__name_{lang}"),
            YEAR,
        ),
    )
)
register(
    Measure(
        code="money.funding_decided",
        kind=MeasureKind.SUM,
        unit=Unit.MONEY,
        name=_("Co-financing granted"),
        definition=_("Amounts that the regions' committees have granted, by the year they are for."),
        source=REGIONS,
        view=FundingAction.VIEW,
        protects="",
        model=DecidedAmount,
        of="amount",
        select=_granted,
        dimensions={
            "financier": "decision__application__intake__financier_id",
            "partner": "decision__partner_id",
            "year": "year",
        },
        columns=(
            FigureColumn(_("Decision"), "decision__paragraph"),
            FigureColumn(pgettext_lazy("figure", "Day"), "decision__occurred_on"),
            FigureColumn(_("Financier"), "decision__application__intake__financier__name_{lang}"),
            YEAR,
        ),
    )
)
register(
    Measure(
        code="money.funding_paid",
        kind=MeasureKind.SUM,
        unit=Unit.MONEY,
        name=_("Co-financing paid in"),
        definition=_("Co-financing that has been paid in to the programme. The year is the one the money is for."),
        source=REGIONS,
        view=FundingAction.VIEW,
        protects="",
        model=CofinancingPayment,
        of="amount",
        dimensions={"financier": "financier_id", "partner": "partner_id", "year": "year"},
        columns=(
            FigureColumn(_("Financier"), "financier__name_{lang}"),
            FigureColumn(_("Reference"), "reference", identity=True),
            YEAR,
        ),
    )
)
