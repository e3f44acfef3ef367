"""Swedish or English, from one word to a page; other languages fall to one of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.matching.analysis import Analyser

ANALYSER = Analyser()


@pytest.mark.parametrize(
    "text",
    [
        "robotar",
        "vatten",
        "svetsning",
        "Vi behöver hjälp att rena vårt processvatten",
        "bageri Vingåker",
        "Testbed för AI sökes",
        "",
        "1234",
    ],
)
def test_swedish_or_in_doubt(text):
    assert ANALYSER.language(text) == "sv"


@pytest.mark.parametrize(
    "text",
    [
        "manufacturing",
        "water treatment",
        "bakery",
        "We need help with our process water",
        "test bed for electric trucks in Örebro",
        "Looking for funding",
    ],
)
def test_english(text):
    assert ANALYSER.language(text) == "en"


@pytest.mark.parametrize("text", ["Tarvitsemme apua", "Wir brauchen Hilfe", "Нам нужна помощь", "私たちは", "🤖"])
def test_other_languages_fall_to_one_of_ours(text):
    assert ANALYSER.language(text) in {"sv", "en"}


@given(st.text())
def test_any_text_has_a_language(text):
    assert ANALYSER.language(text) in {"sv", "en"}
