"""From Swedish to English and back: the glossary before the dictionary, compounds by their parts, phrases as wholes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samspel.matching.analysis import Analyser
from samspel.matching.bridge import Bridge
from samspel.matching.lexicon import Lexicon

ANALYSER = Analyser()
BRIDGE = Bridge(ANALYSER)


def vias(surface, source="sv", target="en"):
    return {bridged.via for bridged in BRIDGE.of(surface, source, target)}


def test_the_glossary_comes_first():
    assert "test bed" in vias("testbädden")
    assert vias("stöd") == {"support", "aid", "grant"}


def test_what_the_glossary_lacks_is_in_the_dictionary():
    assert "hedgehog" in vias("igelkottar")


def test_an_unknown_compound_goes_by_its_parts():
    found = BRIDGE.of("bageriautomation", "sv", "en")
    assert {"bakery", "automation"} <= {bridged.via for bridged in found}
    assert all(bridged.weight < 1 for bridged in found)


def test_english_to_swedish():
    assert "bageri" in vias("bakeries", "en", "sv")
    assert "upphandling" in vias("procurement", "en", "sv")


def test_a_phrase_of_the_glossary():
    tokens = ANALYSER.analyse("we want better water treatment", "en").tokens
    assert [(token.surface, bridged.via) for token, bridged in BRIDGE.phrases(tokens, "en", "sv")] == [
        ("water", "vattenrening")
    ]


def test_translations_share_the_weight():
    found = BRIDGE.of("stöd", "sv", "en")
    assert sum(bridged.weight for bridged in found) <= 1.0 + 1e-9


def test_nobody_knows():
    assert BRIDGE.of("xyzzyplugh", "sv", "en") == []
    assert BRIDGE.of("vatten", "sv", "sv") == []


def test_a_domain_file_of_one_s_own_wins(tmp_path):
    more = tmp_path / "own.csv"
    more.write_text("stöd;backing;\n", encoding="utf-8")
    extended = Bridge(Analyser(Lexicon.load(more)))
    assert [bridged.via for bridged in extended.of("stöd", "sv", "en")] == ["backing"]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40), st.sampled_from([("sv", "en"), ("en", "sv")]))
def test_any_text_crosses_or_does_not(text, way):
    for bridged in BRIDGE.of(text, *way):
        assert bridged.surface == text
        assert bridged.word
        assert 0 < bridged.weight <= 1


@pytest.mark.parametrize(
    "term", [term for term in Lexicon.load().terms if term.english][::20], ids=lambda term: term.swedish
)
def test_every_term_has_english_that_can_be_matched(term):
    for phrase in term.english:
        assert ANALYSER.analyse(phrase, "en").tokens
