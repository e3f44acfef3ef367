"""Several people at once: numbers are given once, corrections win once, and the audit chain does not fork."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import connection

from samspel.core import audit
from samspel.core.access import Role
from samspel.core.facts import FactError
from samspel.core.programmes.models import Milestone, Programme
from samspel.programme.initiatives.services import initiative
from samspel.programme.initiatives.services.milestone import milestone_reach
from samspel.programme.models import Initiative, MilestoneReached
from tests.conftest import load_example, person, programme

pytestmark = [pytest.mark.every_database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def loaded(transactional_db: None) -> Programme:
    """ECS with its example, committed, where threads can have connections of their own."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory has one connection; its immediate transactions queue writers")
    made = programme("ecs-2018-2020")
    load_example(made)
    return made


def at_once(work: Callable[[int], Any], times: int = 8) -> list[Any]:
    """The results, or the FactErrors, of so many threads."""

    def one(number: int) -> Any:
        try:
            return work(number)
        except FactError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def data(made: Programme, number: int) -> initiative.InitiativeData:
    """An initiative."""
    area, partner = made.areas.get(code="life"), made.partners.get(code="orebro")
    day = date(2019, 5, 1)
    return initiative.InitiativeData(f"Insats {number}", "", None, area, partner, day, day, [], [])


def test_numbers_are_given_once(loaded: Programme) -> None:
    actor = person(Role.MANAGER)
    made = at_once(
        lambda number: initiative.initiative_record(actor=actor, programme=loaded, data=data(loaded, number))
    )
    assert len({fact.number for fact in made}) == len(made)
    assert audit.first_broken_link() is None


def test_one_correction_wins_and_the_others_are_told(loaded: Programme) -> None:
    actor, first = person(Role.MANAGER), Initiative.objects.filter(number=1).get()
    done = at_once(
        lambda n: initiative.initiative_correct(
            actor=actor,
            initiative=Initiative.objects.get(pk=first.pk),
            version=first.pk,
            data=data(loaded, n),
            reason="Fel",
        )
    )
    assert sum(isinstance(result, FactError) for result in done) == len(done) - 1
    assert Initiative.objects.as_of(None).filter(number=1).count() == 1
    assert audit.first_broken_link() is None


def test_a_milestone_is_reached_once(loaded: Programme) -> None:
    actor = person(Role.MANAGER)
    milestone = Milestone.objects.exclude(reached__isnull=False)[0]
    done = at_once(lambda n: milestone_reach(actor=actor, milestone=milestone, on=date(2019, 9, 1), note=""))
    assert sum(isinstance(result, FactError) for result in done) == len(done) - 1
    assert MilestoneReached.objects.filter(milestone=milestone).count() == 1
