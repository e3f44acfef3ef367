"""What the pages of facts read, each beside a neighbour that must not be in it."""

from datetime import date, timedelta
from typing import Any

import pytest

from samspel.code_lists.collaboration_kinds import COLLABORATION_KINDS
from samspel.code_lists.contact_kinds import CONTACT_KINDS
from samspel.code_lists.leadership_groups import LEADERSHIP_GROUPS
from samspel.code_lists.support_kinds import SUPPORT_KINDS
from samspel.core import clock
from samspel.core.access import Role
from samspel.core.facts import void
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.programme.initiatives.queries.initiatives import activity_choices
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


def test_a_list_is_in_pages_newest_first(ecs: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PER_PAGE", 2)
    user = somebody(ecs)
    made = [recorded(ecs, user, occurred_on=DAY + timedelta(days=n)).pk for n in (1, 0, 2)]
    same_day = recorded(ecs, user, occurred_on=DAY + timedelta(days=2), reference="senare").pk
    expected = [same_day, made[2], made[0], made[1]]
    pages = [queries.fact_list(context_of(ecs, user), SUPPORT, FactFilters(), number) for number in (1, "2", "9", "x")]
    assert [[row.pk for row in page.rows] for page in pages] == [
        expected[:2], expected[2:], expected[2:], expected[:2],
    ]  # fmt: skip
    assert [(page.number, page.more, page.count) for page in pages] == [
        (1, True, 4), (2, False, 4), (2, False, 4), (1, True, 4),
    ]  # fmt: skip


def test_a_row_says_what_the_fact_is_of(ecs: Programme) -> None:
    user = somebody(ecs)
    recorded(ecs, user, evidence="RS 1")
    recorded(ecs, user, reference="utan bevis")
    bare, full = queries.fact_list(context_of(ecs, user), SUPPORT, FactFilters()).rows
    assert (full.title, full.detail, full.number) == ("Bolag 1 AB", str(SUPPORT_KINDS["advice"]), "556700-0012")
    assert (full.area, full.partner, full.on) == (structure_of(ecs).areas[0], structure_of(ecs).partners[0], DAY)
    assert (full.has_evidence, bare.has_evidence) == (True, False)

    def row(what: str, **changes: Any) -> tuple[str, str, str]:
        recorded(ecs, user, what, **changes)
        (found,) = queries.fact_list(context_of(ecs, user), KINDS[what], FactFilters()).rows
        return found.title, found.detail, found.number

    number = organisation(1).shown_number
    assert row("contact") == ("Besök", str(CONTACT_KINDS["visit"]), "")
    assert row("participation") == ("Bolag 1 AB", "Frukostmöte", number)
    assert row("investment") == ("Bolag 1 AB", "Prov", number)
    assert row("leadership") == ("Bolag 1 AB", str(LEADERSHIP_GROUPS["board"]), number)


@pytest.mark.parametrize(
    ("what", "text", "other"),
    [
        ("support", {"reference": "Höstens besök"}, {"reference": "Vårens"}),
        ("participation", {"title": "Höstens besök"}, {"title": "Vårens"}),
        ("investment", {"purpose": "Höstens besök"}, {"purpose": "Vårens"}),
        ("contact", {"title": "Höstens besök"}, {"title": "Vårens"}),
    ],
)
def test_a_list_is_searched_in_what_its_facts_say(
    ecs: Programme, what: str, text: dict[str, str], other: dict[str, str]
) -> None:
    user = somebody(ecs)
    kept = recorded(ecs, user, what, **text)
    recorded(ecs, user, what, **other)
    page = queries.fact_list(context_of(ecs, user), KINDS[what], FactFilters(text="HÖSTENS"))
    assert [row.pk for row in page.rows] == [kept.pk]


def test_a_list_is_searched_by_a_number_with_or_without_its_hyphen(ecs: Programme) -> None:
    user = somebody(ecs)
    kept = recorded(ecs, user)
    recorded(ecs, user, of=organisation(2))
    assert listed(ecs, user, text=organisation(1).number) == {kept.pk}
    assert listed(ecs, user, text=organisation(1).shown_number) == {kept.pk}
    assert listed(ecs, user, text=organisation(1).number[:6]) == set()


def test_an_organisations_history_tells_each_fact_with_where_it_was(ecs: Programme) -> None:
    user, plan = somebody(ecs), structure_of(ecs)
    recorded(ecs, user, occurred_on=DAY, area=plan.areas[1], partner=plan.partners[1])
    recorded(ecs, user, occurred_on=DAY + timedelta(days=1), reference="senare")
    recorded(ecs, user, "investment")
    recorded(ecs, user, "collaboration", of=(organisation(1), organisation(2)))
    recorded(ecs, user, occurred_on=clock.today() + timedelta(days=1), reference="inte än")
    found = happenings(context_of(ecs, user), [organisation(1).pk, organisation(2).pk])
    told = [(one.kind_key, one.on - DAY, one.detail, one.area, one.partner) for one in found]
    none, home = timedelta(0), (plan.areas[0], plan.partners[0])
    advice = str(SUPPORT_KINDS["advice"])
    assert told == [
        ("support", timedelta(days=1), advice, *home),
        ("support", none, advice, plan.areas[1], plan.partners[1]),
        ("collaboration", none, f"{COLLABORATION_KINDS['joint_development']}, Testbädd", *home),
        ("investment", none, "Prov", *home),
    ]


def test_activities_are_those_of_the_programmes_decision(ecs: Programme, nordmark: Programme) -> None:
    user = somebody(ecs)
    found = list(activity_choices(context_of(ecs, user)))
    assert found
    assert {activity.track.programme_id for activity in found} == {ecs.pk}
    order = [(activity.track.order, activity.order) for activity in found]
    assert order == sorted(order)


def test_an_area_lead_chooses_the_own_area_in_the_own_programme(ecs: Programme, nordmark: Programme) -> None:
    area = structure_of(ecs).areas[1]
    lead = somebody(ecs, Role.AREA_LEAD, area=area)
    lead.memberships.create(programme=nordmark, role=Role.MANAGER.value)
    rows, ids = own_areas(context_of(ecs, lead), SUPPORT)
    assert (list(rows), ids) == ([area], [area.pk])
    rows, ids = own_areas(context_of(nordmark, lead), SUPPORT)
    assert {row.pk for row in rows} == set(ids) == {one.pk for one in structure_of(nordmark).areas}
    assert queries.may_record(context_of(ecs, lead), SUPPORT)
