"""The measures of co-financing: applied for, granted and paid in."""

from typing import Any

from django.db.models import QuerySet

from samspel.core.facts import known_at
from samspel.core.figures import Column, Kind, Measure, Slice, Text, Unit, register
from samspel.money.funding.states import APPLIED
from samspel.money.models import ApplicationMoney, CofinancingPayment, DecidedAmount

REGIONS = Text("Regionernas beredning av medfinansiering", "The regions' handling of co-financing")
YEAR = Column(Text("År", "Year"), "year")


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
        kind=Kind.SUM,
        unit=Unit.MONEY,
        name=Text("Sökt medfinansiering", "Co-financing applied for"),
        definition=Text(
            "Belopp som har sökts av regionerna, efter det år de gäller. Återkallade ansökningar räknas inte.",
            "Amounts applied for from the regions, by the year they are for. Withdrawn applications do not count.",
        ),
        source=REGIONS,
        model=ApplicationMoney,
        of="amount",
        select=_asked,
        dimensions={
            "financier": "application__intake__financier_id",
            "partner": "application__intake__partner_id",
            "year": "year",
        },
        columns=(
            Column(Text("Ansökan", "Application"), "application__title"),
            Column(Text("Finansiär", "Financier"), "application__intake__financier__name_{lang}"),
            YEAR,
        ),
    )
)
register(
    Measure(
        code="money.funding_decided",
        kind=Kind.SUM,
        unit=Unit.MONEY,
        name=Text("Beslutad medfinansiering", "Co-financing granted"),
        definition=Text(
            "Belopp som regionernas nämnder har beviljat, efter det år de gäller.",
            "Amounts that the regions' committees have granted, by the year they are for.",
        ),
        source=REGIONS,
        model=DecidedAmount,
        of="amount",
        select=_granted,
        dimensions={
            "financier": "decision__application__intake__financier_id",
            "partner": "decision__partner_id",
            "year": "year",
        },
        columns=(
            Column(Text("Beslut", "Decision"), "decision__paragraph"),
            Column(Text("Beslutsdag", "Day"), "decision__occurred_on"),
            Column(Text("Finansiär", "Financier"), "decision__application__intake__financier__name_{lang}"),
            YEAR,
        ),
    )
)
register(
    Measure(
        code="money.funding_paid",
        kind=Kind.SUM,
        unit=Unit.MONEY,
        name=Text("Inbetald medfinansiering", "Co-financing paid in"),
        definition=Text(
            "Medfinansiering som har betalats in till programmet. Året är det som pengarna gäller.",
            "Co-financing that has been paid in to the programme. The year is the one the money is for.",
        ),
        source=REGIONS,
        model=CofinancingPayment,
        of="amount",
        dimensions={"financier": "financier_id", "partner": "partner_id", "year": "year"},
        columns=(
            Column(Text("Finansiär", "Financier"), "financier__name_{lang}"),
            Column(Text("Referens", "Reference"), "reference", identity=True),
            YEAR,
        ),
    )
)
