"""How alike two names are, at the limits between one name and another."""

from collections.abc import Sequence

import pytest

from samspel.actors.duplicates.rules import IndexEntry, NameIndex, NameMatch, RegisteredNames, duplicate_pairs
from samspel.actors.duplicates.rules import blocks as blocks_rules
from samspel.actors.duplicates.rules import organisation_number as number_of
from samspel.actors.duplicates.rules.blocks import Blocks
from samspel.actors.duplicates.rules.likeness import edits_allowed, likeness
from samspel.actors.duplicates.rules.normal_form import (
    NameForm,
    initials,
    legal_form,
    stem,
    without_legal_form,
    written_acronym,
)
from samspel.actors.duplicates.rules.pairs import is_valid

CUT = "Stiftelsen för samverkan mellan universiteten i Uppsala näringsliv samhälle"


def alike(one: str, other: str, in_use: Sequence[str] = ()) -> tuple[float, str] | None:
    """Score and reason, the same from both sides, where the words in use are in two names each and others in one."""
    first, second = NameForm(one), NameForm(other)
    found = likeness(first, second, lambda word: 2 if word in in_use else 1)
    assert likeness(second, first, lambda word: 2 if word in in_use else 1) == found
    return found


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Uminova", "UMINOVA", (1.0, "exact")),
        ("Uminova AB", "Uminova", (0.97, "legal_form")),
        ("Uminova AB", "Uminova HB", (0.7275, "legal_form")),
        ("Uminovas Vänner", "Uminova Vänner", (0.96, "typo")),
        ("Nyköping Energi", "Ny köping Energi", (0.94, "typo")),
        ("Göteborg Region", "Region Göteborg", (0.93, "word_order")),
        ("Uminova", "Uminowa", (0.92, "typo")),
        ("Uminova Innovation", "Uminowa Inovation", (0.89, "typo")),
        ("Uminova Innovation Center", "Uminowa Inovation Centre", (0.86, "typo")),
        ("Uminova Innovation Center Forskning", "Uminowa Inovation Centre Forskming", None),  # four mistakes
        ("Uminova Innovation AB", "Uminova Inovation HB", (0.69, "typo")),
        ("Uminova 12345678", "Uminova 12345679", None),
        ("Karlskoga kommun", "Karlskrona kommun", None),
        ("Karlskoga kommun", "Karlskoka kommun", (0.92, "typo")),
        ("Habo kommun", "Håbo kommun", None),
        ("Forskningsrad", "Forskmingsrat", (0.89, "typo")),
        ("Forskningsrad", "Forskmimgsrat", None),
        ("Forskningsrad", "Vorskningsrad", (0.92, "typo")),
        ("Forskningsrad", "Vorskningsrat", None),  # the beginning differs too
        ("Alfa", "Alfa Betania", None),
        ("?", "Alfa", None),
        ("", "", None),
    ],
)
def test_spelling(one: str, other: str, expected: tuple[float, str] | None) -> None:
    assert alike(one, other) == expected


def test_words_that_are_both_in_use_are_different_words() -> None:
    assert alike("Uminova", "Uminowa", ["uminova", "uminowa"]) is None
    assert alike("Uminova", "Uminowa", ["uminova"]) == (0.92, "typo")


@pytest.mark.parametrize(("length", "edits"), [(5, 0), (6, 1), (9, 1), (10, 2), (20, 2)])
def test_longer_words_may_have_more_mistakes(length: int, edits: int) -> None:
    assert edits_allowed("x" * length) == edits


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Sveriges Tekn Forskningsinst", "Sveriges Tekniska Forskningsinstitut", 0.93),
        ("Samverkan Innovation", "Samverkan Innovation och Tillväxt", 0.8996),
        ("Samverkan Innovation", "Samverkan Innovation med Alfa", 0.9204),
        ("Samverkan Innovation", "Samverkan Innovation Tillväxt", None),  # nothing says that it was cut there
        ("Samverkan", "Samverkan och Innovation", None),
        ("Samverkan Innovation", "Samverkan i Alfa Innovation", None),
        ("Samverkan Innovation Ekonomisk", "Samverkan Innovation Ekonomisk förening", 0.97),
        ("Alfabetas", "Alfabetas Innovation", None),
        ("Alfa Bet", "Alfa Betania", None),  # too little to go by
        ("Alfas Beta", "Alfas Betania", 0.9275),
        ("Umin Innovation", "Uminova Innovation", None),  # the first word tells names apart
        ("Samver Innovation", "Samverkan Innovation", 0.9432),
        ("Univ Innovation", "Universitet Innovation", 0.9133),
        ("Universitet i U a", "Universitetet i Uppsala", 0.9105),
        ("Forskning vid U-A universitet", "Forskning vid Uppsala universitet", 0.9385),
        ("Forskning vid U-B universitet", "Forskning vid Uppsala universitet", None),
        ("Alfa Region", "Alfa Regionförbundet", None),  # a word of its own
        ("Samverkan Betan", "Samverkan Betanskolan", 0.919),
        ("Samverkan Betani", "Samverkan Betaniskolan", None),
        ("Samverkan Betani", "Samverkan Betaniskol", 0.9342),
    ],
)
def test_names_cut_short(one: str, other: str, expected: float | None) -> None:
    assert alike(one, other) == (expected and (expected, "truncation"))


@pytest.mark.parametrize(("length", "score"), [(39, None), (40, 0.869), (44, 0.8798)])
def test_a_name_as_long_as_a_field_may_be_cut_anywhere(length: int, score: float | None) -> None:
    assert alike(CUT[:length], CUT) == (score and (score, "truncation"))
    assert alike(CUT[:length], CUT, [CUT[:length].split()[-1]]) == (score and (score, "truncation"))


def test_a_beginning_that_is_in_use_is_another_word() -> None:
    assert alike("Samverkan Bet", "Samverkan Betania", ["bet"]) is None
    assert alike("Samverkan Bet", "Samverkan Betania") == (0.9275, "truncation")
    assert alike("Samverkan Be", "Samverkan Betania", ["be"]) == (0.9169, "truncation")  # too short to be one


@pytest.mark.parametrize(
    ("word", "expected"),
    [("o", "och"), ("f", "för"), ("x", "x"), ("läns", "län"), ("hus", "hus"), ("huss", "huss"), ("kommun", "kommun")],
)
def test_genitives_and_short_forms_of_words(word: str, expected: str) -> None:
    assert stem(word) == expected


@pytest.mark.parametrize(
    ("name", "bare", "form"),
    [
        ("Ideella föreningen Alfa", "alfa", "association"),
        ("Ekonomiska föreningen Alfa", "alfa", "cooperative"),
        ("Föreningen Alfa", "alfa", "association"),
        ("Alfa ideella föreningen", "alfa", "association"),
        ("Alfa AB i likvidation", "alfa", "ab"),
        ("Alfa AB i konkurs", "alfa", "ab"),
        ("Stiftelsen Alfa AB", "alfa", "ab"),  # the outermost at the end
        ("Ekonomiska föreningen", "ekonomiska föreningen", ""),
    ],
)
def test_legal_forms_of_several_words(name: str, bare: str, form: str) -> None:
    assert (without_legal_form(name), legal_form(name)) == (bare, form)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Alfa Betania", set()),
        ("Alfa Betania Cederlund", {"abc"}),
        ("Alfa och Betania i Cederlund", {"abc", "aobic"}),
        ("The Alfa Betania Cederlund AB", {"abc"}),
        ("Alfa Betania Cederlund Dalarna Energi Forskning Göteborg Handel", {"abcdefgh"}),
        ("Alfa Betania Cederlund Dalarna Energi Forskning Göteborg Handel Innovation", set()),
    ],
)
def test_acronyms_that_a_name_gives(name: str, expected: set[str]) -> None:
    assert initials(NameForm(name)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Inlandsbanan (IBAB) AB", ("ibab", "Inlandsbanan   AB")),
        ("BRG, Business Region Göteborg AB", ("brg", "Business Region Göteborg AB")),
        ("(AB) Alfa Beta", ("ab", "  Alfa Beta")),
        ("Alfa Betania (A)", None),
        ("Alfa Betania (BTA)", None),  # begins with another letter
        ("Alfa Betania (AX)", None),
        ("Alfa Betania Cederl (ALFABETA)", ("alfabeta", "Alfa Betania Cederl  ")),
        ("Alfa Betania Cederl (ALFABETAN)", None),
        ("A, Alfa", None),
    ],
)
def test_acronyms_that_a_name_carries(name: str, expected: tuple[str, str] | None) -> None:
    assert written_acronym(name) == expected


def test_initials_answer_where_they_are_four_and_what_is_written_always() -> None:
    index = NameIndex([
        IndexEntry(1, "Alfa Betania Cederlund"), IndexEntry(2, "Dalarna Energi Forskning Göteborg"),
        IndexEntry(3, "Beta, Betania Energi Tillväxt Alfa"),
        IndexEntry(4, "Järva", ("Handel Innovation Järva Kultur",)),
    ])  # fmt: skip
    assert index.best("ABC") is None
    assert index.candidates("abc") == [NameMatch(1, 0.75, "acronym")]
    assert index.best("DEFG") == NameMatch(2, 0.85, "acronym")
    assert index.best("Beta") == NameMatch(3, 0.92, "acronym")
    assert index.candidates("HIJK") == []  # of official names only


def test_one_of_two_is_meant_where_it_is_clearly_the_likelier() -> None:
    index = NameIndex([IndexEntry(1, "Uminova Innovation AB"), IndexEntry(2, "Uminova Innovation HB")])
    assert index.best("Uminova Innovation") is None  # either, but for the legal form
    assert index.best("Uminova Innovation AB") == NameMatch(1, 1.0, "exact")
    assert [(m.id, m.score) for m in index.candidates("Uminova Innovation AB")] == [(1, 1.0), (2, 0.7275)]
    assert [m.id for m in index.candidates("Uminova Innovation", limit=1)] == [1]


def test_names_that_share_a_rare_word_are_near() -> None:
    blocks = Blocks([NameForm(n) for n in ("Alfa Betania", "Alfa Betanja", "Cederlunds Alfa och Dalarna", "Järva")])
    assert [blocks.frequency(word) for word in ("alfa", "betania", "och", "handel")] == [3, 1, 0, 0]
    found = {name: blocks.near(NameForm(name)) for name in ("Alfa Betania", "Beta", "Be", "Betaniakyrkan", "Cederlumd")}
    assert found == {"Alfa Betania": [0, 1, 2], "Beta": [0, 1], "Be": [], "Betaniakyrkan": [0], "Cederlumd": [2]}
    assert blocks.near(NameForm("Alfa"), limit=2) == [0, 1]
    assert blocks.near(NameForm("och")) == blocks.near(NameForm("Handel")) == []


def near(name: str, *names: str) -> list[int]:
    """Places of the names that are worth comparing with the name, the nearest first."""
    return Blocks([NameForm(each) for each in names]).near(NameForm(name))


def test_what_brings_two_names_near() -> None:
    assert near("Bet", "Alfa", "Betan") == near("Betam", "Alfa", "Betan") == near("Vetan", "Alfa", "Betan") == [1]
    assert near("Alfxa", "Alfa") == near("Betam", "Beton") == []  # short words differ by a letter too often
    assert near("Betania", "Betania Alfa", "Betania Järva", "Betanja") == [0, 1]  # in use, so no misspelling


def test_a_rare_word_brings_nearer_than_a_common_one(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("Handel Tall", "Handel Gran", "Handel Ek", "Cederlund Sten")
    assert near("Handel Cederlund", *names) == [3, 0, 1, 2]
    for walk, found in ((4, [3, 0, 1, 2]), (3, [3]), (0, [])):
        monkeypatch.setattr(blocks_rules, "WALK", walk)
        assert near("Handel Cederlund", *names) == found


def test_a_beginning_that_fits_many_words_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks_rules, "TOO_VAGUE", 2)
    assert near("Bet", "Betania", "Betula") == [0, 1]
    assert near("Bet", "Betania", "Betula", "Beton") == []


def pairs(*rows: tuple[object, ...]) -> list[tuple[object, object, float, tuple[str, ...]]]:
    """The pairs among rows of id, number, name, municipality and other names."""
    found = duplicate_pairs([RegisteredNames(*row) for row in rows])  # type: ignore[arg-type]
    return [(pair.first, pair.second, pair.score, pair.reasons) for pair in found]


def test_what_lowers_a_score() -> None:
    name = "Uminova AB"
    assert pairs((1, "", name, "Uppsala"), (2, "", name, "Gävle")) == [(1, 2, 0.9, ("case",))]
    assert pairs((1, "", name, "Uppsala"), (2, "", name, "")) == [(1, 2, 1.0, ("case",))]
    assert pairs((1, "", name, "Uppsala"), (2, "", name, "Uppsala")) == [(1, 2, 1.0, ("case",))]
    assert pairs((1, "", name, "", ("Torsta",)), (2, "", "Torsta")) == [(1, 2, 0.97, ("alias",))]
    assert pairs((1, "556012-5790", name), (2, "202100-4284", name)) == [(1, 2, 0.75, ("case",))]
    other = (2, "202100-4284", "Uminova Inovation HB", "Gävle")
    assert pairs((1, "556012-5790", "Uminova Innovation AB", "Uppsala"), other) == []  # too little is left


def test_short_and_common_words_are_no_name_in_another_town() -> None:
    for name, found in (("NP Bygg AB", 0), ("NPV Bygg AB", 1)):
        assert len(pairs((1, "", name, "Uppsala"), (2, "", name, "Gävle"))) == found
        assert len(pairs((1, "", name, "Uppsala"), (2, "", name, "Uppsala"))) == 1


def test_of_several_rows_of_two_organisations_the_best_pair_counts() -> None:
    rows = [(1, "", "Uminova HB"), (1, "", "Uminova AB"), (2, "", "Uminova HB"), (2, "", "Torsta")]
    assert pairs(*rows) == [(1, 2, 1.0, ("case",))]


def test_the_likeliest_pair_comes_first() -> None:
    rows = [(1, "", "Torsta AB"), (2, "", "Torsta HB"), (3, "", "Uminova AB"), (4, "", "UMINOVA AB")]
    assert [(one, other) for one, other, _score, _why in pairs(*rows)] == [(3, 4), (1, 2)]


def test_numbers_of_zeros_and_missing_ones_are_not_the_same() -> None:
    assert pairs((1, "000000-0000", "Torsta"), (2, "0000000000", "Uminova"), (3, "", "Järva"), (4, "", "Alfa")) == []


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("195560125790", "5560125790"),
        ("205560125790", "5560125790"),
        ("185560125790", "5560125790"),
        ("215560125790", "215560125790"),
        ("SE556012579002", "556012579002"),
        ("SE55601257901", "55601257901"),
        ("se 5560125790", "5560125790"),
        ("556012579001", "556012579001"),
        ("FI20774740", "FI20774740"),
        ("SE", "SE"),
    ],
)
def test_numbers_in_their_spellings(written: str, expected: str) -> None:
    assert number_of(written) == expected


def test_which_numbers_have_a_check_digit() -> None:
    numbers = ("5560125790", "5560125791", "556012579", "55601257900", "", "556012579O")
    assert [is_valid(number) for number in numbers] == [True, False, False, False, False, False]
