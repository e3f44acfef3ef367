"""The measures of claims: declared, certified, deducted and parked."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from samspel.core.bilingual import Words
from samspel.core.figures import (
    Dimension,
    FigureColumn,
    Measure,
    MeasureKind,
    Member,
    Slice,
    Unit,
    register,
    register_dimension,
)
from samspel.money.expenditure.policy import ExpenditureAction
from samspel.money.models import (
    Claim,
    ClaimRow,
)


def _claims(structure: Any) -> Sequence[Member]:
    rows = Claim.objects.filter(programme=structure.programme).order_by("number")
    return [Member(c.pk, str(c.number), gettext("Claim %(number)s") % {"number": c.number}) for c in rows]


register_dimension(Dimension("claim", pgettext_lazy("claim for payment", "Claim"), _claims))


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


AUTHORITY = _("The managing authority's decisions")
CLAIM_DIMENSIONS = {"claim": "claim_id", "partner": "part__partner_id", "category": "expenditure__category_id"}
CLAIM_COLUMNS = (
    FigureColumn(_("Claim"), "claim__number"),
    FigureColumn(_("Voucher"), "expenditure__voucher", identity=True),
    FigureColumn(_("Booking date"), "expenditure__occurred_on"),
    FigureColumn(_("Text"), "expenditure__text", identity=True),
    FigureColumn(_("Cost category"), "expenditure__category__name_{lang}"),
    FigureColumn(pgettext_lazy("figure", "Partner"), "part__partner__short_{lang}"),
)


def _of_claims(code: str, of: str, name: Words, definition: Words, decided: bool) -> Measure:
    return register(
        Measure(
            code=code,
            kind=MeasureKind.SUM,
            unit=Unit.MONEY,
            name=name,
            definition=definition,
            source=AUTHORITY if decided else _("The programme's claims"),
            view=ExpenditureAction.VIEW,
            protects="expenditure_id",
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
    _("Declared costs"),
    _("Booked costs in claims that have been sent. Corrections in later claims are counted."),
    decided=False,
)
certified = _of_claims(
    "money.certified",
    "certified",
    _("Certified costs"),
    _("Declared costs that the authority has accepted."),
    decided=True,
)
deducted = _of_claims(
    "money.deducted",
    "deducted",
    _("Deducted"),
    _("Declared costs that the authority has refused."),
    decided=True,
)
parked = _of_claims(
    "money.parked",
    "parked",
    _("Parked costs"),
    _("Declared costs that the authority has set aside. They may enter a later claim."),
    decided=True,
)
