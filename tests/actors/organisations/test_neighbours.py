"""Reads of organisations beside neighbours that must not count: another programme, a company, what is merged."""

from datetime import date

import pytest

from samspel.actors.duplicates.queries.look_alikes import look_alikes
from samspel.actors.duplicates.services import merge_record, pair_keep_apart
from samspel.actors.models import ActorFunction, Competence, Organisation
from samspel.actors.organisations.queries.innovation_system import innovation_system
from samspel.actors.organisations.queries.lookup import OrganisationNotFound, organisation_meant
from samspel.actors.organisations.queries.organisation import areas_described_by, competence_codes, function_cells
from samspel.actors.organisations.queries.organisation_list import (
    OrganisationFilters,
    actor_spread,
    functions_by_area,
    organisations_in,
)
from samspel.actors.organisations.queries.visibility import (
    actors_of,
    may_see,
    sees_whole,
    visible_ids,
    visible_organisation,
)
from samspel.core.access import Role
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from tests.results.samples import somebody

pytestmark = pytest.mark.django_db


def organisation(name: str, kind: str = "institute", municipality: str | None = None) -> Organisation:
    """An organisation without a number."""
    return Organisation.objects.create(name=name, kind=kind, identity="none", municipality_id=municipality)


def does(programme: Programme, of: Organisation, function: str = "advice", area: int = 0) -> ActorFunction:
    """The organisation has the function in one of the programme's areas."""
    where = programme.areas.all()[area]
    return ActorFunction.objects.create(programme=programme, organisation=of, area=where, function=function)


def public(programme: Programme) -> ReadContext:
    """What anybody reads of the programme."""
    return ReadContext(structure_of(programme))


def names(context: ReadContext, **filters: str) -> list[str]:
    """The organisations that the filters leave."""
    return [o.name for o in organisations_in(context, OrganisationFilters(**filters))]


def test_actors_of_another_programme_are_none_of_this_one(ecs: Programme, nordmark: Programme) -> None:
    ours, theirs = organisation("Vårt labb"), organisation("Deras labb")
    does(ecs, ours), does(nordmark, theirs), does(ecs, organisation("Bolaget", "company"))
    organisation("Utan funktion")
    assert [o.name for o in actors_of(ecs.pk)] == names(public(ecs)) == ["Vårt labb"]
    assert names(public(nordmark)) == ["Deras labb"]
    assert visible_organisation(public(ecs), ours.pk) == ours
    assert visible_organisation(public(ecs), theirs.pk) is None
    assert visible_ids(public(ecs), [ours, theirs]) == {ours.pk}
    assert actor_spread(public(ecs)).all.value == 1


def test_filters_look_at_functions_in_the_programme_only(ecs: Programme, nordmark: Programme) -> None:
    both = organisation("Labbet", municipality="SE1980")
    does(ecs, both, "advice")
    does(nordmark, both, "training")
    assert names(public(ecs), function="advice") == ["Labbet"]
    assert names(public(ecs), function="training") == []
    assert names(public(ecs), area=ecs.areas.all()[0].code, function="advice") == ["Labbet"]
    assert names(public(ecs), area=ecs.areas.all()[1].code) == []
    assert names(public(ecs), municipality="SE1980") == ["Labbet"]
    assert names(public(ecs), municipality="SE0380") == []
    shown = functions_by_area(public(ecs), [both.pk])[both.pk]
    assert [len(functions) for _area, functions in shown] == [1]
    assert function_cells(ecs, both) == [f"{ecs.areas.all()[0].code}:advice"]


def test_a_company_is_listed_for_who_works_in_the_programme_only(ecs: Programme, nordmark: Programme) -> None:
    one = organisation("Bolaget", "company")
    here = ReadContext(structure_of(ecs), somebody(ecs, Role.EVALUATOR))
    elsewhere = ReadContext(structure_of(ecs), somebody(nordmark, Role.MANAGER))
    member = ReadContext(structure_of(ecs), somebody(ecs, Role.COMPANY, organisation=one))
    assert names(here, kind="company") == ["Bolaget"]
    assert names(elsewhere, kind="company") == names(member, kind="company") == []
    assert [may_see(context, one) for context in (here, elsewhere, member)] == [True, False, True]
    other = organisation("Ett annat", "company")
    assert not sees_whole(member, other)
    assert visible_ids(member, [one, other]) == {one.pk}


def test_a_merged_organisation_is_one_in_lists_and_the_matrix(ecs: Programme) -> None:
    twin, stays = organisation("Labbet AB"), organisation("Labbet")
    does(ecs, twin), does(ecs, stays), does(ecs, organisation("Granne"), area=1)
    Competence.objects.create(organisation=twin, code="biogas")
    merge_record(actor=somebody(ecs), organisation=twin, into=stays, reason="Samma")
    assert names(public(ecs)) == ["Granne", "Labbet"]
    assert names(public(ecs), competence="biogas") == names(public(ecs), text="labbet ab") == ["Labbet"]
    assert competence_codes(stays) == []
    system = innovation_system(public(ecs))
    assert system.cells[ecs.areas.all()[0].pk, "advice"].value == 1
    assert [(alone.actor, alone.competence) for alone in system.alone] == [(stays, "Biogas")]
    with pytest.raises(OrganisationNotFound):
        organisation_meant("Labbet AB")
    assert organisation_meant("labbet") == stays


def test_the_matrix_leaves_out_another_programme_and_companies(ecs: Programme, nordmark: Programme) -> None:
    for number in range(3):
        does(ecs, organisation(f"Labb {number}"))
    theirs, firm = organisation("Deras labb"), organisation("Bolaget", "company")
    does(nordmark, theirs), does(ecs, firm)
    for holder in (theirs, firm):
        Competence.objects.create(organisation=holder, code="biogas")
    system = innovation_system(public(ecs))
    assert sum(figure.value for figure in system.cells.values()) == 3
    assert [[o.name for o in overlap.actors] for overlap in system.overlaps] == [["Labb 0", "Labb 1", "Labb 2"]]
    assert system.alone == []
    assert "Biogas" in system.nobody


def test_look_alikes_leave_out_itself_merged_ones_and_those_kept_apart(ecs: Programme) -> None:
    user = somebody(ecs)
    own, twin, gone, far = (organisation("Sala Verkstad", municipality=m) for m in (None, None, None, "SE2480"))
    assert set(look_alikes("Sala Verkstad", [], None)) <= {own, twin, gone, far}
    merge_record(actor=user, organisation=gone, into=far, reason="Samma")
    pair_keep_apart(actor=user, first=twin, second=own)
    assert look_alikes("Sala Verkstad", [], None, own.pk) == [far]
    assert set(look_alikes("Sala Verkstad", [], None)) == {own, twin, far}


def test_an_area_lead_describes_the_own_area_of_the_own_programme(ecs: Programme, nordmark: Programme) -> None:
    area, one = ecs.areas.all()[1], organisation("Labbet")
    lead = somebody(ecs, Role.AREA_LEAD, area=area)
    assert areas_described_by(lead, ecs, one) == [area]
    assert areas_described_by(lead, nordmark, one) == []
    assert areas_described_by(somebody(nordmark), ecs, one) == []


def test_a_context_of_an_earlier_day_keeps_the_day_in_addresses(ecs: Programme) -> None:
    does(ecs, organisation("Labbet"))
    earlier = ReadContext(structure_of(ecs), as_of=date(2019, 1, 31))
    assert "as_of=2019-01-31" in actor_spread(earlier).all.url
