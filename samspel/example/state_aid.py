"""Writes de minimis aid: rates, declarations and a support held at the ceiling; invented."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from samspel.core.models import User
from samspel.money.models import AidDeclaration, AidRequest, DeclarationApproval, DeclaredAid, ExchangeRate
from samspel.money.state_aid.queries.ledger import DE_MINIMIS, ledger
from samspel.money.state_aid.services.ceiling import ceiling_explanation
from samspel.results.models import Support

if TYPE_CHECKING:
    from samspel.example.results import Writer

RATE = Decimal("10.500000")
SOURCE = "Exempel, inte en publicerad kurs"
HELD_ON = date(2019, 9, 16)
HELD_AMOUNT = Decimal(150_000)
HELD_DECLARED = Decimal(190_000)


def write_aid(writer: "Writer") -> None:
    """Everything. Needs the example's support."""
    grants = Support.objects.filter(programme=writer.programme, example=True, aid_basis=DE_MINIMIS)
    first_day: dict[int, date] = {}
    for organisation, day in grants.order_by("occurred_on").values_list("organisation", "occurred_on"):
        first_day.setdefault(organisation, day)
    days = {*grants.values_list("occurred_on", flat=True), HELD_ON}
    ExchangeRate.objects.bulk_create(
        (ExchangeRate(currency=writer.programme.currency, day=day, rate=RATE, source=SOURCE) for day in sorted(days)),
        ignore_conflicts=True,
    )
    checker = User.objects.get(email=writer.recorder.email.replace("exempel@", "exempel2@"))
    for organisation, day in first_day.items():
        _declared(writer, checker, organisation, day - timedelta(days=10))
    full = next(o for o in writer.organisations if o.kind == "company" and o.pk not in first_day)
    made = _declared(writer, checker, full.pk, HELD_ON - timedelta(days=20))
    DeclaredAid.objects.create(
        declaration=made, giver="Exempelfonden", granted_on=date(2018, 4, 10), amount=HELD_DECLARED
    )
    found = ledger(writer.programme, full, HELD_ON, (HELD_AMOUNT / RATE).quantize(Decimal("0.01")))
    AidRequest.objects.create(
        programme=writer.programme, partner=writer.partners["uppsala"], area=writer.areas["food"], organisation=full,
        amount=HELD_AMOUNT, occurred_on=HELD_ON, explained=ceiling_explanation(verdict=found.verdict),
        asked_by=writer.recorder,
        asked_at=_noon(HELD_ON), columns={"kind": "grant", "hours": "0", "financial": True, "reference": "EX-2019-17",
                                          "activity": None},
    )  # fmt: skip


def aid_removed(delete: Callable[[Any], int]) -> None:
    """Take the example's rates, requests and approvals away; declarations go with the other facts."""
    delete(ExchangeRate.objects.filter(source=SOURCE))
    delete(AidRequest.objects.filter(organisation__example=True, support=None))
    delete(DeclarationApproval.objects.filter(declaration__example=True))


def _declared(writer: "Writer", checker: User, organisation: int, day: date) -> AidDeclaration:
    made = AidDeclaration.objects.create(
        programme=writer.programme, organisation_id=organisation, occurred_on=day, signed_by="Exempelpersonen",
        recorded_at=_noon(day), recorded_by=writer.recorder, example=True,
    )  # fmt: skip
    DeclarationApproval.objects.create(
        declaration=made, approved_at=_noon(day + timedelta(days=2)), approved_by=checker
    )
    return made


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
