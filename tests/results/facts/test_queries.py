"""What the pages of facts read, each beside a neighbour that must not be in it."""

from datetime import date, timedelta
from typing import Any

import pytest

from samspel.core import clock
from samspel.core.access import Role
from samspel.core.facts import void
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.facts.queries import facts as queries
from samspel.results.facts.queries.choices import own_areas, own_partners
from samspel.results.facts.queries.facts import FactFilters
from samspel.results.facts.queries.organisation_history import happenings
from tests.results.samples import DAY, organisation, recorded, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]
SUPPORT = KINDS["support"]


def context_of(programme: Programme, reader: Any, as_of: date | None = None) -> ReadContext:
    """The programme as the reader sees it."""
    return ReadContext(structure_of(programme), reader, as_of or clock.today())


def listed(programme: Programme, reader: Any, as_of: date | None = None, **filters: str) -> set[int]:
    """The keys of the support in the list."""
    page = queries.fact_list(context_of(programme, reader, as_of), SUPPORT, FactFilters(**filters))
    assert page.count == len(page.rows)
    return {row.pk for row in page.rows}


def test_a_list_has_the_programmes_own_facts_in_force_of_its_kind(ecs: Programme, nordmark: Programme) -> None:
    user, other = somebody(ecs), somebody(nordmark)
    kept = recorded(ecs, user)
    recorded(nordmark, other)
    recorded(ecs, user, "participation")
    void(recorded(ecs, user, reference="tagen tillbaka"), user, "Fel")
    assert listed(ecs, user) == {kept.pk}


def test_a_list_ends_with_the_day_it_is_read_as_of(ecs: Programme) -> None:
    user = somebody(ecs)
    before = recorded(ecs, user)
    recorded(ecs, user, occurred_on=DAY + timedelta(days=1))
    assert listed(ecs, user, clock.today()) > {before.pk}
    assert listed(ecs, user, DAY) == set()  # nothing was recorded yet


def test_filters_leave_what_they_name(ecs: Programme) -> None:
    user, plan = somebody(ecs), structure_of(ecs)
    kept = recorded(ecs, user, area=plan.areas[1], partner=plan.partners[1], of=organisation(3))
    recorded(ecs, user, area=plan.areas[0], partner=plan.partners[0])
    assert listed(ecs, user, area=plan.areas[1].code) == {kept.pk}
    assert listed(ecs, user, partner=plan.partners[1].code) == {kept.pk}
    assert listed(ecs, user, text="bolag 3") == {kept.pk}
    assert listed(ecs, user, text=organisation(3).number) == {kept.pk}


def test_one_fact_is_found_in_its_programme_alone_and_not_before_it_was_recorded(
    ecs: Programme, nordmark: Programme
) -> None:
    user = somebody(ecs)
    fact = recorded(ecs, user)
    user.memberships.create(programme=nordmark, role=Role.MANAGER.value)
    assert queries.fact_of(context_of(ecs, user), SUPPORT, fact.pk) == fact
    assert queries.fact_of(context_of(nordmark, user), SUPPORT, fact.pk) is None
    assert queries.fact_of(context_of(ecs, user, DAY), SUPPORT, fact.pk) is None


def test_an_organisations_history_is_of_it_alone(ecs: Programme, nordmark: Programme) -> None:
    user = somebody(ecs)
    support = recorded(ecs, user)
    together = recorded(ecs, user, "collaboration")
    recorded(ecs, user, of=organisation(5))
    recorded(ecs, user, "collaboration", of=(organisation(5), organisation(6)))
    recorded(nordmark, somebody(nordmark))
    void(recorded(ecs, user, reference="tagen tillbaka"), user, "Fel")
    found = happenings(context_of(ecs, user), [organisation(1).pk])
    assert sorted((one.kind_key, one.pk) for one in found) == [("collaboration", together.pk), ("support", support.pk)]


def test_what_may_be_recorded_is_what_one_answers_for(ecs: Programme, nordmark: Programme) -> None:
    partner = structure_of(ecs).partners[1]
    officer = somebody(ecs, Role.OFFICER, partner=partner)
    here = context_of(ecs, officer)
    assert [row.pk for row in own_partners(here, SUPPORT)[0]] == [partner.pk]
    assert {row.pk for row in own_areas(here, SUPPORT)[0]} == {area.pk for area in structure_of(ecs).areas}
    assert list(queries.recordable_kinds(here)) == list(KINDS.values())
    assert not queries.recordable_kinds(context_of(nordmark, officer))
    assert not queries.recordable_kinds(context_of(ecs, somebody(ecs, Role.STEERING)))
