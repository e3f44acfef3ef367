"""The matcher as a whole: odd wishes, filters, both languages, the inverse, meaning, many at once."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samspel.matching.analysis import Analyser
from samspel.matching.filters import Cause
from samspel.matching.index.fts5_engine import Fts5Index
from samspel.matching.index.tantivy_engine import TantivyIndex
from samspel.matching.matcher import Matcher, Matches, wish_of
from samspel.matching.preparation import MOST_WORDS
from samspel.matching.records import Record, Wish
from samspel.matching.vectors import VectorStore
from tests.matching.corpus import ASKERS, OFFERS, lot

ANALYSER = Analyser()
RECORDS = {record.key: record for record in [*OFFERS, *ASKERS]}


def matcher(records: dict[str, Record], index: TantivyIndex | Fts5Index | None = None, **more: VectorStore) -> Matcher:
    def lookup(keys: Sequence[str]) -> dict[str, Record]:
        return {key: records[key] for key in keys if key in records}

    made = Matcher(index or TantivyIndex(ANALYSER.version), ANALYSER, lookup, **more)
    made.upsert(records.values())
    return made


@pytest.fixture(scope="module", params=[TantivyIndex, Fts5Index])
def small(request: pytest.FixtureRequest) -> Matcher:
    return matcher(RECORDS, request.param(ANALYSER.version))


def keys(matches: Matches) -> list[str]:
    return [hit.record.key for hit in matches.hits]


@pytest.mark.parametrize(
    ("need", "first"),
    [
        ("Vi behöver svetsa med robot", "robot"),
        ("Ett bageri vill låna pengar till en ny produkt", "loan"),
        ("rena vatten", "water"),
        ("we want to try membranes for cleaning water", "water"),
        ("hjälpmedel för äldre", "care"),
        ("industrial welding automation", "robot"),
    ],
)
def test_the_right_offer_comes_first_in_either_language(small: Matcher, need: str, first: str) -> None:
    assert keys(small.match(Wish(need, kinds=frozenset({"offer"}))))[0] == first


def test_a_hit_is_explained_in_the_words_of_the_wish_where_they_gave_nearly_as_much() -> None:
    both = Record(
        "both", "offer", {"sv": "Provbädd i Sala", "en": "Water treatment"},
        {"sv": "Här provas rening av vatten, i ett hus med bageri och kontor.", "en": "Purification of water."},
    )  # fmt: skip
    english = Record("english", "offer", {"sv": "Testbädd i Sala", "en": "Water"}, {"en": "Purification of water."})
    others = {f"other-{n}": Record(f"other-{n}", "offer", {"sv": "Lån", "en": "Loans"}) for n in range(5)}
    made = matcher({"both": both, "english": english} | others)
    found = {hit.record.key: hit.explanation for hit in made.match(Wish("rening av vatten", "sv")).hits}
    assert (found["both"].language, found["english"].language) == ("sv", "en")
    assert {each.via for each in found["both"].contributions} == {""}
    assert all(each.via for each in found["english"].contributions)
    for each in found.values():
        assert sum(one.share for one in each.contributions) == pytest.approx(1)


def test_near_misses_say_what_kept_them_out(small: Matcher) -> None:
    found = small.match(Wish("vattenrening", kinds=frozenset({"offer"}), region="T"))
    assert "water" not in keys(found)
    (near,) = (near for near in found.near_misses if near.record.key == "water")
    assert (near.miss.cause, near.miss.asked, near.miss.allowed) == (Cause.REGION, ("T",), ("C", "D"))


def test_how_the_wish_was_understood(small: Matcher) -> None:
    found = small.match(Wish("Jag vill prova vattenrening"))
    assert found.language == "sv"
    (word,) = (word for word in found.understood if word.surface == "vattenrening")
    assert (word.places, word.parts) == (((15, 27),), ("vatten", "rening"))
    assert "water treatment" in word.translations


def test_strength_can_be_compared_between_wishes(small: Matcher) -> None:
    good = small.match(Wish("testbädd för vattenrening", "sv")).hits[0]
    poor = small.match(Wish("vattenrening cirkus elefant månlandning opera", "sv")).hits[0]
    assert good.score == poor.score == 1.0
    assert 1 >= good.strength > 2 * poor.strength > 0


ODD = [
    "",
    " ",
    "?",
    "robot",
    "<script>alert(1)</script>",
    "🎉🎉",
    "Tarvitsemme hitsausrobotin",
    "'; DROP TABLE offers; --",
]
ODD += [
    "\x00\x01\x1b[2J",
    "a\u0301" * 50,
    '"robot AND (',
    "words:robot^9",
    "x" * 20_000,
    "robot svets " * 1_700,
    "\ud800",
]


@pytest.mark.parametrize("need", ODD)
def test_odd_wishes_get_a_sensible_answer(small: Matcher, need: str) -> None:
    found = small.match(Wish(need))
    assert all(0 < hit.score <= 1 and 0 <= hit.strength <= 1 for hit in found.hits)
    assert bool(found.hits) or "robot" not in need


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_gets_an_answer(need: str) -> None:
    found = SHARED.match(Wish(need))
    assert len(found.hits) <= 10
    for hit in found.hits:
        for each in hit.explanation.contributions:
            assert all(need[start:end] for start, end in each.asked)


SHARED = matcher(RECORDS)


def test_an_overlong_wish_keeps_its_most_telling_words() -> None:
    many = {record.key: record for record in [*OFFERS, *lot(60, "offer", 5)]}
    filler = " ".join(
        f"{one}{two}" for one in ("blå", "grön", "snabb", "seg") for two in ("tröja", "häst", "bil", "ost") * 9
    )
    words = " ".join(dict.fromkeys(f"ord{number}" for number in range(200)))
    found = matcher(many).match(Wish(f"{words} {filler} svetsning {words}", "sv"))
    assert len(found.understood) == MOST_WORDS
    assert found.left_out > 100
    assert "svetsning" in {word.surface for word in found.understood}


def test_filters_that_leave_few_make_it_look_further() -> None:
    many = {
        f"a{number:04}": Record(f"a{number:04}", "offer", {"sv": "robot"}, regions=frozenset({"C"}))
        for number in range(900)
    }
    many["last"] = Record("last", "offer", {"sv": "robot lång text som gör den sämre " * 5}, regions=frozenset({"D"}))
    assert keys(matcher(many).match(Wish("robot", "sv", region="D"))) == ["last"]


def test_edits_and_deletions_are_seen(tmp_path: Path) -> None:
    records = dict(RECORDS)
    made = Matcher(TantivyIndex(ANALYSER.version, tmp_path), ANALYSER, lambda keys: {k: records[k] for k in keys})
    assert made.needs_rebuild == "absent"
    made.rebuild(records.values())
    assert made.needs_rebuild is None
    records["loan"] = replace(records["loan"], title={"sv": "Hajodling"}, text={})
    made.upsert([records["loan"]])
    assert keys(made.match(Wish("hajodling", "sv")))[0] == "loan"
    made.delete(["loan"])
    assert "loan" not in keys(made.match(Wish("hajodling", "sv")))


def test_an_offer_finds_those_it_fits_and_no_others(small: Matcher) -> None:
    found = small.inverse(RECORDS["water"], ["company", "need"])
    assert keys(found)[0] == "pure"
    assert "steel" not in keys(found), "it is in a region the offer turns away"
    explanation = found.hits[0].explanation
    assert {(each.cause, each.value) for each in explanation.met} == {(Cause.REGION, "C"), (Cause.TRL, "5")}
    loan = small.inverse(RECORDS["loan"], ["company"], Wish("", limit=1))
    assert len(loan.hits) <= 1
    assert "pure" not in keys(loan), "the loan is not for medium-sized companies"


def test_a_need_as_a_wish() -> None:
    wish = wish_of(RECORDS["pure"])
    assert (wish.language, wish.region, wish.size, wish.trl) == ("en", "C", "medium", 5)
    assert wish_of(replace(RECORDS["pure"], regions=frozenset({"C", "D"}))).region == ""


def test_two_hundred_wishes_at_once() -> None:
    wishes = [Wish(need) for need in ("robot svets", "membranes for water", "lån", "elderly care")] * 50
    alone = {wish: keys(SHARED.match(wish)) for wish in set(wishes)}
    with ThreadPoolExecutor(50) as pool:
        assert all(
            keys(found) == alone[wish] for wish, found in zip(wishes, pool.map(SHARED.match, wishes), strict=True)
        )


class Topics:
    """An encoder that knows four topics: each text is a vector of how many words it has of each."""

    name, size = "topics-1", 5
    _words = (("vatten", "water", "blöt"), ("robot", "svets"), ("lån", "loan", "pengar"), ("care", "vård", "sjuk"))

    def queries(self, texts: Sequence[str]) -> np.ndarray:
        rows = [[float(any(word in text.casefold() for word in topic)) for topic in self._words] for text in texts]
        found = np.array([[*row, 0.1] for row in rows], dtype=np.float32).reshape(len(texts), self.size)
        return found / np.linalg.norm(found, axis=1, keepdims=True)

    passages = queries


def test_meaning_finds_what_no_word_does_and_says_so(tmp_path: Path) -> None:
    store = VectorStore(Topics(), tmp_path / "vectors.sqlite3")
    assert store.needs_rebuild == "absent"
    made = matcher({}, vectors=VectorStore(Topics()))
    made = Matcher(made.index, ANALYSER, lambda keys: {key: RECORDS[key] for key in keys}, store)
    made.rebuild(RECORDS.values())
    assert made.needs_rebuild is None
    found = made.match(Wish("blöt", "sv", kinds=frozenset({"offer"})))
    assert found.hits[0].record.key == "water"
    assert found.hits[0].explanation.similar == pytest.approx(1.0, abs=0.05)
    assert found.hits[0].explanation.contributions == ()
    made.delete(["water"])
    assert "water" not in keys(made.match(Wish("blöt", "sv")))
    other = VectorStore(Topics(), tmp_path / "vectors.sqlite3")
    other.upsert([RECORDS["water"]])
    made.index.upsert([])
    assert keys(made.match(Wish("blöt", "sv", kinds=frozenset({"offer"}))))[0] == "water", "another process wrote it"


def test_vectors_of_another_encoder_ask_for_a_rebuild(tmp_path: Path) -> None:
    VectorStore(Topics(), tmp_path / "vectors.sqlite3").rebuild(OFFERS)

    class Newer(Topics):
        name = "topics-2"

    newer = VectorStore(Newer(), tmp_path / "vectors.sqlite3")
    assert newer.needs_rebuild == "outdated"
    newer.rebuild(OFFERS)
    assert newer.needs_rebuild is None
