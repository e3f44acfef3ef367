"""Small worlds for the tests of results: a few enterprises, and shorthand for what happens to them."""

from datetime import date
from decimal import Decimal
from typing import Any

from samspel.actors.models import Organisation
from samspel.core.figures import Slice, measure, values
from samspel.core.models import User
from samspel.core.programmes.models import Membership, Programme
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.facts.services.fact import FactData, fact_record
from samspel.results.models import ResultFact

NUMBERS = ("5560000001", "5560000019", "5560000027", "5560000035", "5560000043", "5560000050")


def manager_of(programme: Programme) -> User:
    """Somebody who may do everything a programme manager may."""
    user = User.objects.create_user(f"m{User.objects.count()}@example.org", name="Maja")
    Membership.objects.create(user=user, programme=programme, role="programme_manager")
    return user


def officer_of(programme: Programme, partner: str) -> User:
    """Somebody who may record for one region."""
    user = User.objects.create_user(f"o{User.objects.count()}@example.org", name="Olle")
    row = programme.partners.get(code=partner)
    Membership.objects.create(user=user, programme=programme, role="regional_officer", partner=row)
    return user


def enterprise(index: int, **changes: Any) -> Organisation:
    """The enterprise with the number; made once."""
    values = {"name": f"Bolag {index} AB", "kind": "company", "municipality_id": "SE1980", **changes}
    return Organisation.objects.get_or_create(number=NUMBERS[index], defaults=values)[0]


def support(
    programme: Programme, user: User, organisation: Organisation, on: date, reference: str = "", **changes: Any
) -> ResultFact:
    """One occasion of support, recorded as people do."""
    columns: dict[str, Any] = {
        "organisation": organisation,
        "kind": "advice",
        "occurred_on": on,
        "hours": Decimal(2),
        "amount": Decimal(0),
        "aid_basis": "none",
        "area": programme.areas.order_by("order")[0],
        "partner": programme.partners.order_by("order")[0],
        "activity": None,
        "reference": reference,
        **changes,
    }
    return fact_record(actor=user, programme=programme, kind=KINDS["support"], data=FactData(columns))


def value(programme: Programme, code: str, where: Slice | None = None) -> Any:
    """A figure of the programme as known now, or of the slice."""
    return values(measure(code), where or Slice(programme.pk))[()]
