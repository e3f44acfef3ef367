"""The organisation that a number or a name means in a form, and what a reader may open and change."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from samspel.actors.duplicates.services import merge_record, merge_void
from samspel.actors.models import ActorFunction, Alias, Competence, Contact, Organisation, Ownership
from samspel.actors.organisations.queries import directory as directory_queries
from samspel.actors.organisations.queries import history
from samspel.actors.organisations.queries.directory import NotFound, directory, find
from samspel.actors.organisations.queries.innovation_system import innovation_system
from samspel.actors.organisations.queries.lookup import OrganisationNotFound, organisation_meant
from samspel.actors.organisations.queries.number import NumberError, pseudonym, read_number
from samspel.actors.organisations.queries.organisation import alias_names, organisations
from samspel.actors.organisations.queries.organisation_list import (
    EVERYTHING,
    OrganisationFilters,
    actor_spread,
    functions_by_area,
    organisation_rows,
    organisations_in,
)
from samspel.actors.organisations.queries.profile import organisation_profile
from samspel.actors.organisations.queries.visibility import (
    changeable_organisation,
    may_see,
    visible_ids,
    visible_organisation,
    works_here,
)
from samspel.actors.organisations.rules.number import CHECK_DIGIT, NOT_SWEDISH, NOT_VAT, NumberFault, stored_number
from samspel.code_lists.actor_functions import FUNCTIONS
from samspel.code_lists.competences import competences
from samspel.core.access import Role
from samspel.core.models import User
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Partner, Programme
from samspel.core.programmes.structure import structure_of
from tests.results.samples import ECS_TOWN, number, organisation, somebody

pytestmark = pytest.mark.django_db
PERSON = "811218-9876"


def actor(name: str, **changes: Any) -> Organisation:
    """An institute without a number, unless told otherwise."""
    return Organisation.objects.create(**({"name": name, "kind": "institute", "identity": "none"} | changes))


def does(programme: Programme, of: Organisation, function: str = "advice", area: int = 0) -> ActorFunction:
    """The organisation has the function in one of the programme's areas."""
    where = programme.areas.all()[area]
    return ActorFunction.objects.create(programme=programme, organisation=of, area=where, function=function)


def here(programme: Programme, reader: User | None = None) -> ReadContext:
    """The programme as the reader, or anybody, sees it."""
    return ReadContext(structure_of(programme), reader) if reader else ReadContext(structure_of(programme))


def test_a_number_means_the_one_that_has_it_and_is_not_merged(ecs: Programme) -> None:
    one, other = organisation(1), organisation(2)
    assert organisation_meant(f" {one.shown_number} ") == one
    merge_record(actor=somebody(ecs), organisation=one, into=other, reason="Samma")
    with pytest.raises(OrganisationNotFound, match=one.shown_number):
        organisation_meant(one.shown_number)
    assert organisation_meant(f"16{other.number}") == other
    assert set(organisations()) == {one, other}  # both, where somebody chooses among them


def test_a_personal_number_that_nobody_has_is_not_repeated(db: None) -> None:
    with pytest.raises(OrganisationNotFound) as told:
        organisation_meant(PERSON)
    assert "9876" not in str(told.value)
    made = actor("Enskild", identity="personal", number=pseudonym("198112189876"))
    assert organisation_meant(PERSON) == made


def test_a_name_means_its_own_before_anothers_other_name(db: None) -> None:
    own, beside = actor("Labbet"), actor("Något annat")
    Alias.objects.create(organisation=beside, name="Labbet")
    Alias.objects.create(organisation=beside, name="Ateljén")
    assert organisation_meant("LABBET") == own
    assert organisation_meant("ateljén") == beside
    Alias.objects.create(organisation=own, name="Ateljén")
    with pytest.raises(OrganisationNotFound, match="Ateljén"):
        organisation_meant("Ateljén")
    actor("labbet")
    with pytest.raises(OrganisationNotFound):
        organisation_meant("Labbet")


def test_near_names_are_suggested_with_their_numbers(db: None) -> None:
    organisation(1, name="Uminova Innovation AB"), actor("Torsta Naturbruk")
    with pytest.raises(OrganisationNotFound) as told:
        organisation_meant("Uminova Inovation")
    assert f"Uminova Innovation AB ({organisation(1).shown_number})" in str(told.value)
    assert "Torsta" not in str(told.value)
    with pytest.raises(OrganisationNotFound) as told:
        organisation_meant("12345")
    assert "Uminova" not in str(told.value)


def test_suggestions_are_three_that_share_a_word(db: None) -> None:
    for serial, name in enumerate(("Alfa Verkstad", "Beta Verkstad", "Gamma Verkstad", "Delta Verkstad"), start=1):
        organisation(serial, name=name)
    actor("Verk utan nummer"), actor("Om")
    with pytest.raises(NotFound) as told:
        find("Verkstan verkstad")
    shown = [name for name in ("Alfa", "Beta", "Gamma", "Delta", "Om") if name in str(told.value)]
    assert shown == ["Alfa", "Beta", "Delta"]
    assert organisation(1).shown_number in str(told.value)
    with pytest.raises(NotFound, match="Alfa Verkstad"):
        find("ett två tre verkstad")
    for text in ("Om det", "ett två tre fyr verkstad"):  # short words and those after the fourth are not looked for
        with pytest.raises(NotFound) as told:
            find(text)
        assert ("Om" in str(told.value).replace("Om det", ""), "Alfa" in str(told.value)) == (False, False)


def test_numbers_are_looked_up_in_parts(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory_queries, "CHUNK", 2)
    made = [organisation(serial) for serial in range(1, 6)]
    foreign = [actor(f"Oy {n}", identity="foreign", country="FI", number=f"FI{n}0774") for n in range(1, 6)]
    known = directory([*(one.number for one in made), *(one.number.lower() for one in foreign)])
    assert [known.find(one.number) for one in made] == [one.pk for one in made]
    assert [known.find(one.number) for one in foreign] == [one.pk for one in foreign]


def test_a_foreign_number_that_two_countries_use_means_neither(db: None) -> None:
    for country in ("FI", "NO"):
        actor("Oy", identity="foreign", country=country, number="12345")
    actor("Kort", identity="foreign", country="NO", number="1234")
    with pytest.raises(NotFound):
        find("12345")
    with pytest.raises(NotFound):
        find("1234")  # too short to be a number
    assert find("Kort").number == "1234"
    actor("Enskild", identity="personal", number="P1234567890")
    with pytest.raises(NotFound):
        find("P1234567890")  # what stands for a person is nothing to search by


def test_a_name_in_the_directory_is_that_of_no_swedish_number(db: None) -> None:
    swedish = organisation(1)
    known = directory([swedish.number, " Bolag 1 AB "])
    assert (known.by_number, known.by_name) == ({swedish.number: swedish.pk}, {"bolag 1 ab": swedish.pk})
    with pytest.raises(NotFound) as told:
        known.find(number(2))
    assert (told.value.number, number(2) in str(told.value)) == (number(2), True)


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [
        ("5567000013", "SE", NOT_SWEDISH),
        ("8112189875", "SE", CHECK_DIGIT),
        ("811218987", "SE", NOT_SWEDISH),
        ("bolaget", "SE", NOT_SWEDISH),
        ("FI20774741", "FI", NOT_VAT),
    ],
)
def test_why_a_number_is_refused(text: str, country: str, code: str) -> None:
    with pytest.raises(NumberFault) as fault:
        stored_number(text, country, str)
    assert fault.value.code == code
    with pytest.raises(NumberError):
        read_number(text, country)


@pytest.mark.parametrize(
    ("text", "country", "stored"),
    [
        ("2077474-1", "FI", "2077474-1"),  # no VAT number
        ("no 974 760 673", "NO", "NO974760673"),  # no member state
        ("x" * 41, "NO", "X" * 40),
    ],
)
def test_other_countries_numbers_are_kept_as_written(text: str, country: str, stored: str) -> None:
    found = stored_number(text, country, str)
    assert (found.number, found.identity, found.country) == (stored, "foreign", country)


@pytest.mark.parametrize(
    ("text", "person"),
    [("811218-9876", "198112189876"), ("19811218-9876", "198112189876"), ("811218+9876", "188112189876")],
)
def test_a_personal_number_has_twelve_digits(text: str, person: str) -> None:
    asked: list[str] = []
    assert stored_number(text, "SE", lambda digits: asked.append(digits) or "P1").identity == "personal"
    assert asked == [person]
    assert len(pseudonym(person)) == 20


def test_an_organisation_is_changed_by_those_who_record_and_by_its_own(ecs: Programme, nordmark: Programme) -> None:
    own, beside = actor("Labbet"), actor("Granne")
    does(ecs, own), does(ecs, beside)
    member = here(ecs, somebody(ecs, Role.ACTOR, organisation=own))
    assert changeable_organisation(here(ecs, somebody(ecs)), own.pk) == own
    assert changeable_organisation(member, own.pk) == own
    for context in (member, here(ecs), here(ecs, somebody(ecs, Role.STEERING)), here(ecs, somebody(nordmark))):
        with pytest.raises(PermissionDenied):
            changeable_organisation(context, beside.pk)
    assert changeable_organisation(here(nordmark, somebody(ecs)), own.pk) is None
    assert visible_organisation(here(ecs), 0) is None


def test_who_works_here_sees_everybody(ecs: Programme, nordmark: Programme) -> None:
    firm, idle, listed = actor("Bolaget", kind="company"), actor("Utan funktion"), actor("Labbet")
    does(ecs, listed)
    every = [firm, idle, listed]
    for reader, seen in (
        (somebody(ecs, Role.STEERING), every),
        (somebody(nordmark), [listed]),
        (somebody(ecs, Role.ACTOR, organisation=idle), [idle, listed]),
        (somebody(ecs, Role.COMPANY, organisation=firm), [firm, listed]),
    ):
        assert visible_ids(here(ecs, reader), every) == {one.pk for one in seen}
        assert [one for one in every if may_see(here(ecs, reader), one)] == seen
        assert works_here(here(ecs, reader)) == (len(seen) == 3)


def test_a_list_is_narrowed_by_home_text_and_number(ecs: Programme, nordmark: Programme) -> None:
    partners, owners = ecs.partners.all(), structure_of(ecs).partner_of_municipality
    near = actor("Labbet i Väst", municipality_id=ECS_TOWN)
    far = actor("Labbet i Norr", municipality_id=min(c for c, p in owners.items() if p != owners[ECS_TOWN]))
    foreign = actor("Oy", identity="foreign", country="FI", number="FI20774740")
    swedish = organisation(1, kind="institute", name="Bolagets labb", municipality_id=None)
    for one in (near, far, foreign, swedish):
        does(ecs, one)
    home = next(p for p in partners if p.pk == owners[ECS_TOWN])

    def names(**filters: str) -> list[str]:
        return [o.name for o in organisations_in(here(ecs), OrganisationFilters(**filters))]

    other = nordmark.partners.all()[0]
    Partner.objects.filter(pk=other.pk).update(code=home.code)
    other.municipalities.add(far.municipality_id)
    assert names(home=home.code) == ["Labbet i Väst"]
    (
        Competence.objects.create(organisation=near, code="biogas"),
        Competence.objects.create(organisation=far, code="solar"),
    )
    assert names(competence="biogas") == ["Labbet i Väst"]
    assert names(text="LABBET") == ["Labbet i Norr", "Labbet i Väst"]
    assert names(text=swedish.shown_number) == names(text=f"16{swedish.number}") == ["Bolagets labb"]
    assert names(text=swedish.number[:7]) == names(text=number(2)) == []
    assert names(text="fi 2077 4740") == ["Oy"]
    assert names(kind="company") == names(function="training") == []
    actor("Utan funktion")
    assert names(kind="institute") == names(kind=EVERYTHING) == names() == [
        "Bolagets labb", "Labbet i Norr", "Labbet i Väst", "Oy",
    ]  # fmt: skip
    manager = organisations_in(here(ecs, somebody(ecs)), OrganisationFilters(kind=EVERYTHING))
    assert "Utan funktion" in [o.name for o in manager]
    assert "Utan funktion" not in [o.name for o in organisations_in(here(ecs, somebody(ecs)), OrganisationFilters())]
    spread = actor_spread(here(ecs))
    places = {code: figure.value for code, figure in spread.places.items() if figure.value}
    assert (spread.all.value, places) == (4, {ECS_TOWN: 1, far.municipality_id: 1})
    assert len(spread.without) == len(spread.places) - 2
    assert actor_spread(here(nordmark)).all.value == 0
    assert {figure.value for figure in actor_spread(here(nordmark)).places.values()} == {0}


def test_a_line_of_the_list_says_what_each_does_in_which_areas(ecs: Programme, nordmark: Programme) -> None:
    one, other, idle = actor("Labbet"), actor("Granne"), actor("Utan funktion")
    first, second = ecs.areas.all()[:2]
    codes = list(FUNCTIONS)[:3]
    does(ecs, one, codes[1], 1), does(ecs, one, codes[0], 1), does(ecs, one, codes[0], 0), does(ecs, other, codes[2], 0)
    does(nordmark, one, codes[2])
    words = [str(FUNCTIONS[code]) for code in codes]
    assert functions_by_area(here(ecs), [one.pk, other.pk, idle.pk]) == {
        one.pk: [(first, words[:1]), (second, words[:2])], other.pk: [(first, words[2:])],
    }  # fmt: skip
    assert functions_by_area(here(ecs), [other.pk]) == {other.pk: [(first, words[2:])]}
    lines = organisation_rows(here(ecs), [idle, one])
    assert [(line.organisation, line.does) for line in lines] == [
        (idle, []), (one, [(first, words[:1]), (second, words[:2])]),
    ]  # fmt: skip


def test_the_matrix_tells_of_gaps_overlaps_and_sole_competences(ecs: Programme) -> None:
    labs = [actor(f"Labb {n}") for n in (3, 1, 2)]
    for lab in labs:
        does(ecs, lab, "advice", 0)
    for lab in labs[:2]:
        does(ecs, lab, "training", 1)
        Competence.objects.create(organisation=lab, code="biogas")
    Competence.objects.create(organisation=actor("Utan funktion"), code="biogas")
    system, (first, second, *rest) = innovation_system(here(ecs)), ecs.areas.all()
    assert [(o.area, o.figure.value, [a.name for a in o.actors]) for o in system.overlaps] == [
        (first, 3, ["Labb 1", "Labb 2", "Labb 3"])
    ]
    assert system.overlaps[0].function == str(FUNCTIONS["advice"])
    assert {key: figure.value for key, figure in system.cells.items() if figure.value} == {
        (first.pk, "advice"): 3, (second.pk, "training"): 2,
    }  # fmt: skip
    missing = {area: len(names) for area, names in system.gaps}
    assert missing == dict.fromkeys([first, second], len(FUNCTIONS) - 1) | dict.fromkeys(rest, len(FUNCTIONS))
    assert system.gap_count == len(FUNCTIONS) * (2 + len(rest)) - 2
    assert system.alone == []
    assert "Biogas" not in system.nobody
    Competence.objects.filter(organisation=labs[0]).delete()
    assert [(s.competence, s.actor) for s in innovation_system(here(ecs)).alone] == [("Biogas", labs[1])]


def test_who_is_merged_is_in_no_overlap(ecs: Programme) -> None:
    labs, user = [actor(f"Labb {n}") for n in range(4)], somebody(ecs)
    for lab in labs:
        does(ecs, lab)
    merge_void(
        actor=user, merge=merge_record(actor=user, organisation=labs[0], into=labs[1], reason="Samma"), reason="Två"
    )
    merge_record(actor=user, organisation=labs[0], into=labs[2], reason="Samma")
    (overlap,) = innovation_system(here(ecs)).overlaps
    assert (overlap.figure.value, overlap.actors) == (3, labs[1:])
    assert visible_ids(here(ecs), labs) == {lab.pk for lab in labs[1:]}
    assert not may_see(here(ecs), labs[0])
    merge_record(actor=user, organisation=labs[1], into=labs[2], reason="Samma")
    assert innovation_system(here(ecs)).overlaps == []


def test_a_page_has_what_is_the_organisations_own(ecs: Programme, demo_day: date) -> None:
    one, twin, beside = actor("Labbet"), actor("Labbets tvilling"), actor("Granne")
    codes = ["biogas", *(code for code in competences() if code != "biogas")][:3]
    words = [str(competences()[code]) for code in codes]
    for of, code in zip((one, twin, beside), codes, strict=True):
        Competence.objects.create(organisation=of, code=code)
    Alias.objects.create(organisation=one, name="Labb")
    Alias.objects.create(organisation=beside, name="Grannens")
    merge_record(actor=somebody(ecs), organisation=twin, into=one, reason="Samma")
    context = here(ecs, somebody(ecs))
    page = organisation_profile(context, one, with_details=True, with_contacts=False)
    assert (page.competences, page.counts_as, page.contacts) == (sorted(words[:2]), None, [])
    merged = organisation_profile(context, twin, with_details=False, with_contacts=False)
    assert (merged.counts_as, merged.competences) == (one, [])
    assert page.inside is not None
    assert (page.inside.undertaking, [m.organisation for m in page.inside.merges]) == ([], [twin])
    assert set(page.inside.named) == {one, twin}
    assert organisation_profile(context, one, with_details=False, with_contacts=False).inside is None
    assert alias_names(one) == ["Labb"]
    Ownership.objects.create(owner=beside, owned=one, kind="dominant", since=date(2015, 1, 1))
    details = organisation_profile(context, one, with_details=True, with_contacts=False).inside
    assert details is not None
    assert (details.undertaking, [row.other for row in details.owners]) == ([one, beside], [beside])
    kept = {"basis": "consent", "given_on": demo_day, "keep_until": demo_day}
    mine = Contact.objects.create(programme=ecs, organisation=one, name="Vera", **kept)
    Contact.objects.create(programme=ecs, organisation=beside, name="Olle", **kept)
    shown = organisation_profile(context, one, with_details=False, with_contacts=True).contacts
    assert [row.contact for row in shown] == [mine]
    assert organisation_profile(context, one, with_details=False, with_contacts=False).contacts == []


def test_what_happened_is_told_latest_first_from_every_source(
    ecs: Programme, demo_day: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    def source(kind: str, *days: int) -> history.Source:
        def events(context: ReadContext, ids: Any) -> list[history.HistoryEvent]:
            return [
                history.HistoryEvent(demo_day - timedelta(days=day), kind, str(ids), None, None, kind, pk)
                for pk, day in enumerate(days)
            ]

        return events

    one = actor("Labbet")
    monkeypatch.setattr(history, "all_in", lambda slot: [source("a", 3, 1, 1), source("b", 1, 2)])
    found = history.history_events(here(ecs), one)
    assert [(event.kind_key, event.pk) for event in found] == [("b", 0), ("a", 2), ("a", 1), ("b", 1), ("a", 0)]
    assert {event.detail for event in found} == {str([one.pk])}
    monkeypatch.setattr(history, "all_in", lambda slot: [])
    assert history.history_events(here(ecs), one) == []
