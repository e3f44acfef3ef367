"""What every engine does alike: both pass the same tests, and give the same scores."""

import random
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspel.matching.analysis import Fields
from samspel.matching.index.fts5_engine import Fts5Index
from samspel.matching.index.generations import Generations
from samspel.matching.index.protocol import Index, IndexBusy, IndexDocument, IndexQuery, IndexTerm, NeedsRebuild
from samspel.matching.index.scoring import idf, stored_length, term_score
from samspel.matching.index.tantivy_engine import TantivyIndex

Engine = Callable[..., Index]
ENGINES = {"tantivy": TantivyIndex, "fts5": Fts5Index}
WORDS = [
    "vatten",
    "rening",
    "testbädd",
    "sensor",
    "lån",
    "stål",
    "vård",
    "robot",
    "å",
    "日本",
    "c++",
    "o'hara",
    '"',
    "-",
]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    return ENGINES[request.param]


def document(key: str, words: str = "", kind: str = "offer", english: str = "", grams: str = "") -> IndexDocument:
    sides = {"sv": Fields(words.split(), [], grams.split())}
    if english:
        sides["en"] = Fields(english.split(), [], [])
    return IndexDocument(key, kind, sides)


def asking(words: str = "", english: str = "", weight: float = 1.0) -> IndexQuery:
    return IndexQuery(
        {
            "sv": tuple(IndexTerm("words", word, weight) for word in words.split()),
            "en": tuple(IndexTerm("words", word) for word in english.split()),
        }
    )


def keys(index: Index, query: IndexQuery, limit: int = 10, kinds: tuple[str, ...] = ()) -> list[str]:
    return [found.key for found in index.search(query, limit, kinds)]


def test_finds_the_better_first_and_only_what_matches(engine: Engine) -> None:
    index = engine("1")
    index.upsert([document("a", "vatten rening"), document("b", "vatten"), document("c", "stål")])
    assert keys(index, asking("vatten rening")) == ["a", "b"]
    assert keys(index, asking("guld")) == []
    assert keys(index, asking("vatten rening"), limit=1) == ["a"]
    assert keys(index, asking("vatten"), limit=0) == []
    assert index.search(IndexQuery({}), 10) == []


def test_equal_scores_stand_by_key(engine: Engine) -> None:
    index = engine("1")
    index.upsert([document(key, "stål") for key in ("c", "a", "b")])
    assert keys(index, asking("stål")) == ["a", "b", "c"]


def test_an_edit_replaces_and_a_deletion_removes(engine: Engine) -> None:
    index = engine("1")
    index.upsert([document("a", "vatten"), document("b", "vatten")])
    index.upsert([document("a", "stål"), document("a", "robot")])
    assert index.count() == 2
    assert keys(index, asking("vatten")) == ["b"]
    assert keys(index, asking("stål")) == []
    assert keys(index, asking("robot")) == ["a"]
    index.delete(["a", "never there"])
    assert (index.count(), keys(index, asking("robot"))) == (1, [])


def test_rebuilding_leaves_nothing_of_what_was_and_doubles_nothing(engine: Engine) -> None:
    index = engine("1")
    index.upsert([document("a", "vatten")])
    index.rebuild([document("b", "stål"), document("b", "robot")])
    assert index.count() == 1
    assert keys(index, asking("vatten stål robot")) == ["b"]
    assert keys(index, asking("stål")) == []


def test_kinds_narrow_without_changing_scores(engine: Engine) -> None:
    index = engine("1")
    index.upsert([document("a", "vatten"), document("b", "vatten rening", kind="need")])
    everything = {found.key: found.score for found in index.search(asking("vatten"), 10)}
    needs = {found.key: found.score for found in index.search(asking("vatten"), 10, ["need"])}
    assert needs == pytest.approx({"b": everything["b"]})
    assert keys(index, asking("vatten"), kinds=("need", "offer", "other")) == ["a", "b"]


def test_the_better_language_counts_not_the_sum(engine: Engine) -> None:
    index = engine("1")
    index.upsert([document("a", "vatten", english="water"), document("b", "stål")])
    both = index.search(asking("vatten", "water"), 10)
    one = index.search(asking("vatten"), 10)
    assert both[0].score == pytest.approx(one[0].score, rel=1e-5)


def test_a_weight_multiplies(engine: Engine) -> None:
    index = engine("1")
    index.upsert([document("a", "vatten"), document("b", "stål stål")])
    single = index.search(asking("vatten"), 1)[0].score
    assert index.search(asking("vatten", weight=2.5), 1)[0].score == pytest.approx(2.5 * single, rel=1e-5)


def test_explanation_adds_up_to_the_score(engine: Engine) -> None:
    index = engine("1")
    index.upsert([document("a", "vatten rening å", english="water", grams="vatt atte"), document("b", "vatten " * 50)])
    terms = (
        IndexTerm("words", "vatten"),
        IndexTerm("words", "å", 0.3),
        IndexTerm("grams", "atte", 0.4),
        IndexTerm("words", "stål"),
    )
    query = IndexQuery({"sv": terms, "en": (IndexTerm("words", "water"),)})
    for found in index.search(query, 10):
        explained = index.explain(query, found.key)
        assert sum(each.score for each in explained) == pytest.approx(found.score, rel=1e-4)
        assert {each.language for each in explained} == {"sv"}
        assert {each.term for each in explained} <= set(terms)
        assert [each.score for each in explained] == sorted((each.score for each in explained), reverse=True)
    assert index.explain(query, "nobody") == []
    assert index.explain(asking("stål"), "a") == []


def test_frequencies(engine: Engine) -> None:
    index = engine("1")
    index.upsert([document("a", "vatten vatten", english="water"), document("b", "vatten")])
    asked = [("sv", "words", "vatten"), ("en", "words", "water"), ("en", "words", "vatten"), ("sv", "grams", "vatten")]
    assert index.frequencies(asked) == [2, 1, 0, 0]


texts = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(texts, min_size=1, max_size=8), st.lists(st.sampled_from(WORDS), min_size=1, max_size=6, unique=True))
def test_every_engine_gives_the_scores_of_the_formula(written: list[str], asked: list[str]) -> None:
    documents = [document(str(at), text) for at, text in enumerate(written)]
    query = asking(" ".join(asked))
    expected = {key: score for key, score in reckoned(written, asked).items() if score}
    for engine in ENGINES.values():
        index = engine("1")
        index.upsert(documents)
        found = {each.key: each.score for each in index.search(query, 100)}
        assert found == pytest.approx(expected, rel=1e-4)


def reckoned(written: list[str], asked: list[str]) -> dict[str, float]:
    """BM25 straight from the texts."""
    split = [text.split() for text in written]
    average = sum(map(len, split)) / len(split)
    having = {word: sum(word in tokens for tokens in split) for word in asked}
    return {
        str(at): sum(
            term_score(1.0, idf(len(split), having[word]), tokens.count(word), stored_length(len(tokens)), average)
            for word in asked
            if word in tokens
        )
        for at, tokens in enumerate(split)
    }


@given(st.integers(0, 10**7))
def test_stored_lengths_are_close_and_in_order(length: int) -> None:
    assert stored_length(length) <= length
    assert length <= 40 or stored_length(length) > length * 0.88
    assert stored_length(length) <= stored_length(length + 1)
    assert length > 40 or stored_length(length) == length


def test_on_disk_what_is_written_stays_and_others_see_it(engine: Engine, tmp_path: Path) -> None:
    index, reader = engine("1", tmp_path / "index"), engine("1", tmp_path / "index")
    assert index.needs_rebuild == "absent"
    with pytest.raises(NeedsRebuild, match="absent"):
        index.search(asking("vatten"), 10)
    index.rebuild([document("a", "vatten")])
    assert keys(reader, asking("vatten")) == ["a"]
    index.upsert([document("b", "vatten")])
    assert keys(reader, asking("vatten")) == ["a", "b"]
    assert keys(engine("1", tmp_path / "index"), asking("vatten")) == ["a", "b"]
    index.rebuild([document("c", "vatten")])
    assert keys(reader, asking("vatten")) == ["c"]
    assert len(list((tmp_path / "index").glob("generation-*"))) == 1


def test_another_analyser_asks_for_a_rebuild(engine: Engine, tmp_path: Path) -> None:
    engine("1", tmp_path).rebuild([document("a", "vatten")])
    newer = engine("2", tmp_path)
    assert newer.needs_rebuild == "outdated"
    with pytest.raises(NeedsRebuild):
        newer.upsert([document("b", "stål")])
    newer.rebuild([document("a", "vatten")])
    assert (newer.needs_rebuild, newer.count()) == (None, 1)
    assert engine("1", tmp_path).needs_rebuild == "outdated"


@pytest.mark.parametrize("failure", [LookupError, ValueError, sqlite3.DatabaseError])
def test_a_failed_change_changes_nothing(engine: Engine, tmp_path: Path, failure: type[Exception]) -> None:
    index = engine("1", tmp_path)
    index.rebuild([document("a", "vatten")])

    def broken():
        yield document("b", "vatten")
        raise failure("in the middle")

    for change in (index.upsert, index.rebuild):
        with pytest.raises(failure):
            change(broken())
        assert keys(engine("1", tmp_path), asking("vatten")) == ["a"]
    index.upsert([document("b", "vatten")])
    assert index.count() == 2


@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_folder_is_noticed_and_healed(engine: Engine, tmp_path: Path, seed: int) -> None:
    index = engine("1", tmp_path)
    documents = [document(str(number), f"vatten ord{number}") for number in range(200)]
    index.rebuild(documents)
    damage(tmp_path, random.Random(seed))
    fresh = engine("1", tmp_path)
    assert fresh.needs_rebuild == "broken"
    assert engine("1", tmp_path).needs_rebuild == "broken"
    fresh.rebuild(documents)
    assert fresh.needs_rebuild is None
    assert len(keys(fresh, asking("vatten"), limit=1000)) == 200


def damage(folder: Path, chance: random.Random) -> None:
    """Cut one of the engine's own files short, or take it away."""
    (generation,) = folder.glob("generation-*")
    files = sorted(path for path in generation.iterdir() if path.suffix in {".store", ".term", ".idx", ".sqlite3"})
    chosen = chance.choice(files)
    if chance.random() < 0.5:
        chosen.unlink()
    else:
        chosen.write_bytes(chosen.read_bytes()[: chosen.stat().st_size // 3])


@pytest.mark.parametrize("content", ["", "{", "[]", '{"generation": "../../etc", "version": "tantivy-1-1"}'])
def test_an_unreadable_pointer_asks_for_a_rebuild(engine: Engine, tmp_path: Path, content: str) -> None:
    (tmp_path / "current.json").write_text(content)
    assert engine("1", tmp_path).needs_rebuild in {"broken", "outdated"}


def test_a_second_writer_waits_and_then_gives_up(engine: Engine, tmp_path: Path) -> None:
    index = engine("1", tmp_path, patience=0.05)
    index.rebuild([])
    with Generations(tmp_path, "any", 1).locked():
        with pytest.raises(IndexBusy):
            index.upsert([document("a", "vatten")])
    index.upsert([document("a", "vatten")])
    assert index.count() == 1


def test_two_hundred_searches_at_once_while_writing(engine: Engine, tmp_path: Path) -> None:
    index = engine("1", tmp_path)
    index.rebuild([document(str(number), f"vatten ord{number % 7}") for number in range(300)])

    def search(number: int) -> int:
        if number % 40 == 0:
            index.upsert([document(f"new {number}", "robot")])
        return len(keys(index, asking(f"vatten ord{number % 7}"), limit=50))

    with ThreadPoolExecutor(50) as pool:
        assert set(pool.map(search, range(200))) == {50}
    assert len(keys(index, asking("robot"))) == 5
