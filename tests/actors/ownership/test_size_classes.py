"""Size classes of organisations: which holdings and whose figures are counted in."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from samspel.actors.models import Organisation, OrganisationYear, Ownership
from samspel.actors.ownership.queries import (
    class_of_year,
    holding_of,
    holdings_around,
    holdings_of,
    links_of,
    single_undertaking,
    size_bands,
    with_holdings,
    years_of,
)
from samspel.actors.ownership.rules import Holding
from samspel.actors.ownership.services import size_class
from samspel.actors.ownership.services.size_class import size_class_store, size_classes_store
from samspel.code_lists.size_classes import SIZES

pytestmark = pytest.mark.django_db
YEAR = 2018
LAST_DAY = date(YEAR, 12, 31)


def enterprise(name: str, staff: int = 8, year: int = YEAR) -> Organisation:
    """An enterprise with so many employees in the year, and a turnover of a thousand euros each."""
    made = Organisation.objects.create(name=name, kind="company", identity="none")
    made.years.create(year=year, staff=staff, turnover=1000 * staff, balance=1000 * staff)
    return made


def holding(owner: Organisation, owned: Organisation, kind: str, share: str | None, since: date, until: date | None):
    """A holding on the days from `since` up to `until`."""
    return Ownership.objects.create(
        owner=owner, owned=owned, kind=kind, share=share and Decimal(share), since=since, until=until
    )


def class_in_year(organisation: Organisation) -> str:
    """The class of the year, with those that are counted in."""
    own = OrganisationYear.objects.get(organisation=organisation, year=YEAR)
    return class_of_year(own, size_bands(LAST_DAY), holdings_around(organisation.pk))


@pytest.mark.parametrize(("kind", "share"), [("votes", "60"), ("dominant", None), ("shares", "40"), ("votes", "30")])
@pytest.mark.parametrize(
    ("since", "until", "counted"),
    [
        (date(2015, 1, 1), None, True),
        (date(2015, 1, 1), date(2019, 1, 1), True),  # the last day of the year is within
        (LAST_DAY, None, True),
        (date(2015, 1, 1), LAST_DAY, False),  # the holding ended that day
        (date(2015, 1, 1), date(2017, 6, 1), False),
        (date(2019, 1, 1), None, False),
    ],
)
def test_only_holdings_of_the_years_last_day_are_in_the_sum(
    kind: str, share: str | None, since: date, until: date | None, counted: bool
) -> None:
    own, mother = enterprise("Dotter AB"), enterprise("Moder AB", staff=40)
    holding(mother, own, kind, share, since, until)
    assert (class_in_year(own) == "small") == counted
    assert class_in_year(own) in {"micro", "small"}
    size_class_store(organisation=own)
    own.refresh_from_db()
    assert own.size_class == class_in_year(own)


def test_an_ended_holding_does_not_lead_further(db: None) -> None:
    own, middle, far = enterprise("Eget AB"), enterprise("Mellan AB", staff=1), enterprise("Långt bort AB", staff=300)
    holding(middle, own, "votes", "100", date(2010, 1, 1), None)
    ended = holding(far, middle, "votes", "100", date(2010, 1, 1), date(2018, 7, 1))
    assert class_in_year(own) == "micro"
    Ownership.objects.filter(pk=ended.pk).update(until=None)
    assert class_in_year(own) == "large"


def test_a_neighbour_that_nobody_holds_is_not_in_the_sum() -> None:
    own, neighbour, its_owner = enterprise("Eget AB"), enterprise("Granne AB", 90), enterprise("Grannes ägare AB", 90)
    holding(its_owner, neighbour, "votes", "100", date(2010, 1, 1), None)
    assert class_in_year(own) == "micro"
    assert holdings_around(own.pk) == []
    assert single_undertaking(own, LAST_DAY) == [own]
    assert single_undertaking(neighbour, LAST_DAY) == [neighbour, its_owner]
    assert with_holdings([own.pk, neighbour.pk]) == {neighbour.pk}


def test_another_year_does_not_stand_in_for_the_year() -> None:
    own, mother = enterprise("Dotter AB"), enterprise("Moder AB", staff=40, year=YEAR - 1)
    holding(mother, own, "votes", "100", date(2010, 1, 1), None)
    assert class_in_year(own) == ""


def test_many_are_classed_as_each_alone() -> None:
    alone, own, mother = enterprise("Ensamt AB", staff=30), enterprise("Dotter AB"), enterprise("Moder AB", staff=100)
    holding(mother, own, "appoints", None, date(2010, 1, 1), None)
    size_classes_store(organisations=[alone.pk, own.pk])
    found = dict(Organisation.objects.values_list("name", "size_class"))
    assert found == {"Ensamt AB": "small", "Dotter AB": "medium", "Moder AB": "medium"}
    assert OrganisationYear.objects.get(organisation=alone).size_class == "small"


def test_owners_and_years_of_one_organisation_only(demo_day: date) -> None:
    own, mother, neighbour = enterprise("Dotter AB"), enterprise("Moder AB"), enterprise("Granne AB")
    mine = holding(mother, own, "votes", "60", date(2010, 1, 1), None)
    ended = holding(own, neighbour, "shares", "10", date(2010, 1, 1), demo_day)
    other = holding(mother, neighbour, "votes", "60", date(2010, 1, 1), None)
    owners, owned = holdings_of(own)
    assert [(row.other, row.lasts) for row in owners] == [(mother, True)]
    assert [(row.other, row.lasts) for row in owned] == [(neighbour, False)]
    assert holding_of(own, str(mine.pk)) == mine
    assert holding_of(own, str(ended.pk)) == ended
    assert holding_of(own, str(other.pk)) is None
    assert holding_of(own, "x") is None
    assert [row.row.organisation for row in years_of(own)] == [own]


def test_many_are_classed_by_their_own_years(monkeypatch: pytest.MonkeyPatch) -> None:
    """In however many batches; another organisation is left as it was."""
    monkeypatch.setattr(size_class, "BATCH", 2)
    grown, shrunk, third, left = (enterprise(name, staff) for name, staff in zip("ABCD", (8, 60, 8, 8), strict=True))
    for made, staff in ((grown, (60, 60)), (shrunk, (8, 60))):
        for year, n in zip((YEAR + 1, YEAR + 2), staff, strict=True):
            made.years.create(year=year, staff=n, turnover=1000, balance=1000)
    size_classes_store(organisations=[grown.pk, shrunk.pk, third.pk])
    found = dict(Organisation.objects.values_list("name", "size_class"))
    assert found == {"A": "medium", "B": "medium", "C": "micro", "D": ""}
    years = OrganisationYear.objects.filter(organisation=shrunk).order_by("year")
    assert [row.size_class for row in years] == ["medium", "micro", "medium"]
    assert not OrganisationYear.objects.get(organisation=left).size_class


def test_holdings_are_read_a_few_steps_out_and_no_further() -> None:
    chain = [enterprise(f"Led {n} AB", staff=1) for n in range(9)]
    for owner, owned in pairwise(chain):
        holding(owner, owned, "votes", "100", date(2010, 1, 1), None)
    assert len(holdings_around(chain[0].pk)) == 6
    assert {(h.owner, h.owned) for h in holdings_around(chain[8].pk)} == {
        (a.pk, b.pk) for a, b in pairwise(chain[2:])
    }  # fmt: skip
    assert len(holdings_around(chain[4].pk)) == 8
    assert single_undertaking(chain[0], LAST_DAY) == chain[:7]
    holding(chain[2], chain[0], "shares", "10", date(2010, 1, 1), None)  # round again
    assert len(holdings_around(chain[1].pk)) == 8


def test_links_of_some_organisations_leave_out_what_does_not_link() -> None:
    one, other, third, fourth = (enterprise(name) for name in "ABCD")
    linked = holding(one, other, "votes", "60", date(2010, 1, 1), date(2011, 1, 1))
    upward = holding(third, one, "appoints", None, date(2010, 1, 1), None)
    holding(one, fourth, "shares", "90", date(2010, 1, 1), None)
    holding(third, fourth, "votes", "60", date(2010, 1, 1), None)
    assert links_of([one.pk]).keys() == {linked.pk, upward.pk}
    assert links_of([one.pk])[linked.pk] == Holding(
        one.pk, other.pk, "votes", Decimal(60), date(2010, 1, 1), date(2011, 1, 1)
    )
    assert links_of([other.pk]).keys() == {linked.pk}
    assert links_of([]) == {}


def test_partners_are_counted_by_their_share_in_the_year() -> None:
    own, partner, small = enterprise("Eget AB", 40), enterprise("Partner AB", 40), enterprise("Liten del AB", 900)
    stake = holding(partner, own, "shares", "25", date(2010, 1, 1), None)
    holding(own, small, "shares", "24.99", date(2010, 1, 1), None)
    assert class_in_year(own) == "medium"  # 40 and a quarter of 40 are 50
    Ownership.objects.filter(pk=stake.pk).update(share=Decimal("24.99"))
    assert class_in_year(own) == "small"


def test_the_bands_are_the_unions() -> None:
    assert [(b.code, b.staff_below, b.turnover_max, b.balance_max) for b in size_bands(LAST_DAY)] == [
        ("micro", 10, 2_000_000, 2_000_000), ("small", 50, 10_000_000, 10_000_000),
        ("medium", 250, 50_000_000, 43_000_000),
    ]  # fmt: skip


def test_holdings_that_last_come_first_and_the_latest_of_them_before(demo_day: date) -> None:
    own = enterprise("Dotter AB")
    days = [(date(2012, 1, 1), None), (date(2014, 1, 1), demo_day), (date(2013, 1, 1), demo_day + timedelta(days=1))]
    old, ended, latest = (holding(enterprise(f"{n}"), own, "votes", "20", *day) for n, day in enumerate(days))
    owners, owned = holdings_of(own)
    assert [(row.holding, row.lasts, row.pk) for row in owners] == [
        (latest, True, latest.pk), (old, True, old.pk), (ended, False, ended.pk),
    ]  # fmt: skip
    assert owned == []
    assert [row.other for row in holdings_of(ended.owner)[1]] == [own]


def test_years_are_told_newest_first_with_their_class() -> None:
    own = enterprise("Eget AB")
    own.years.create(year=YEAR + 1, staff=60, turnover=1, balance=1, size_class="medium")
    assert [(row.row.year, row.size) for row in years_of(own)] == [
        (YEAR + 1, str(SIZES["medium"])),
        (YEAR, str(SIZES[""])),
    ]
