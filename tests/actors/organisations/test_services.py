"""Organisations registered, described, given functions and taken back with their file, each beside one that must stay
as it is."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from samspel.actors.models import ActorFunction, Alias, Competence, Organisation, OrganisationYear
from samspel.actors.organisations.formats import ActorRow
from samspel.actors.organisations.queries.number import NONE, OrganisationNumber
from samspel.actors.organisations.services import organisation_import_undo as undo
from samspel.actors.organisations.services.actors_file import ActorsReport, actors_import
from samspel.actors.organisations.services.function import functions_set
from samspel.actors.organisations.services.organisation import (
    ActorError,
    OrganisationData,
    organisation_describe,
    organisation_register,
)
from samspel.core import audit
from samspel.core.access import Role
from samspel.core.models import AuditEvent, Municipality
from samspel.core.programmes.models import Area, Programme
from samspel.imports.importer import ImportFault
from tests.results.samples import ECS_TOWN, number, somebody

pytestmark = pytest.mark.django_db


def organisation(name: str = "Labbet") -> Organisation:
    """An organisation without a number."""
    return Organisation.objects.create(name=name, kind="institute", identity="none")


def data(name: str = "Labbet", serial: int | None = 1, **changes: Any) -> OrganisationData:
    """What is registered of an organisation."""
    known = NONE if serial is None else OrganisationNumber(number(serial), "number")
    given: dict[str, Any] = {"kind": "company", "number": known, "municipality": None}
    return OrganisationData(name, **(given | changes))


def test_everything_told_is_registered(ecs: Programme) -> None:
    place = Municipality.objects.get(pk=ECS_TOWN)
    told = data(
        municipality=place, industry="10.71", started_on=date(2010, 1, 1), ended_on=date(2020, 1, 1),
        website="https://labbet.example", aliases=["Labb ", "Labbet", "", "Labb"],
    )  # fmt: skip
    made = organisation_register(actor=somebody(ecs), data=told)
    made.refresh_from_db()
    assert (made.name, made.kind, made.number, made.identity, made.country) == (
        "Labbet", "company", number(1), "number", "SE",
    )  # fmt: skip
    assert (made.municipality, made.industry, made.website) == (place, "10.71", "https://labbet.example")
    assert (made.started_on, made.ended_on) == (date(2010, 1, 1), date(2020, 1, 1))
    assert [alias.name for alias in made.aliases.all()] == ["Labb"]
    event = AuditEvent.objects.get(action="organisation.registered")
    assert (event.object_id, event.changes["municipality"]) == (str(made.pk), ECS_TOWN)


def test_a_number_is_one_organisations_in_its_country(ecs: Programme) -> None:
    user = somebody(ecs)
    first = organisation_register(actor=user, data=data())
    with pytest.raises(ActorError, match="Labbet"):
        organisation_register(actor=user, data=data("Ett annat"))
    foreign = organisation_register(
        actor=user, data=data("Utomlands", number=OrganisationNumber(number(1), "foreign", "FI"))
    )
    for _n in range(2):
        organisation_register(actor=user, data=data("Utan nummer", None))
    assert organisation_describe(actor=user, organisation=first, data=data("Nytt namn")) == first
    with pytest.raises(ActorError, match="Nytt namn"):
        organisation_describe(actor=user, organisation=foreign, data=data("Utomlands"))
    assert Organisation.objects.count() == 4


def test_what_changed_is_logged_from_what_to_what(ecs: Programme) -> None:
    user, place = somebody(ecs), Municipality.objects.get(pk=ECS_TOWN)
    beside = organisation_register(actor=user, data=data("Granne", 2, aliases=["Gamla namnet"]))
    made = organisation_register(actor=user, data=data(aliases=["Gamla namnet", "Labb"]))
    organisation_describe(actor=user, organisation=made, data=data(aliases=["Labb", "Gamla namnet"]))
    assert not AuditEvent.objects.filter(action="organisation.described").exists()
    organisation_describe(
        actor=user, organisation=made, data=data("Labbet i Väst", municipality=place, aliases=["Labb", "Labbet"])
    )
    event = AuditEvent.objects.get(action="organisation.described")
    assert event.changes == {
        "name": ["Labbet", "Labbet i Väst"], "municipality": [None, ECS_TOWN],
        "aliases": [["Gamla namnet", "Labb"], ["Labb", "Labbet"]],
    }  # fmt: skip
    assert [alias.name for alias in made.aliases.all()] == ["Labb", "Labbet"]
    assert [alias.name for alias in beside.aliases.all()] == ["Gamla namnet"]
    beside.refresh_from_db()
    assert (beside.name, beside.municipality) == ("Granne", None)


def test_those_who_only_read_neither_register_nor_describe(ecs: Programme) -> None:
    made = organisation_register(actor=somebody(ecs), data=data())
    member = somebody(ecs, Role.ACTOR, organisation=organisation("Ett annat"))
    for reader in (somebody(ecs, Role.STEERING), somebody(ecs, Role.EVALUATOR), member):
        with pytest.raises(PermissionDenied):
            organisation_describe(actor=reader, organisation=made, data=data("Nytt namn"))
    with pytest.raises(PermissionDenied):
        organisation_register(actor=somebody(ecs, Role.STEERING), data=data("Nytt", None))
    made.refresh_from_db()
    assert made.name == "Labbet"
    own = somebody(ecs, Role.ACTOR, organisation=made)
    assert organisation_describe(actor=own, organisation=made, data=data("Nytt namn")).name == "Nytt namn"


def does(programme: Programme, of: Organisation, area: Area, function: str) -> ActorFunction:
    """The organisation has the function in the area."""
    return ActorFunction.objects.create(programme=programme, organisation=of, area=area, function=function)


def cells(programme: Programme, of: Organisation) -> set[tuple[int, str]]:
    """What the organisation does in the programme."""
    return set(ActorFunction.objects.filter(programme=programme, organisation=of).values_list("area", "function"))


def test_functions_of_another_programme_or_organisation_stay(ecs: Programme, nordmark: Programme) -> None:
    one, other, (first, second) = organisation(), organisation("Granne"), ecs.areas.all()[:2]
    kept, gone = does(ecs, one, first, "advice"), does(ecs, one, first, "training")
    does(ecs, other, first, "training")
    does(nordmark, one, nordmark.areas.all()[0], "training")
    for of, code in ((one, "biogas"), (other, "biogas"), (other, "elsewhere")):
        Competence.objects.create(organisation=of, code=code)
    old = one.competences.get()
    functions_set(
        actor=somebody(ecs), programme=ecs, organisation=one, competences=["biogas", "solar"],
        functions=[(first, "advice"), (second, "research")],
    )  # fmt: skip
    assert cells(ecs, one) == {(first.pk, "advice"), (second.pk, "research")}
    assert ActorFunction.objects.filter(pk=kept.pk).exists()
    assert not ActorFunction.objects.filter(pk=gone.pk).exists()
    assert cells(ecs, other) == {(first.pk, "training")}
    assert cells(nordmark, one) == {(nordmark.areas.all()[0].pk, "training")}
    assert [c.code for c in one.competences.all()] == ["biogas", "solar"]
    assert one.competences.get(code="biogas") == old
    assert [c.code for c in other.competences.all()] == ["biogas", "elsewhere"]
    event = AuditEvent.objects.get(action="organisation.functions_set")
    assert (event.object_id, event.programme_code) == (str(one.pk), ecs.code)
    functions_set(actor=somebody(ecs), programme=ecs, organisation=one, competences=[], functions=[])
    assert (cells(ecs, one), one.competences.count()) == (set(), 0)


def test_an_area_lead_leaves_the_other_areas_as_they_are(ecs: Programme) -> None:
    one, (own, other) = organisation(), ecs.areas.all()[:2]
    there = (other, "advice")
    does(ecs, one, *there)
    lead = somebody(ecs, Role.AREA_LEAD, area=own)

    def sets(*functions: tuple[Area, str]) -> None:
        functions_set(actor=lead, programme=ecs, organisation=one, functions=functions, competences=[])

    for wrong in ([], [there, (other, "training")], [(other, "training")]):
        with pytest.raises(PermissionDenied):
            sets(*wrong)
    sets(there, (own, "advice"))
    assert cells(ecs, one) == {(other.pk, "advice"), (own.pk, "advice")}
    with pytest.raises(PermissionDenied):
        functions_set(
            actor=somebody(ecs, Role.STEERING), programme=ecs, organisation=one, functions=[there], competences=[]
        )


def test_a_reader_changes_no_competences_either(ecs: Programme) -> None:
    one, area = organisation(), ecs.areas.all()[0]
    does(ecs, one, area, "advice")
    for reader in (somebody(ecs, Role.STEERING), somebody(ecs, Role.ACTOR, organisation=organisation("Granne"))):
        with pytest.raises(PermissionDenied):
            functions_set(
                actor=reader, programme=ecs, organisation=one, functions=[(area, "advice")], competences=["biogas"]
            )
    assert not Competence.objects.exists()


def test_of_two_who_register_a_number_at_once_the_later_is_told(
    ecs: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(self: Organisation, *args: Any, **kwargs: Any) -> None:
        raise IntegrityError

    monkeypatch.setattr(Organisation, "save", taken)
    with pytest.raises(ActorError):
        organisation_register(actor=somebody(ecs), data=data())


def test_other_names_that_stay_are_left_as_they_are(ecs: Programme) -> None:
    user = somebody(ecs)
    made = organisation_register(actor=user, data=data(aliases=["Labb", "Gamla namnet"]))
    kept = made.aliases.get(name="Labb")
    organisation_describe(actor=user, organisation=made, data=data(aliases=["Labb", "Nya namnet"]))
    assert made.aliases.get(name="Labb") == kept
    assert [alias.name for alias in made.aliases.all()] == ["Labb", "Nya namnet"]


def test_actors_of_a_file_are_registered_added_to_or_as_before(ecs: Programme, nordmark: Programme) -> None:
    first, second = ecs.areas.all()[:2]
    known, beside = organisation("LABBET"), organisation("Granne")
    Alias.objects.create(organisation=beside, name="Grannens gamla namn")
    Competence.objects.create(organisation=known, code="biogas")
    does(ecs, known, first, "advice")
    does(ecs, beside, first, "training")
    rows = [
        ActorRow("Labbet", "institute", ((first.code, "advice"), (second.code, "advice")), ("biogas", "solar")),
        ActorRow("Granne", "institute", ((first.code, "training"),), aliases=("Grannens gamla namn",)),
        ActorRow(
            "Nytt", "university", ((first.code, "training"),), municipality=ECS_TOWN, website="https://nytt.example"
        ),
    ]
    assert actors_import(programme=ecs, rows=rows) == ActorsReport(registered=1, added_to=1, unchanged=1)
    assert cells(ecs, known) == {(first.pk, "advice"), (second.pk, "advice")}
    assert [c.code for c in known.competences.all()] == ["biogas", "solar"]
    assert [alias.name for alias in known.aliases.all()] == ["Labbet"]
    assert (cells(ecs, beside), beside.aliases.count()) == ({(first.pk, "training")}, 1)
    new = Organisation.objects.get(name="Nytt")
    assert (new.kind, new.identity, new.municipality_id, new.website) == (
        "university", "none", ECS_TOWN, "https://nytt.example",
    )  # fmt: skip
    assert cells(ecs, new) == {(first.pk, "training")}
    assert actors_import(programme=ecs, rows=rows) == ActorsReport(registered=0, added_to=0, unchanged=3)
    event = AuditEvent.objects.get(action="actors.brought_in")
    assert event.changes == {"registered": 1, "added_to": 1, "unchanged": 1}
    there = nordmark.areas.all()[0]
    row = ActorRow("Labbet", "institute", ((there.code, "advice"),), ("biogas",))
    assert actors_import(programme=nordmark, rows=[row]).added_to == 1
    assert cells(nordmark, known) == {(there.pk, "advice")}


def staged(*ids: int) -> Any:
    """A file that brought the organisations."""
    return SimpleNamespace(report={"brought": [[pk, pk] for pk in ids]})


def test_organisations_of_a_file_are_removed_with_what_is_their_own(
    ecs: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo, "BATCH", 2)
    brought, kept = [organisation(f"Nytt {n}") for n in range(5)], organisation("Granne")
    for one in (*brought, kept):
        Alias.objects.create(organisation=one, name="Annat namn")
        OrganisationYear.objects.create(organisation=one, year=2018, staff=1)
    told = undo.organisation_import_undo(user=somebody(ecs), staged=staged(*(one.pk for one in brought)))
    assert (told["kind"], told["taken_back"]) == ("organisation", 5)
    assert list(Organisation.objects.all()) == [kept]
    assert (kept.aliases.count(), kept.years.count()) == (1, 1)


def test_organisations_of_a_file_stay_where_one_is_referred_to_or_changed(ecs: Programme) -> None:
    user, one, other, kept = somebody(ecs), organisation("Ett"), organisation("Två"), organisation("Granne")
    does(ecs, kept, ecs.areas.all()[0], "advice")
    audit.write(user, "organisation.described", kept, changes={})
    reference = does(ecs, other, ecs.areas.all()[0], "advice")
    with pytest.raises(ImportFault, match="Två"):
        undo.organisation_import_undo(user=user, staged=staged(one.pk, other.pk))
    reference.delete()
    with pytest.raises(PermissionDenied):
        undo.organisation_import_undo(user=somebody(ecs, Role.STEERING), staged=staged(one.pk))
    audit.write(user, "organisation.described", one, changes={})
    with pytest.raises(ImportFault, match="Ett"):
        undo.organisation_import_undo(user=user, staged=staged(one.pk, other.pk))
    assert Organisation.objects.count() == 3
    missing = other.pk
    other.delete()
    with pytest.raises(ImportFault):
        undo.organisation_import_undo(user=user, staged=staged(missing))
