"""The measures of claims: declared, certified, deducted and parked."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

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
from samspel.money.models import (
    Claim,
    ClaimRow,
)


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
