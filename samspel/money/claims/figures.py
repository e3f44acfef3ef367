"""The money room's measures."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from samspel.core.facts import known_at
from samspel.core.figures import (
    Column,
    Dimension,
    Kind,
    Measure,
    Member,
    Slice,
    Text,
    Unit,
    register,
    register_dimension,
)
from samspel.money.funding.states import APPLIED
from samspel.money.models import (
    ApplicationMoney,
    Claim,
    ClaimRow,
    CofinancingPayment,
    DecidedAmount,
    Expenditure,
)
from samspel.results.models import Support


def _claims(structure: Any) -> Sequence[Member]:
    rows = Claim.objects.filter(programme=structure.programme).order_by("number")
    return [Member(c.pk, str(c.number), str(Text(f"Ansökan {c.number}", f"Claim {c.number}"))) for c in rows]


register_dimension(Dimension("claim", Text("Ansökan om utbetalning", "Claim"), _claims))


def _sent(rows: QuerySet[Any], where: Slice) -> QuerySet[Any]:
    """Rows of the programme's claims that were sent by the moment."""
    sent = rows.filter(claim__programme_id=where.programme_id, declared=True)
    return sent if where.known_at is None else sent.filter(claim__sent_at__lte=where.known_at)


def _decided(rows: QuerySet[Any], where: Slice) -> QuerySet[Any]:
    """Rows of claims that the authority had decided on by the moment."""
    found = _sent(rows, where).filter(claim__decided_on__isnull=False)
    if where.known_at is not None:
        found = found.filter(claim__decided_on__lte=timezone.localdate(where.known_at))
    return found


AUTHORITY = Text("Den förvaltande myndighetens beslut", "The managing authority's decisions")
CLAIM_DIMENSIONS = {"claim": "claim_id", "partner": "part__partner_id", "category": "expenditure__category_id"}
CLAIM_COLUMNS = (
    Column(Text("Ansökan", "Claim"), "claim__number"),
    Column(Text("Verifikation", "Voucher"), "expenditure__voucher", identity=True),
    Column(Text("Bokföringsdag", "Booking date"), "expenditure__occurred_on"),
    Column(Text("Text", "Text"), "expenditure__text", identity=True),
    Column(Text("Kostnadsslag", "Cost category"), "expenditure__category__name_{lang}"),
    Column(Text("Region", "Partner"), "part__partner__short_{lang}"),
)

worked_up = register(
    Measure(
        code="money.worked_up",
        kind=Kind.SUM,
        unit=Unit.MONEY,
        name=Text("Upparbetat", "Spent"),
        definition=Text(
            "Bokförda kostnader i programmet hos alla parter, efter bokföringsdag. Krediteringar räknas av.",
            "Costs booked on the programme by all partners, by booking date. Credits are deducted.",
        ),
        source=Text("Parternas bokföring", "The partners' books"),
        model=Expenditure,
        of="amount",
        dimensions={"category": "category_id", "partner": "partner_id", "area": "area_id"},
        columns=(
            Column(Text("Verifikation", "Voucher"), "voucher", identity=True),
            Column(Text("Text", "Text"), "text", identity=True),
            Column(Text("Kostnadsslag", "Cost category"), "category__name_{lang}"),
            Column(Text("Region", "Partner"), "partner__short_{lang}"),
        ),
    )
)


de_minimis = register(
    Measure(
        code="money.de_minimis",
        kind=Kind.SUM,
        unit=Unit.MONEY,
        name=Text("Stöd av mindre betydelse", "De minimis aid"),
        definition=Text(
            "Stöd som programmet har gett företag som stöd av mindre betydelse, efter den dag det beviljades.",
            "Support that the programme has given enterprises as de minimis aid, by the day it was granted.",
        ),
        source=Text("Registrerat stöd", "Recorded support"),
        model=Support,
        of="amount",
        where=Q(aid_basis="de_minimis"),
        dimensions={"partner": "partner_id", "area": "area_id"},
        columns=(
            Column(Text("Organisation", "Organisation"), "organisation__name", identity=True),
            Column(Text("Referens", "Reference"), "reference", identity=True),
            Column(Text("Region", "Partner"), "partner__short_{lang}"),
        ),
    )
)


def _of_claims(code: str, of: str, name: Text, definition: Text, decided: bool) -> Measure:
    return register(
        Measure(
            code=code,
            kind=Kind.SUM,
            unit=Unit.MONEY,
            name=name,
            definition=definition,
            source=AUTHORITY if decided else Text("Programmets ansökningar om utbetalning", "The programme's claims"),
            model=ClaimRow,
            of=of,
            select=_decided if decided else _sent,
            dimensions=CLAIM_DIMENSIONS,
            columns=CLAIM_COLUMNS,
        )
    )


claimed = _of_claims(
    "money.claimed",
    "amount",
    Text("Redovisade kostnader", "Declared costs"),
    Text(
        "Bokförda kostnader i ansökningar om utbetalning som har skickats. Rättelser i senare ansökningar räknas med.",
        "Booked costs in claims that have been sent. Corrections in later claims are counted.",
    ),
    decided=False,
)
certified = _of_claims(
    "money.certified",
    "certified",
    Text("Godkända kostnader", "Certified costs"),
    Text("Redovisade kostnader som myndigheten har godkänt.", "Declared costs that the authority has accepted."),
    decided=True,
)
deducted = _of_claims(
    "money.deducted",
    "deducted",
    Text("Avdrag", "Deducted"),
    Text("Redovisade kostnader som myndigheten inte har godkänt.", "Declared costs that the authority has refused."),
    decided=True,
)
parked = _of_claims(
    "money.parked",
    "parked",
    Text("Parkerade kostnader", "Parked costs"),
    Text(
        "Redovisade kostnader som myndigheten har lagt åt sidan. De kan komma med i en senare ansökan.",
        "Declared costs that the authority has set aside. They may enter a later claim.",
    ),
    decided=True,
)


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
