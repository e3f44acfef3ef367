"""Texts to tokens: what matches what, where words stand, and that nothing anybody writes breaks it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samspel.matching.analysis import Analyser
from samspel.matching.lexicon import Lexicon, LexiconError, read_terms
from samspel.matching.weights import Weights

ANALYSER = Analyser()
ODD = [
    "",
    " ",
    "vatten",
    "<p>Vi <b>renar</b> vatten &amp; slam</p>",
    "🤖🔥 robot 👩🏽‍🔧",
    "Tarvitsemme apua vedenpuhdistukseen",
    "'; DROP TABLE offers; --",
    "a\x00b\x07c\x1b[31m",
    "\ud800 ensam halva",
    "-" * 500,
    "Ångström A\u030angstro\u0308m",
    "vatten " * 2900,
]


def words(text, language="sv"):
    return [token.word for token in ANALYSER.analyse(text, language).tokens]


def test_forms_of_a_word_are_one_word():
    assert len(set(words("kommun kommunen kommuner kommunerna kommunernas"))) == 1
    assert len(set(words("company companies", "en"))) == 1
    assert set(words("böcker")) == set(words("boken"))


def test_a_compound_meets_its_parts_in_the_field_of_parts():
    compound = ANALYSER.analyse("tillverkningsindustrin", "sv").fields()
    simple = ANALYSER.analyse("industri för tillverkning", "sv").fields()
    assert set(simple.parts) == set(compound.parts)
    assert not set(simple.words) & set(compound.words)


def test_joined_words_have_parts():
    (token,) = ANALYSER.analyse("AI-baserad", "sv").tokens
    assert token.parts[0] == "ai"
    assert len(token.parts) == 2


def test_function_words_are_left_out_or_weak():
    tokens = ANALYSER.analyse("Vi behöver en svetsrobot och det när som helst", "sv").tokens
    weak = {token.surface: token.weak for token in tokens}
    assert "Vi" not in weak
    assert "och" not in weak
    assert weak["behöver"]
    assert not weak["svetsrobot"]


def test_weak_words_count_for_less():
    weights = Weights()
    needed, robot = ANALYSER.analyse("behöver robot", "sv").tokens
    of = {token.surface: max(weight for *_, weight in weights.terms(token)) for token in (needed, robot)}
    assert of["behöver"] < of["robot"] / 2


def test_grams_share_letters_across_word_forms():
    one, other = (set(ANALYSER.analyse(text, "sv").fields().grams) for text in ("vattenrening", "avloppsvattenrening"))
    assert len(one & other) >= 6


def test_markup_is_no_word_and_moves_nothing():
    text = '<p class="lead">Prova&nbsp;<b>robotar</b></p>'
    tokens = ANALYSER.analyse(text, "sv").tokens
    assert [token.surface for token in tokens] == ["Prova", "robotar"]
    assert [text[token.start : token.end] for token in tokens] == ["Prova", "robotar"]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_texts(text):
    for language in (None, "sv", "en"):
        for token in ANALYSER.analyse(text, language).tokens:
            assert text[token.start : token.end] == token.surface
            assert token.word
            assert all(term and not term.isspace() for term in (token.word, *token.parts, *token.grams))


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(), max_size=300))
def test_any_text_is_analysed_and_offsets_are_of_the_original(text):
    analysis = ANALYSER.analyse(text)
    assert analysis.language in {"sv", "en"}
    end = 0
    for token in analysis.tokens:
        assert end <= token.start < token.end <= len(text)
        assert text[token.start : token.end] == token.surface
        end = token.end


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(), max_size=80), st.sampled_from(["sv", "en"]))
def test_tokens_hold_no_white_space(text, language):
    fields = ANALYSER.analyse(text, language).fields()
    assert not any(character.isspace() for token in fields.words + fields.parts + fields.grams for character in token)


def test_the_same_text_gives_the_same_tokens_in_another_analyser():
    text = "Kompetensförsörjning inom tillverkningsindustrin i Västmanland"
    assert Analyser().analyse(text) == ANALYSER.analyse(text)


def test_version_follows_the_lexicon(tmp_path):
    more = tmp_path / "own.csv"
    more.write_text("swedish;english;parts\ndrönarkorridor;drone corridor;drönare+korridor\n", encoding="utf-8")
    extended = Analyser(Lexicon.load(more))
    assert Analyser().version == ANALYSER.version
    assert extended.version != ANALYSER.version
    assert extended.parts("drönarkorridoren", "sv") == ("drönare", "korridor")


@pytest.mark.parametrize(
    ("line", "found"), [("a;b;c;d;e", "a;b;c;d;e"), (";test bed;", ";test bed;")], ids=["five cells", "no Swedish"]
)
def test_a_wrong_line_of_the_domain_file_is_named(line, found):
    with pytest.raises(LexiconError, match=r"own\.csv, line 3") as error:
        list(read_terms(f"# remark\nswedish;english;parts\n{line}\n", "own.csv"))
    assert found in str(error.value)


def test_our_own_domain_file_has_each_word_once():
    lexicon = Lexicon.load()
    assert len(lexicon.terms) > 400
    assert len({term.swedish for term in lexicon.terms}) == len(lexicon.terms)
