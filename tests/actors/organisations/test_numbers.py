"""Organisation numbers as people write them, and personal identity numbers that are never kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from samspel.actors.organisations.queries.number import NumberError, OrganisationNumber, masked, pseudonym, read_number
from samspel.actors.organisations.rules.number import looks_personal

PERSON = "811218-9876"


def with_check_digit(nine: str) -> str:
    """Nine digits and their check digit."""
    return nine + str(luhn.calc_check_digit(nine))


ORGANISATIONS = st.builds(
    lambda first, third, rest: with_check_digit(f"{first}{third}{rest:06d}"),
    st.sampled_from(["55", "20", "21", "80", "96"]), st.integers(2, 9), st.integers(0, 999_999),
)  # fmt: skip


@given(ORGANISATIONS)
def test_every_spelling_gives_the_same_number(number: str) -> None:
    spellings = (
        number, f"{number[:6]}-{number[6:]}", f"16{number}", f"16{number[:6]}-{number[6:]}", f"SE{number}01",
        f"se {number} 01", f"  {number[:6]} {number[6:]} ",
    )  # fmt: skip
    assert {read_number(written) for written in spellings} == {OrganisationNumber(number, "number")}


@given(ORGANISATIONS)
def test_a_wrong_check_digit_is_refused(number: str) -> None:
    with pytest.raises(NumberError):
        read_number(number[:9] + str((int(number[9]) + 1) % 10))


def test_a_personal_number_becomes_a_pseudonym_and_always_the_same() -> None:
    found = {read_number(written) for written in (PERSON, "19811218-9876", "8112189876", "198112189876")}
    assert len(found) == 1
    (one,) = found
    assert one.identity == "personal"
    assert one.number.startswith("P")
    assert not any(part in one.number for part in ("811218", "9876"))
    assert one.number == pseudonym("198112189876")
    assert read_number("19900101-0017").number != one.number


def test_the_pseudonym_hangs_on_the_key(settings: pytest.FixtureRequest) -> None:
    before = pseudonym("198112189876")
    settings.SAMSPEL_PSEUDONYM_KEY = "another"  # type: ignore[attr-defined]
    assert pseudonym("198112189876") != before


@given(st.from_regex(r"(19|20)?\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d)-?\d{4}", fullmatch=True))
def test_no_message_repeats_a_personal_number(written: str) -> None:
    assert looks_personal(written)
    told = said_of(written)
    assert written not in told
    assert "".join(c for c in written if c.isdigit()) not in told


def said_of(written: str) -> str:
    """What is stored of a number, or what is said where it is refused."""
    try:
        found = read_number(written)
    except NumberError as error:
        return str(error)
    return f"{found.identity} {found.number}"


@given(ORGANISATIONS)
def test_an_organisation_number_is_not_taken_for_a_person(number: str) -> None:
    assert not looks_personal(number)
    assert not looks_personal(f"16{number}")
    assert not looks_personal("Bolaget 8112189876 AB")


def test_foreign_numbers() -> None:
    assert read_number(" fi 2077474-0", "FI").identity == "foreign"
    assert read_number("FI20774740", "FI") == OrganisationNumber("FI20774740", "foreign", "FI")
    with pytest.raises(NumberError):
        read_number("FI20774741", "FI")
    assert read_number("") == OrganisationNumber("", "none")


@pytest.mark.parametrize(
    "written",
    ["811218-9876", "8112189876", "19811218-9876", "198112189876", "19811218 9876", "200001010107", "811218+9876"],
)
def test_a_personal_number_is_masked_in_ten_digits_and_in_twelve(written: str) -> None:
    assert masked(written) == "••••••-••••"


@pytest.mark.parametrize(
    "written",
    ["556677-8899", "16556677-8899", "165566778899", "168112189876", "81121898", "Bolaget 556677-8899", "Bolaget"],
)
def test_what_is_no_personal_number_is_not_masked(written: str) -> None:
    assert masked(written) == written
