"""Organisations recognised by name: spelling habits, legal forms, names cut short, and rows that mean the same."""

import csv
import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.name_matching import Register
from samspel.actors.duplicates.rules import (
    IndexEntry,
    NameIndex,
    NameMatch,
    RegisteredNames,
    comparison_key,
    duplicate_pairs,
    legal_form,
    normal_form,
    organisation_number,
    tokens,
    without_legal_form,
)

SHARED = Path(__file__).parents[4] / "shared" / "data"
STUNS = "STUNS, Stiftelsen för samverkan mellan universiteten i Uppsala, näringsliv och samhälle"
ENTRIES = [
    IndexEntry("stuns", STUNS),
    IndexEntry("teknikdalen", "Stiftelsen Teknikdalen"),
    IndexEntry("region", "Region Örebro län", ("Örebro läns landsting", "RÖL")),
    IndexEntry("kommun", "Örebro kommun"),
    IndexEntry("förbund", "Regionförbundet Örebro"),
    IndexEntry("sp", "SP Sveriges Tekniska Forskningsinstitut AB"),
    IndexEntry("coompanion", "Coompanion Kronoberg ekonomisk förening"),
    IndexEntry("energi", "Gävle Energi AB"),
    IndexEntry("håbo", "Håbo kommun"),
    IndexEntry("universitet", "Örebro universitet"),
    IndexEntry("smhi", "Sveriges meteorologiska och hydrologiska institut"),
    IndexEntry("brg", "BRG, Business Region Göteborg AB"),
]
INDEX = NameIndex(ENTRIES)


@pytest.mark.parametrize(
    ("name", "normal"),
    [
        ("  Härnösand  Energi & Miljö AB ", "härnösand energi och miljö ab"),
        ("Research and Innovation", "research och innovation"),
        ("Jämtland-Härjedalen", "jämtland härjedalen"),
        ("Café Évian", "cafe evian"),
        ("Øresund", "öresund"),
        ("A\u030angermanland", "ångermanland"),
        ("Kungl. Maj:ts O'Learys", "kungl majts olearys"),
        ("?", ""),
    ],
)
def test_normal_form(name: str, normal: str) -> None:
    assert normal_form(name) == normal


@pytest.mark.parametrize(
    ("name", "bare", "form"),
    [
        ("AB Samarkand 2015", "samarkand 2015", "ab"),
        ("Aktiebolaget Volvo (publ)", "volvo", "ab"),
        ("Volvo AB (publ)", "volvo", "ab"),
        ("Netport Science Park AB (Svb)", "netport science park", "ab"),
        ("Värmlandskooperativen Ek. För.", "värmlandskooperativen", "cooperative"),
        ("The Paper Province Ekonomisk Fören", "the paper province", "cooperative"),
        ("Stift Adopticum", "adopticum", "foundation"),
        ("Stiftelsen Teknikdalen", "teknikdalen", "foundation"),
        ("Svenssons Handelsbolag", "svenssons", "hb"),
        ("Svensson enskild firma", "svensson", "sole"),
        ("Bygdens väl ideell förening", "bygdens väl", "association"),
        ("Ørsted A/S", "örsted", "as"),
        ("Nokia Oy Ab", "nokia", "ab"),
        ("Bosch GmbH", "bosch", "gmbh"),
        ("AB", "ab", ""),
        ("KB", "kb", ""),
        ("Uppsala universitet", "uppsala universitet", ""),
    ],
)
def test_legal_forms_are_taken_off_first_and_last_but_never_the_whole_name(name: str, bare: str, form: str) -> None:
    assert (without_legal_form(name), legal_form(name)) == (bare, form)
    assert tokens(name) == tuple(bare.split())


def test_genitives_do_not_tell_names_apart() -> None:
    assert comparison_key("Örebro kommuns") == comparison_key("Örebro kommun")
    assert comparison_key("Örebro läns landsting") == comparison_key("Örebro län landstings")
    assert comparison_key("Business Region") != comparison_key("Busines Region")


@pytest.mark.parametrize(
    ("name", "found", "reason"),
    [
        ("örebro KOMMUN", "kommun", "exact"),
        ("Örebro kommuns", "kommun", "typo"),
        ("Stift Teknikdalen", "teknikdalen", "legal_form"),
        ("Gävle Energi", "energi", "legal_form"),
        ("Örebro Läns Landsting", "region", "alias"),
        ("röl", "region", "alias"),
        ("Stuns Stift F Samv Mel Univ i U-A Näringsl O Sam", "stuns", "truncation"),
        ("Sp Sveriges Tekniska Forskningsinst AB", "sp", "truncation"),
        ("Coompanion Kronoberg Ekonomi", "coompanion", "truncation"),
        ("Stuns", "stuns", "acronym"),
        ("BRG", "brg", "acronym"),
        ("Business Region Göteborg AB", "brg", "alias"),
        ("SMHI", "smhi", "acronym"),
        ("Örebo kommun", "kommun", "typo"),
        ("Coompanion Kronobreg", "coompanion", "typo"),
        ("Landsting Örebro län", "region", "alias"),
        ("Kommun Örebro", "kommun", "word_order"),
    ],
)
def test_the_organisation_a_name_means(name: str, found: str, reason: str) -> None:
    match = INDEX.best(name)
    assert match is not None
    assert (match.id, match.reason) == (found, reason)
    assert INDEX.candidates(name)[0] == match


@pytest.mark.parametrize(
    "name",
    [
        "Teknikdalen AB",  # a company is not the foundation of the same name
        "Region Örebro",  # the region or the association of regions
        "Habo kommun",
        "Örebro",
        "Örebro universitetsbibliotek",
        "Gävle kommun",
        "Uppsala universitet",
        "",
        "?",
    ],
)
def test_no_answer_rather_than_a_wrong_one(name: str) -> None:
    assert INDEX.best(name) is None


@pytest.mark.real_data
@pytest.mark.skipif(not (SHARED / "se_geojson").exists(), reason="../shared/data/se_geojson is not here")
def test_no_municipality_is_taken_for_another() -> None:
    features = json.loads((SHARED / "se_geojson" / "swedish_municipalities.geojson").read_text())["features"]
    known = [f"{feature['properties']['kom_namn']} kommun" for feature in features]
    for absent in known[::5]:
        assert NameIndex(IndexEntry(name, name) for name in known if name != absent).best(absent) is None
    assert duplicate_pairs([RegisteredNames(name, "", name) for name in known]) == []


def test_two_that_are_equally_likely_give_no_answer_but_both_as_candidates() -> None:
    index = NameIndex(
        [IndexEntry(1, "Banverket", ("BV",)), IndexEntry(2, "Bolagsverket", ("BV",)), IndexEntry(3, "Vägverket")]
    )
    assert index.best("bv") is None
    assert {match.id for match in index.candidates("bv")} == {1, 2}
    assert index.candidates("bv", limit=1) == [NameMatch(1, 0.97, "alias")]


def test_an_official_name_goes_before_the_alias_of_another_and_one_id_may_have_several_entries() -> None:
    index = NameIndex([IndexEntry(1, "Statskontoret"), IndexEntry(2, "Ekonomistyrningsverket", ("Statskontoret",))])
    assert index.best("STATSKONTORET") == NameMatch(1, 1.0, "exact")
    assert NameIndex([IndexEntry(1, "Alfa AB"), IndexEntry(1, "Alfa HB")]).best("Alfa") == NameMatch(
        1, 0.97, "legal_form"
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("556012-5790", "5560125790"),
        ("556012-5790", "556012 5790"),
        ("556012-5790", "16556012-5790"),
        ("556012-5790", "SE556012579001"),
        ("SE 5560125790 01", "165560125790"),
    ],
)
def test_the_same_number_in_another_spelling_is_a_pair_whatever_the_names(one: str, other: str) -> None:
    assert organisation_number(one) == organisation_number(other) == "5560125790"
    (pair,) = duplicate_pairs([RegisteredNames(1, one, "Volvo AB"), RegisteredNames(2, other, "Torsta AB")])
    assert (pair.first, pair.second, pair.score, pair.reasons) == (1, 2, 1.0, ("number",))


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Uminova Innovation AB", "UMINOVA INNOVATION AB", "case"),
        ("Uminova Innovation AB", "Uminova Innovation Aktiebolag", "legal_form"),
        ("Uminova Innovation AB", "Uminova Inovation AB", "typo"),
        ("Sveriges Tekniska Forskningsinst AB", "Sveriges Tekniska Forskningsinstitut AB", "truncation"),
        ("Region Göteborg Business", "Business Region Göteborg", "word_order"),
        (STUNS, STUNS.removeprefix("STUNS, "), "alias"),
    ],
)
def test_names_that_mean_the_same(one: str, other: str, reason: str) -> None:
    (pair,) = duplicate_pairs(
        [RegisteredNames(1, "", one), RegisteredNames(2, "", other), RegisteredNames(3, "", "Torsta AB")]
    )
    assert pair.reasons[0] == reason
    assert {pair.first, pair.second} == {1, 2}


def test_other_valid_numbers_lower_the_score_and_invalid_ones_do_not() -> None:
    def score(number: str) -> float:
        rows = [RegisteredNames(1, "556012-5790", "Uminova AB"), RegisteredNames(2, number, "UMINOVA AB")]
        return duplicate_pairs(rows)[0].score

    assert score("202100-4284") < score("202100-4285") == score("")


def test_common_names_in_different_municipalities_are_not_pairs() -> None:
    def pairs(name: str, *places: str) -> int:
        return len(duplicate_pairs([RegisteredNames(number, "", name, place) for number, place in enumerate(places)]))

    assert pairs("Bygg & Måleri AB", "Uppsala", "Örebro") == 0
    assert pairs("Bygg & Måleri AB", "Uppsala", "Uppsala") == 1
    assert pairs("Rosenlunds Vänner", "Uppsala", "Örebro", "Gävle") == 0
    assert pairs("Uminova", "Uppsala", "Örebro") == 1
    assert pairs("Rosenlunds Vänner", "Uppsala", "Örebro", "Gävle", "Gävle") == 1


names = st.text(st.sampled_from("abdeiklmnorstuvåäö &-."), min_size=1, max_size=25)
WORDS = ["Alfa", "Betania", "Cederlund", "Dalarna", "Energi", "Forskning", "Göteborg", "Handel", "Innovation", "Järva"]
plain_names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True).map(" ".join)


@given(st.text())
def test_the_normal_form_is_its_own_normal_form(name: str) -> None:
    assert normal_form(normal_form(name)) == normal_form(name)
    assert without_legal_form(without_legal_form(name)) == without_legal_form(name)


@given(
    st.lists(plain_names, min_size=1, max_size=6, unique=True),
    st.sampled_from([str.upper, str.lower, str.title, str.swapcase]),
    st.sampled_from(["{}", "{} AB", "{} Aktiebolag", "AB {}", "{} AB (publ)"]),
)
def test_case_and_legal_form_do_not_change_the_match(known: list[str], case, form: str) -> None:
    index = NameIndex(IndexEntry(number, f"{name} AB") for number, name in enumerate(known))
    for number, name in enumerate(known):
        as_registered = index.best(f"{name} AB")
        otherwise = index.best(form.format(case(name)))
        assert as_registered is not None
        assert as_registered.id == number
        assert otherwise is None or otherwise.id == number
        if len({comparison_key(other) for other in known}) == len({frozenset(n.split()) for n in known}) == len(known):
            assert otherwise is not None


rows = st.lists(
    st.builds(
        RegisteredNames,
        st.integers(0, 30),
        st.sampled_from(["", "556012-5790", "5560125790", "202100-4284", "1"]),
        plain_names | names,
        st.sampled_from(["", "Uppsala", "Örebro"]),
        st.lists(plain_names, max_size=1).map(tuple),
    ),
    max_size=12,
)


@given(rows, st.randoms(use_true_random=False))
def test_pairs_do_not_depend_on_the_order_of_rows_and_have_two_members(
    known: list[RegisteredNames], order: random.Random
) -> None:
    pairs = duplicate_pairs(known)
    order.shuffle(known)
    assert duplicate_pairs(known) == pairs
    assert all(pair.first != pair.second and 0 < pair.score <= 1 and pair.reasons for pair in pairs)
    assert len({frozenset((pair.first, pair.second)) for pair in pairs}) == len(pairs)


def test_ten_thousand_rows_are_not_compared_each_with_each(monkeypatch: pytest.MonkeyPatch) -> None:
    from samspel.actors.duplicates.rules import pairs as pairs_rules

    compared = []
    real = pairs_rules.likeness
    monkeypatch.setattr(pairs_rules, "likeness", lambda *given: compared.append(1) or real(*given))
    chance = random.Random(1)
    known = [RegisteredNames(n, "", "".join(chance.choices("abdeiklmnorst", k=9)) + " Konsult AB") for n in range(2000)]
    duplicate_pairs(known)
    assert len(compared) < 20 * len(known)


@pytest.mark.real_data
@pytest.mark.skipif(not (SHARED / "se_agencies_orgnr").exists(), reason="../shared/data/se_agencies_orgnr is not here")
def test_state_agencies_are_recognised_by_the_names_they_go_by() -> None:
    register = Register()
    index = NameIndex(register.entries)
    truth = register.truth()
    answers = [index.best(name) for name, _ in truth]
    right = sum(answer is not None and answer.id in ids for answer, (_, ids) in zip(answers, truth, strict=True))
    assert right / sum(answer is not None for answer in answers) >= 0.98
    assert right / len(truth) >= 0.965


@pytest.mark.real_data
@pytest.mark.skipif(
    not (SHARED / "se_projektbanken_2014_2020").exists(), reason="../shared/data/se_projektbanken_2014_2020 is not here"
)
def test_a_register_of_beneficiaries_that_is_written_with_care_has_no_pairs() -> None:
    file = SHARED / "se_projektbanken_2014_2020" / "projektbanken_2014_2020_no_personal.csv"
    with file.open(encoding="utf-8-sig") as opened:
        written = {row["stödmottagare"] for row in csv.DictReader(opened)}
    assert duplicate_pairs([RegisteredNames(name, "", name) for name in written]) == []
    assert len(duplicate_pairs([RegisteredNames(n, "", n) for n in [*written, *map(str.upper, written)]])) == len(
        written
    )
