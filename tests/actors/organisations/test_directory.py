"""Which organisation somebody means."""

import pytest

from samspel.actors.duplicates.services import merge_record
from samspel.actors.models import Organisation
from samspel.actors.organisations.queries.directory import NotFound, directory, find
from samspel.core.programmes.models import Programme
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.facts.queries.facts import fact_initial
from tests.results.samples import address, browser, number, organisation, recorded, somebody

pytestmark = pytest.mark.django_db


def test_a_valid_number_that_is_new_is_handed_back(db: None) -> None:
    with pytest.raises(NotFound) as caught:
        find(f"{number(5)[:6]}-{number(5)[6:]}")
    assert caught.value.number == number(5)


@pytest.mark.parametrize("text", ["5567000013", "556700001", "Bolag 5567"])
def test_what_is_no_valid_number_is_taken_as_a_name(db: None, text: str) -> None:
    with pytest.raises(NotFound) as caught:
        find(text)
    assert caught.value.number == ""


def test_a_sole_trader_is_found_by_the_personal_number_and_it_is_not_repeated(ecs: Programme) -> None:
    with pytest.raises(NotFound) as caught:
        find("880320-0016")
    assert caught.value.number.startswith("P")
    assert "0016" not in str(caught.value)
    made = Organisation.objects.create(name="Enskild", kind="company", identity="personal", number=caught.value.number)
    assert find("19880320-0016") == made == find("8803200016")


def test_many_are_found_with_few_queries(ecs: Programme, django_assert_max_num_queries: object) -> None:
    for serial in range(1, 40):
        organisation(serial)
    texts = [number(serial) for serial in range(1, 40)] + [f"bolag {serial} ab" for serial in range(1, 40)]
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        known = directory(texts)
    assert [known.find(text) for text in texts] == [organisation(n).pk for n in range(1, 40)] * 2


def test_a_name_that_two_have_means_neither(db: None) -> None:
    for serial in (1, 2, 3):
        organisation(serial, name="Tvilling AB")
    with pytest.raises(NotFound):
        directory(["tvilling ab"]).find("Tvilling AB")


def test_a_name_that_two_have_who_count_as_one_means_that_one(ecs: Programme) -> None:
    one, other = organisation(1, name="Tvilling AB"), organisation(2, name="Tvilling AB")
    merge_record(actor=somebody(ecs), organisation=one, into=other, reason="Samma företag")
    assert find("Tvilling AB") == other


def test_a_foreign_organisation_is_found_by_its_number(db: None) -> None:
    made = Organisation.objects.create(
        name="Pohjola Oy", kind="company", identity="foreign", country="FI", number="FI20774740"
    )
    assert find("FI20774740") == made


def test_the_form_finds_again_the_foreign_organisation_that_it_shows(ecs: Programme, demo_day: object) -> None:
    foreign = Organisation.objects.create(
        name="Pohjola Oy", kind="company", identity="foreign", country="FI", number="FI20774740"
    )
    user = somebody(ecs)
    fact = recorded(ecs, user, of=foreign)
    shown = fact_initial(KINDS["support"], fact) | {"reason": "Rätt", "version": fact.pk, "hours": "9"}
    told = {key: str(cell) for key, cell in shown.items() if cell is not None}
    answer = browser(user).post(address(ecs, f"support/{fact.pk}/correct/"), told)
    assert answer.status_code == 302


def test_a_near_name_is_suggested_whatever_the_case_of_its_letters(db: None) -> None:
    organisation(1, name="Ångström Laboratorier AB")
    with pytest.raises(NotFound) as caught:
        find("ångström")
    assert "Ångström Laboratorier AB" in str(caught.value)


def test_the_list_is_searched_whatever_the_case_of_the_letters(ecs: Programme) -> None:
    user = somebody(ecs)
    recorded(ecs, user, of=organisation(1, name="Ångström Laboratorier AB"))
    answer = browser(user).get(address(ecs, "support/"), {"text": "ångström"})
    assert answer.context["count"] == 1
