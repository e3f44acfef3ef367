"""The stated rules of the analysis pages, as properties of plain values."""

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.observatory.analysis.figures.peer_comparison import read, written
from samspel.observatory.analysis.labels.numbers import brief, interval, plain, shares
from samspel.observatory.analysis.queries.opportunities import verdict_of
from samspel.observatory.analysis.rules.area_signs import AGAINST, PARTLY, SUPPORTS, UNKNOWN, SignGround, Signs
from samspel.observatory.analysis.rules.area_suggestions import suggested
from samspel.observatory.weak_spots.labels import CLEAR, FAINT, STRONG
from samspel.observatory.weak_spots.queries.needs import strength_of
from samspel.observatory.weak_spots.queries.peers import worse_in_a_row

pytestmark = pytest.mark.english

ORDER = {AGAINST: 0, PARTLY: 1, SUPPORTS: 2}


def test_a_better_sign_never_makes_a_worse_verdict() -> None:
    for strong, growing, near in product((False, True), repeat=3):
        here = ORDER[Signs(strong, growing, near).verdict]
        for better in (Signs(True, growing, near), Signs(strong, True, near), Signs(strong, growing, True)):
            assert ORDER[better.verdict] >= here
    assert Signs(True, False, False).verdict == PARTLY
    assert Signs(True, True, None).verdict == SUPPORTS
    assert Signs(False, False, None).verdict == AGAINST
    assert Signs(True, None, None).verdict == UNKNOWN


def test_strong_is_the_whole_interval_above_one() -> None:
    assert SignGround(quotient=1.2, low=0.9, high=1.5).signs.strong is False
    assert SignGround(quotient=1.2, low=1.01, high=1.5).signs.strong is True
    assert SignGround(quotient=1.2).signs.strong is True
    assert SignGround().signs == Signs(None, None, None)
    assert SignGround(growth=-0.02, growth_all=-0.05).signs.growing is True


@given(st.lists(st.sampled_from(["energi", "solcell", "vård och omsorg", "stål"]), min_size=1, unique=True),
       st.text(alphabet="abcåäö ,.-", max_size=30))  # fmt: skip
def test_listed_words_are_found_at_the_beginning_of_words_only(words: list[str], around: str) -> None:
    text = f"{around} {words[0].upper()}projekt {around}"
    assert words[0] in suggested(text, {"a": words})["a"]
    assert suggested("x" + words[0], {"a": [words[0]]}) == {}
    assert suggested(text, {"a": words}) == suggested(text.upper(), {"a": words})


@given(st.dictionaries(st.from_regex(r"\A[a-z0-9-]{1,12}\Z"), st.integers(1, 9), min_size=1, max_size=8))
def test_weights_come_back_as_they_were_written(weights: dict[str, int]) -> None:
    assert read(written(weights)) == weights


def gap(year: int, own: float, low: float = 10.0, high: float = 20.0) -> list[object]:
    return ["x", year, own, low, 15.0, high, own - 15, 5]


def test_years_in_a_row_are_counted_back_from_the_year_asked_for() -> None:
    rows = [gap(2016, 1), gap(2017, 12), gap(2018, 9), gap(2019, 8)]
    assert worse_in_a_row(rows, "higher", 2019) == 2
    assert worse_in_a_row(rows, "lower", 2019) == 0
    assert worse_in_a_row([gap(2017, 25), gap(2019, 25)], "lower", 2019) == 1
    assert worse_in_a_row(rows[:3], "higher", 2019) == 0
    assert worse_in_a_row([gap(2019, 10)], "higher", 2019) == 0  # at the quartile is not beyond it


def test_few_and_many_needs() -> None:
    assert [strength_of(n) for n in (1, 2, 3, 4, 5, 50)] == [FAINT, FAINT, CLEAR, CLEAR, STRONG, STRONG]


def test_what_the_test_of_entry_is_said_to_show() -> None:
    said = [verdict_of({"value": v, "low": low, "high": high}) for v, low, high in (
        (0.8, 0.7, 0.9), (0.6, 0.55, 0.65), (0.55, 0.45, 0.65), (0.4, 0.3, 0.48),
    )]  # fmt: skip
    assert [state for _words, state in said] == ["good", "good", "neutral", "bad"]
    assert len({words for words, _state in said}) == 4


def test_names_are_short_and_whole() -> None:
    assert brief("Manufacture of basic metals") == "Basic metals"
    assert plain("Tillverkning av livsmedel") == "livsmedel"
    cut = brief("Manufacture of computer, electronic and optical products", 27)
    assert len(cut) <= 27
    assert cut.endswith("…")
    assert interval(-0.5, 0.5) == "−0.50 to 0.50"
    assert shares(0.301, 0.409) == "30–41%"
    assert math.isclose(SignGround(quotient=2.0).quotient or 0, 2.0)
