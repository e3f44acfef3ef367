"""The small form: what is typed is understood, kept where something is wrong, and never reaches beyond one's own."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from samspel.actors.models import Alias, Organisation
from samspel.core.access import Role
from samspel.core.programmes.models import Activity, Programme
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.models import Collaboration, ResultFact, Support
from tests.results.samples import ECS_TOWN, address, browser, columns, number, organisation, recorded, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]


def typed(programme: Programme, what: str = "support", /, **changes: Any) -> dict[str, str]:
    """The form filled in with what `columns` says."""
    told = columns(programme, what) | {"organisation": organisation(1).number}
    if what == "collaboration":
        told["organisations"] = f"{organisation(1).number}\n{organisation(2).name}"
    given = {key: getattr(cell, "pk", cell) for key, cell in (told | changes).items()}
    wanted = {f.key for f in KINDS[what].fields} | set(changes)
    return {key: str(cell) for key, cell in given.items() if cell is not None and key in wanted}


@pytest.mark.parametrize("what", KINDS)
def test_every_kind_can_be_recorded_read_corrected_and_taken_back(ecs: Programme, what: str) -> None:
    client = browser(somebody(ecs))
    assert client.get(address(ecs, f"{what}/new/")).status_code == 200
    answer = client.post(address(ecs, f"{what}/new/"), typed(ecs, what, evidence="RS 2019-1"))
    fact: ResultFact = KINDS[what].model.objects.get()
    assert answer.headers["Location"] == address(ecs, f"{what}/{fact.pk}/")
    assert client.get(answer.headers["Location"]).status_code == 200
    path = address(ecs, f"{what}/{fact.pk}/correct/")
    shown = client.get(path).context["form"].initial
    again = {key: str(cell) for key, cell in shown.items() if cell is not None}
    answer = client.post(path, again | {"reason": "Rätt dag", "occurred_on": "2019-04-01"})
    corrected = KINDS[what].model.objects.get(replaces=fact)
    assert answer.headers["Location"] == address(ecs, f"{what}/{corrected.pk}/")
    assert (corrected.occurred_on, corrected.evidence.get().reference) == (date(2019, 4, 1), "RS 2019-1")
    client.post(address(ecs, f"{what}/{corrected.pk}/take-back/"), {"reason": "Blev inget"})
    assert not KINDS[what].model.objects.as_of(None).exists()
    for pk in (fact.pk, corrected.pk):
        assert client.get(address(ecs, f"{what}/{pk}/")).status_code == 200
        assert client.get(address(ecs, f"{what}/{pk}/correct/")).status_code == 404


@pytest.mark.parametrize(
    ("written", "meant"),
    [("1,5", "1.5"), ("1.5", "1.5"), ("1 250,50", "1250.5"), ("1\N{NO-BREAK SPACE}250", "1250"), ("", "0"), ("0", "0")],
)
def test_numbers_are_read_as_people_write_them(ecs: Programme, written: str, meant: str) -> None:
    browser(somebody(ecs)).post(address(ecs, "support/new/"), typed(ecs, hours=written, amount=written))
    assert Support.objects.values_list("hours", "amount").get() == (Decimal(meant), Decimal(meant))


@pytest.mark.parametrize("wrong", ["tre", "-1", "\N{MINUS SIGN}1", "1,005", "NaN", "1e99", "100000", "1,2,3"])
def test_a_wrong_number_is_told_and_everything_typed_is_kept(ecs: Programme, wrong: str) -> None:
    told = typed(ecs, hours=wrong, evidence="Diarienummer ÅÄÖ 7", reference="min egen")
    answer = browser(somebody(ecs)).post(address(ecs, "support/new/"), told)
    assert list(answer.context["form"].errors) == ["hours"]
    assert {name: answer.context["form"][name].value() for name in told} == told
    page = answer.content.decode()
    for text in (wrong, "Diarienummer ÅÄÖ 7", "min egen", organisation(1).number):
        assert text in page
    assert not Support.objects.exists()


@pytest.mark.parametrize(
    ("what", "changes", "wrong"),
    [
        ("support", {"occurred_on": "2017-12-31"}, "occurred_on"),
        ("support", {"occurred_on": "2021-01-01"}, "occurred_on"),
        ("support", {"occurred_on": "2019-10-01"}, "occurred_on"),
        ("support", {"occurred_on": "2019-02-30"}, "occurred_on"),
        ("collaboration", {"ends_on": "2019-03-04"}, "ends_on"),
        ("collaboration", {"organisations": number(1)}, "organisations"),
        ("collaboration", {"organisations": f"{number(1)}\n{number(1)}"}, "organisations"),
        ("collaboration", {"organisations": f"{number(1)}\nFinns inte"}, "organisations"),
        ("participation", {"people": "3", "women": "2", "men": "2"}, "people"),
        ("participation", {"women": "2"}, "men"),
        ("participation", {"people": "-1"}, "people"),
        ("investment", {"amount": "0"}, "amount"),
        ("investment", {"amount": ""}, "amount"),
        ("contact", {"country": "F1"}, "country"),
        ("contact", {"country": "FIN"}, "country"),
        ("leadership", {"women": "0", "men": "0"}, "women"),
        ("innovation", {"novelty": "other"}, "novelty"),
    ],
)
def test_what_cannot_be_is_told_where_it_stands(ecs: Programme, what: str, changes: dict[str, str], wrong: str) -> None:
    answer = browser(somebody(ecs)).post(address(ecs, f"{what}/new/"), typed(ecs, what, **changes))
    assert list(answer.context["form"].errors) == [wrong]
    assert not KINDS[what].model.objects.exists()


@pytest.mark.parametrize("day", ["2018-01-01", "2019-09-30"])
def test_the_first_day_of_the_programme_and_today_are_taken(ecs: Programme, day: str) -> None:
    browser(somebody(ecs)).post(address(ecs, "support/new/"), typed(ecs, occurred_on=day))
    assert Support.objects.get().occurred_on == date.fromisoformat(day)


def test_a_new_organisation_is_registered_in_the_same_step(ecs: Programme) -> None:
    client, fresh = browser(somebody(ecs)), number(77)
    written = f"{fresh[:6]}-{fresh[6:]}"
    answer = client.post(address(ecs, "support/new/"), typed(ecs, organisation=written))
    assert list(answer.context["form"].errors) == ["organisation"]
    assert answer.context["form"]["organisation"].value() == written
    client.post(
        address(ecs, "support/new/"), typed(ecs, organisation=written, new_name="Nya AB", new_municipality=ECS_TOWN)
    )
    made = Organisation.objects.get(number=fresh)
    assert (made.name, made.municipality_id, Support.objects.get().organisation) == ("Nya AB", ECS_TOWN, made)


def test_a_name_that_is_not_known_registers_nothing(ecs: Programme) -> None:
    told = typed(ecs, organisation="Okänd AB", new_name="Okänd AB", new_municipality=ECS_TOWN)
    answer = browser(somebody(ecs)).post(address(ecs, "support/new/"), told)
    assert list(answer.context["form"].errors) == ["organisation"]
    assert not Organisation.objects.filter(name="Okänd AB").exists()


@pytest.mark.parametrize("written", ["Åkeri Älv & Ö AB", "åkeri älv & ö ab", "ÅKERI ÄLV & Ö AB", "  Åkeri ÄLV & ö Ab "])
def test_an_organisation_is_found_by_name_in_any_case(ecs: Programme, written: str) -> None:
    meant = organisation(1, name="Åkeri Älv & Ö AB")
    browser(somebody(ecs)).post(address(ecs, "support/new/"), typed(ecs, organisation=written))
    assert Support.objects.get().organisation == meant


def test_an_organisation_is_found_by_another_name_it_goes_by(ecs: Programme) -> None:
    meant = organisation(1)
    Alias.objects.create(organisation=meant, name="Gamla Mejeriet i Örebro AB")
    browser(somebody(ecs)).post(address(ecs, "support/new/"), typed(ecs, organisation="gamla mejeriet i örebro ab"))
    assert Support.objects.get().organisation == meant


def test_near_names_are_suggested_and_two_of_one_name_need_a_number(ecs: Programme) -> None:
    client = browser(somebody(ecs))
    organisation(1, name="Svarvteknik i Örebro AB")
    organisation(2, name="Tvilling AB"), organisation(3, name="TVILLING AB")
    answer = client.post(address(ecs, "support/new/"), typed(ecs, organisation="Svarvteknik Örebro"))
    assert "Svarvteknik i Örebro AB" in str(answer.context["form"].errors["organisation"])
    assert organisation(1).shown_number in str(answer.context["form"].errors["organisation"])
    answer = client.post(address(ecs, "support/new/"), typed(ecs, organisation="Tvilling AB"))
    assert organisation(3).shown_number in str(answer.context["form"].errors["organisation"])
    assert not Support.objects.exists()


def test_one_is_saved_and_the_form_is_there_for_the_next(ecs: Programme) -> None:
    client = browser(somebody(ecs))
    answer = client.post(address(ecs, "support/new/"), typed(ecs, again="1"), follow=True)
    assert answer.redirect_chain == [(address(ecs, "support/new/"), 302)]
    assert Support.objects.count() == 1
    assert organisation(1).name in answer.content.decode()
    assert not answer.context["form"].is_bound


def test_the_very_same_is_told_and_kept_in_the_form(ecs: Programme) -> None:
    client = browser(somebody(ecs))
    for _time in range(2):
        answer = client.post(address(ecs, "support/new/"), typed(ecs, evidence="RS 5"))
    assert list(answer.context["form"].errors) == ["__all__"]
    assert "RS 5" in answer.content.decode()
    assert Support.objects.count() == 1


@pytest.mark.parametrize("field", ["area", "partner", "activity"])
def test_another_programmes_plan_cannot_be_smuggled_in(ecs: Programme, nordmark: Programme, field: str) -> None:
    foreign: Any = {
        "area": nordmark.areas.all()[0],
        "partner": nordmark.partners.all()[0],
        "activity": Activity.objects.filter(track__programme=nordmark)[0],
    }[field]
    user = somebody(ecs)
    answer = browser(user).post(address(ecs, "support/new/"), typed(ecs, **{field: foreign.pk}))
    assert list(answer.context["form"].errors) == [field]
    fact = recorded(ecs, user)
    told = typed(ecs, reason="Fel", version=fact.pk) | {field: str(foreign.pk)}
    answer = browser(user).post(address(ecs, f"support/{fact.pk}/correct/"), told)
    assert list(answer.context["form"].errors) == [field]
    assert Support.objects.count() == 1


@pytest.mark.parametrize(("role", "of"), [(Role.OFFICER, "partner"), (Role.AREA_LEAD, "area")])
def test_only_ones_own_can_be_chosen(ecs: Programme, role: Role, of: str) -> None:
    own, other = getattr(ecs, f"{of}s").all()[:2]
    client = browser(somebody(ecs, role, **{of: own}))
    answer = client.post(address(ecs, "support/new/"), typed(ecs, **{of: other.pk}))
    assert list(answer.context["form"].errors) == [of]
    assert not Support.objects.exists()
    client.post(address(ecs, "support/new/"), typed(ecs, **{of: own.pk}))
    assert getattr(Support.objects.get(), of) == own


def test_an_officer_neither_corrects_nor_takes_back_another_regions(ecs: Programme) -> None:
    own, other = ecs.partners.all()[:2]
    client, fact = browser(somebody(ecs, Role.OFFICER, partner=own)), recorded(ecs, somebody(ecs), partner=other)
    for path in ("correct/", "take-back/"):
        answer = client.post(address(ecs, f"support/{fact.pk}/{path}"), typed(ecs, reason="Fel"))
        assert answer.status_code == 403
    assert Support.objects.as_of(None).get() == fact


def test_a_collaboration_takes_numbers_and_names_on_lines_and_with_semicolons(ecs: Programme) -> None:
    told = f"{organisation(1).shown_number}; {organisation(2).name}\n\n {organisation(3).number} "
    browser(somebody(ecs)).post(address(ecs, "collaboration/new/"), typed(ecs, "collaboration", organisations=told))
    found = Collaboration.objects.get().members.values_list("organisation", flat=True)
    assert set(found) == {organisation(n).pk for n in (1, 2, 3)}


def test_a_correction_may_name_a_new_organisation(ecs: Programme) -> None:
    user = somebody(ecs)
    fact = recorded(ecs, user)
    told = typed(ecs, organisation=number(77), new_name="Nya AB", new_municipality=ECS_TOWN)
    browser(user).post(address(ecs, f"support/{fact.pk}/correct/"), told | {"reason": "Fel bolag", "version": fact.pk})
    assert Support.objects.as_of(None).get().organisation.number == number(77)
