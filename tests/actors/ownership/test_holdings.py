"""Holdings and years recorded: by whom, and whose size classes follow."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from samspel.actors.models import Organisation, Ownership
from samspel.actors.organisations.services.organisation import ActorError
from samspel.actors.ownership.services.ownership import HoldingData, ownership_end, ownership_record
from samspel.actors.ownership.services.year import year_record
from samspel.core.access import Role
from samspel.core.models import AuditEvent, User
from samspel.core.programmes.models import Programme
from tests.results.samples import somebody

pytestmark = pytest.mark.django_db
YEAR, FIRST = 2018, date(2015, 1, 1)


def enterprise(name: str) -> Organisation:
    """An enterprise without figures."""
    return Organisation.objects.create(name=name, kind="company", identity="none")


def year(actor: User, organisation: Organisation, staff: int, of: int = YEAR, money: int | None = 1000) -> Any:
    """The organisation's figures of the year."""
    amount = None if money is None else Decimal(money)
    return year_record(
        actor=actor, organisation=organisation, year=of, staff=Decimal(staff), turnover=amount, balance=amount
    )


def held(actor: User, owner: Organisation, owned: Organisation, **changes: Any) -> Ownership:
    """The owner has all votes, unless told otherwise."""
    given: dict[str, Any] = {"kind": "votes", "share": Decimal(100), "since": FIRST}
    return ownership_record(actor=actor, holding=HoldingData(owner, owned, **(given | changes)))


def classes() -> dict[str, str]:
    """The size class of each organisation, by name."""
    return dict(Organisation.objects.values_list("name", "size_class"))


def test_a_year_is_recorded_once_and_corrected(ecs: Programme) -> None:
    user, own, beside = somebody(ecs), enterprise("Eget AB"), enterprise("Granne AB")
    year(user, beside, 300)
    first = year(user, own, 8)
    assert (first.staff, first.turnover, first.size_class) == (8, 1000, "micro")
    second = year(user, own, 60, money=None)
    assert (second.pk, second.staff, second.turnover, second.size_class) == (first.pk, 60, None, "")
    assert year(user, own, 60, of=YEAR + 1).pk != first.pk
    assert own.years.count() == 2
    assert classes() == {"Eget AB": "medium", "Granne AB": "large"}
    events = AuditEvent.objects.filter(action="organisation.year_recorded", object_id=str(own.pk)).order_by("pk")
    assert [(Decimal(e.changes["staff"]), e.changes["year"]) for e in events] == [
        (8, YEAR), (60, YEAR), (60, YEAR + 1),
    ]  # fmt: skip


def test_classes_follow_through_everyone_that_is_counted_in(ecs: Programme) -> None:
    user = somebody(ecs)
    daughter, mother, owner, beside = (enterprise(n) for n in ("Dotter AB", "Moder AB", "Ägare AB", "Granne AB"))
    for one in (daughter, mother, owner, beside):
        year(user, one, 8)
    held(user, mother, daughter)
    assert classes() == {"Dotter AB": "small", "Moder AB": "small", "Ägare AB": "micro", "Granne AB": "micro"}
    hold = held(user, owner, mother)
    year(user, owner, 40)
    assert classes() == {"Dotter AB": "medium", "Moder AB": "medium", "Ägare AB": "medium", "Granne AB": "micro"}
    ownership_end(actor=user, ownership=hold, until=date(YEAR, 12, 31))
    assert classes() == {"Dotter AB": "small", "Moder AB": "small", "Ägare AB": "small", "Granne AB": "micro"}


def test_an_organisation_around_without_figures_keeps_its_class(ecs: Programme) -> None:
    user, own, mother, owner = somebody(ecs), *(enterprise(n) for n in ("Dotter AB", "Moder AB", "Ägare AB"))
    held(user, mother, own)
    held(user, owner, mother)
    Organisation.objects.filter(pk=owner.pk).update(size_class="large")
    year(user, own, 8)
    assert classes()["Ägare AB"] == "large"


def test_a_holding_is_recorded_as_it_is_told(ecs: Programme) -> None:
    user, own, mother = somebody(ecs), enterprise("Dotter AB"), enterprise("Moder AB")
    made = held(user, mother, own, share=Decimal("33.33"), until=date(2019, 1, 1), source="Bolagsverket")
    made.refresh_from_db()
    assert (made.owner, made.owned, made.kind, made.share, made.since, made.until, made.source) == (
        mother, own, "votes", Decimal("33.33"), FIRST, date(2019, 1, 1), "Bolagsverket",
    )  # fmt: skip
    event = AuditEvent.objects.get(action="organisation.ownership_recorded")
    assert (event.object_id, event.changes["owner"]) == (str(own.pk), mother.pk)


@pytest.mark.parametrize(
    "changes",
    [
        {"share": Decimal(0)},
        {"share": Decimal("100.01")},
        {"kind": "dominant"},
        {"kind": "annat"},
        {"until": FIRST},
    ],
)
def test_a_holding_that_cannot_be_is_refused(ecs: Programme, changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        held(somebody(ecs), enterprise("Moder AB"), enterprise("Dotter AB"), **changes)
    assert not Ownership.objects.exists()


def test_a_holding_ends_after_its_first_day(ecs: Programme) -> None:
    user = somebody(ecs)
    hold, other = (held(user, enterprise("Moder AB"), enterprise("Dotter AB")) for _n in range(2))
    for day in (FIRST, FIRST - timedelta(days=1)):
        with pytest.raises(ActorError):
            ownership_end(actor=user, ownership=hold, until=day)
    ownership_end(actor=user, ownership=hold, until=FIRST + timedelta(days=1))
    assert dict(Ownership.objects.values_list("pk", "until")) == {hold.pk: FIRST + timedelta(days=1), other.pk: None}


@pytest.mark.parametrize("role", [Role.STEERING, Role.EVALUATOR])
def test_those_who_do_not_record_organisations_change_nothing(ecs: Programme, role: Role) -> None:
    user, own, mother = somebody(ecs, role), enterprise("Dotter AB"), enterprise("Moder AB")
    there = Ownership.objects.create(owner=mother, owned=own, kind="dominant", since=FIRST)
    with pytest.raises(PermissionDenied):
        held(user, mother, own)
    with pytest.raises(PermissionDenied):
        year(user, own, 8)
    with pytest.raises(PermissionDenied):
        ownership_end(actor=user, ownership=there, until=date(2019, 1, 1))
    there.refresh_from_db()
    assert (there.until, own.years.exists(), Ownership.objects.count()) == (None, False, 1)
