"""Swedish compounds: those of our domain, linking letters, and what is no compound."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samspel.matching.compounds import Splitter
from samspel.matching.lexicon import Lexicon, dictionary

SPLITTER = Splitter(Lexicon.load())


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("bygglov", ("bygg", "lov")),
        ("tillverkningsindustri", ("tillverkning", "industri")),
        ("handläggningstid", ("handläggning", "tid")),
        ("testbädd", ("test", "bädd")),
        ("vattenrening", ("vatten", "rening")),
        ("kvinnojour", ("kvinno", "jour")),
        ("gatubelysning", ("gata", "belysning")),
        ("grundskola", ("grund", "skola")),
        ("sensordata", ("sensor", "data")),
        ("elmätare", ("el", "mätare")),
        ("läkemedelsutveckling", ("läkemedel", "utveckling")),
        ("livsmedelsproduktion", ("livsmedel", "produktion")),
    ],
)
def test_compounds(word, parts):
    assert SPLITTER.split(word) == parts


@pytest.mark.parametrize(
    "word", ["cirkulär", "verkstad", "klimat", "bagare", "kommun", "innovation", "region", "xyzzy", ""]
)
def test_simple_words_are_left_whole(word):
    assert SPLITTER.split(word) == ()


def test_a_dictionary_s_own_divisions():
    """Words that Folkets lexikon divides in two: at least 80 in 100 are divided there, at most 2 elsewhere."""
    divided = [word for word in dictionary() if word.count("|") == 1 and word.replace("|", "").isalpha()]
    right = wrong = 0
    for word in divided:
        head, tail = word.split("|")
        if parts := SPLITTER.split(head + tail):
            ends = {sum(map(len, parts[at:])) for at in range(1, len(parts))}
            right += len(tail) in ends
            wrong += len(tail) not in ends
    assert len(divided) > 3000
    assert right / len(divided) > 0.78
    assert wrong / len(divided) < 0.03


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=90))
def test_any_text_has_parts_or_none(text):
    parts = SPLITTER.split(text)
    assert len(parts) != 1
    assert all(parts)
