"""What cells say: dates, numbers, yes or no and choices, as people write them."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.core.tables import CellError, as_boolean, as_choice, as_date, as_decimal, as_integer, as_text

pytestmark = pytest.mark.english

DAY = date(2019, 3, 5)
NBSP, THIN = "\u00a0", "\u202f"


def told(reader, cell):
    """The value of a cell and no error, or the other way around."""
    try:
        return reader(cell), None
    except CellError as error:
        return None, error


CHOICES = {"approved": ("Beviljad", "Godkänd"), "refused": ("Avslag", "Refused"), "open": ("Öppen",)}


@pytest.mark.parametrize(
    "cell",
    [
        DAY,
        datetime(2019, 3, 5, 14, 30),
        43529.0,
        43529.75,
        43529,
        "43529",
        20190305.0,
        190305.0,
        "2019-03-05",
        " 2019-03-05 ",
        "2019-3-5",
        "2019/03/05",
        "20190305",
        "190305",
        "5/3 2019",
        "5/3-2019",
        "05.03.2019",
        "2019-03-05 00:00:00",
        "2019-03-05T14:30:00Z",
        "2019-03-05 14.30",
        "5 mars 2019",
        "den 5 mars 2019",
        "5:e mars 2019",
        "5 March 2019",
        "5th March, 2019",
        "5-Mar-2019",
        "March 5, 2019",
    ],
)
def test_a_date_is_read_however_it_is_written(cell):
    assert as_date(cell) == DAY


@pytest.mark.parametrize(
    "cell", ["03/04/2019", "3-4-2019", "2019-13-01", "2019-02-30", "mars 2019", "2019", 7.0, 2019.0]
)
def test_what_is_no_date_or_could_be_two_is_refused(cell):
    with pytest.raises(CellError, match="year-month-day"):
        as_date(cell)


@pytest.mark.parametrize(
    "cell", ["99999999", "1 2 3", "-5", "0019-03-05", True, time(3), timedelta(days=3), 1e300, -1.0]
)
def test_what_is_no_date_of_our_time_is_refused(cell):
    with pytest.raises(CellError):
        as_date(cell)


def test_an_ambiguous_date_is_told_with_both_readings():
    with pytest.raises(CellError) as told:
        as_date("03/04/2019")
    assert "2019-03-04" in told.value.expected
    assert "2019-04-03" in told.value.expected
    assert as_date("25/12/2019") == as_date("12/25/2019") == date(2019, 12, 25)
    assert as_date("4/4/2019") == date(2019, 4, 4)


SWEDISH_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_dates_come_back_as_they_went(day):
    assert as_date(day) == as_date(day.isoformat()) == as_date(f"{day:%Y%m%d}") == as_date(f"{day:%d %B %Y}") == day
    assert as_date(f"{day.day}/{day.month} {day.year}") == day
    assert as_date(f"{day.day} {SWEDISH_MONTHS[day.month - 1]} {day.year}") == day
    assert as_date(float((day - date(1899, 12, 30)).days)) == day


@given(st.dates(date(1970, 1, 1), date(2069, 12, 31)))
def test_six_digits_are_of_the_years_from_1970(day):
    assert as_date(f"{day:%y%m%d}") == day


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1200,50", "1200.50"),
        ("1200.50", "1200.50"),
        ("1 200,50", "1200.50"),
        (f"1{NBSP}200{THIN}300,5", "1200300.5"),
        ("1'200.50", "1200.50"),
        ("1’200", "1200"),
        ("1.200,50", "1200.50"),
        ("1,200.50", "1200.50"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1234,567", "1234.567"),
        ("0,125", "0.125"),
        (",5", "0.5"),
        ("1 234,567", "1234.567"),
        ("1 200 kr", "1200"),
        ("1 200,50 SEK", "1200.50"),
        ("SEK 1 200", "1200"),
        ("1200:-", "1200"),
        ("-1200", "-1200"),
        ("−1 200", "-1200"),
        ("–5", "-5"),
        ("1 200-", "-1200"),
        ("- 5 kr", "-5"),
        ("(1 200)", "-1200"),
        ("(1 200) kr", "-1200"),
        ("+5", "5"),
        ("-0", "0"),
        (0.1 + 0.2, "0.3"),
        (1234.5, "1234.5"),
        (7.0, "7"),
        (-0.0, "0"),
        (1e20, "100000000000000000000"),
        (1e-9, "0"),
        (12, "12"),
    ],
)
def test_a_number_is_read_however_it_is_written(cell, number):
    found = as_decimal(cell)
    assert isinstance(found, Decimal)
    assert str(found) in (number, f"{number}.0") or found == Decimal(number)
    assert str(found)[:2] != "-0" or found


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "1,234",
            "1.234",
            "-1,234",
            "123.456",
            "12 34",
            "1 2",
            "1.23.4",
            "1,23,456",
            "1.234,56,7",
            "1,234.567,8",
            "12,",
        ),
        *("abc", "12 EUR", "1 tkr", "kr", "-", "()", "--5", "5 %", "1E+05", "٣", "1 200.300,50", "NaN", "5 kr 3 kr"),
        *(True, DAY, float("nan"), float("inf"), timedelta(hours=3)),
    ],
)
def test_what_is_no_number_or_could_be_two_is_refused(cell):
    with pytest.raises(CellError, match="a number"):
        as_decimal(cell)


amounts = st.decimals(-(10**12), 10**12, places=2)


@given(
    amounts, st.sampled_from([" ", NBSP, THIN, ".", ""]), st.sampled_from(["", " kr", " SEK"]), st.sampled_from("-−")
)
def test_swedish_numbers_come_back(amount, thousands, unit, minus):
    text = f"{amount:,.2f}".replace(",", "T").replace(".", ",").replace("T", thousands).replace("-", minus)
    assert as_decimal(text + unit) == amount


@given(st.from_regex(r"-?[0-9]{1,3}([ .,]?[0-9]{3}){0,3}([.,][0-9]{1,6})?", fullmatch=True))
def test_the_short_way_to_a_number_is_the_same_as_the_long(text):
    short, long = told(as_decimal, text), told(as_decimal, f"{text} kr")
    assert short[0] == long[0]


@given(amounts, st.sampled_from([",", "'", "", " "]))
def test_english_numbers_come_back(amount, thousands):
    assert as_decimal(f"{amount:,.2f}".replace(",", thousands)) == amount


@given(st.decimals(-(10**8), 10**8, places=6))
def test_numbers_from_a_workbook_lose_nothing_in_six_decimals(amount):
    assert as_decimal(float(amount)) == amount


@given(st.text("0123456789,.' -()kr\u00a0", max_size=12))
def test_any_scribble_is_a_number_or_refused(text):
    found, error = told(as_decimal, text)
    if error:
        assert error.expected
    else:
        digits = "".join(filter(str.isdigit, text))
        assert (found is None and not digits) or int(digits) == int("".join(filter(str.isdigit, f"{found:f}")))


def test_whole_numbers():
    assert [as_integer(cell) for cell in ("3", 3.0, "3,0", "1 200", "-4", "")] == [3, 3, 3, 1200, -4, None]
    for cell in ("3,5", 3.5, "three", True):
        with pytest.raises(CellError, match="a whole number"):
            as_integer(cell)


def test_yes_and_no():
    assert all(
        as_boolean(cell) is True for cell in ("ja", "JA ", "j", "Yes", "y", "x", "X", "1", 1.0, True, "sant", "true")
    )
    assert all(as_boolean(cell) is False for cell in ("nej", "No", "n", "0", 0.0, False, "Falskt", "false"))
    assert as_boolean("") is as_boolean(" ") is None
    for cell in ("kanske", 2.0, "-"):
        with pytest.raises(CellError, match="yes or no"):
            as_boolean(cell)


def test_text_is_kept_as_it_is_but_for_the_spaces_around_it():
    assert as_text(" =1+1 ") == "=1+1"
    assert as_text(f"{NBSP}\ufeffÅre\u200b ") == "Åre"
    assert [as_text(cell) for cell in (2021.0, 1.5, 1e20, True, DAY)] == [
        "2021",
        "1.5",
        "1" + "0" * 20,
        "TRUE",
        "2019-03-05",
    ]
    assert as_text(datetime(2019, 3, 5)) == "2019-03-05"
    assert as_text(None) is as_text("") is as_text(" ") is None


def test_choices_are_known_by_their_words_and_their_values():
    for cell, value in {"beviljad": "approved", " GODKAND ": "approved", "refused": "refused", "Oppen": "open"}.items():
        assert as_choice(cell, CHOICES) == value
    assert as_choice("", CHOICES) is None


def test_an_unknown_choice_is_answered_with_the_nearest():
    with pytest.raises(CellError, match="Did you mean “Beviljad”"):
        as_choice("Bevijlat", CHOICES)
    with pytest.raises(CellError, match="one of: Beviljad, Avslag, Öppen"):
        as_choice("xyz", CHOICES)


def test_words_alike_but_for_accents_are_told_apart():
    choices = {"a": ("Må",), "b": ("Ma",)}
    assert (as_choice("må", choices), as_choice("MA", choices)) == ("a", "b")
    with pytest.raises(CellError):
        as_choice("mä", choices)


@pytest.mark.parametrize("reader", [as_text, as_date, as_decimal, as_integer, as_boolean])
@given(
    cell=st.none() | st.text(max_size=12) | st.floats() | st.integers() | st.booleans() | st.datetimes() | st.times()
)
def test_any_cell_is_read_or_refused_with_what_was_found_and_expected(reader, cell):
    found, error = told(reader, cell)
    assert not isinstance(found, float)
    assert error is None or (error.found and error.expected)
