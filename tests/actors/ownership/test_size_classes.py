"""Size classes of organisations: which holdings and whose figures are counted in."""

from datetime import date
from decimal import Decimal

import pytest

from samspel.actors.models import Organisation, OrganisationYear, Ownership
from samspel.actors.ownership.queries import (
    class_of_year,
    holding_of,
    holdings_around,
    holdings_of,
    single_undertaking,
    size_bands,
    with_holdings,
    years_of,
)
from samspel.actors.ownership.services.size_class import size_class_store, size_classes_store

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
    assert found == {"Ensamt AB": "small", "Dotter AB": "medium", "Moder AB": ""}
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
