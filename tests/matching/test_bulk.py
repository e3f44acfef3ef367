"""The bulk job gives each asker the page a single wish would give, on polars and on a Spark cluster."""

from datetime import date
from typing import Any

import pytest

from samspel.matching import bulk
from samspel.matching.analysis import Analyser
from samspel.matching.index.fts5_engine import Fts5Index
from samspel.matching.index.tantivy_engine import TantivyIndex
from samspel.matching.matcher import Matcher, wish_of
from samspel.matching.ranking import CandidateRanking
from tests import spark_cluster
from tests.matching.corpus import ASKERS, OFFERS, company, lot

TODAY = date(2026, 3, 2)
ENGINES = {"tantivy": TantivyIndex, "fts5": Fts5Index}
offers = {record.key: record for record in [*OFFERS, *lot(150, "offer", 1)]}
askers = {record.key: record for record in [*ASKERS, *lot(25, "company", 2), company(1, 3), company(2, 3)]}


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser()


@pytest.fixture(scope="module")
def here(analyser: Analyser) -> dict[str, CandidateRanking]:
    tables = bulk.tables_here(list(askers.values()), list(offers.values()), analyser)
    return bulk.matches(bulk.rows(bulk.candidates(tables)), askers, offers, TODAY)


@pytest.mark.parametrize("engine", ENGINES)
def test_polars_gives_what_single_wishes_give(
    engine: str, analyser: Analyser, here: dict[str, CandidateRanking]
) -> None:
    index = ENGINES[engine](analyser.version)
    matcher = Matcher(index, analyser, lambda keys: {key: offers[key] for key in keys})
    matcher.upsert(offers.values())
    assert set(here) == set(askers)
    assert sum(len(ranking.hits) for ranking in here.values()) > 200
    for key, ranking in here.items():
        single = matcher.match(wish_of(askers[key], TODAY))
        assert scores(ranking) == pytest.approx({hit.record.key: hit.score for hit in single.hits}, rel=1e-4)
        assert {near.record.key: near.miss for near in ranking.near} == {
            near.record.key: near.miss for near in single.near_misses
        }


def test_long_texts_are_cut_to_the_same_words(analyser: Analyser, here: dict[str, CandidateRanking]) -> None:
    index = Fts5Index(analyser.version)
    matcher = Matcher(index, analyser, lambda keys: {key: offers[key] for key in keys})
    matcher.upsert(offers.values())
    assert matcher.match(wish_of(askers["long-1"], TODAY)).left_out > 20


def test_only_the_best_of_each_asker_come_back(analyser: Analyser) -> None:
    tables = bulk.tables_here(list(askers.values()), list(offers.values()), analyser)
    everything = list(bulk.rows(bulk.candidates(tables)))
    few = list(bulk.rows(bulk.candidates(tables, most=3)))
    for key in askers:
        of_it = sorted(((score, offer) for asker, offer, score in everything if asker == key), reverse=True)
        kept = sorted(((score, offer) for asker, offer, score in few if asker == key), reverse=True)
        assert len(kept) == min(3, len(of_it))
        assert [score for score, _ in kept] == pytest.approx([score for score, _ in of_it[:3]])


def test_no_offers_and_no_askers(analyser: Analyser) -> None:
    empty = bulk.tables_here([], [], analyser)
    assert list(bulk.rows(bulk.candidates(empty))) == []
    alone = bulk.tables_here(ASKERS, [], analyser)
    assert bulk.matches(bulk.rows(bulk.candidates(alone)), {"steel": ASKERS[0]}, {})["steel"].hits == ()


def test_a_spark_cluster_gives_what_polars_gives(spark: Any, here: dict[str, CandidateRanking]) -> None:
    asking = spark.sparkContext.parallelize(list(askers.values()), 2)
    offering = spark.sparkContext.parallelize(list(offers.values()), 2)
    lazy = bulk.candidates(bulk.tables_on_spark(spark, asking, offering))
    assert lazy.sparkSession.sparkContext.master.startswith("spark://"), "still a frame of the cluster"
    there = bulk.matches(bulk.rows(lazy), askers, offers, TODAY)
    assert spark_cluster.executors(spark) == spark_cluster.WORKERS
    for key, ranking in here.items():
        assert scores(there[key]) == pytest.approx(scores(ranking), rel=1e-9)
        assert [near.record.key for near in there[key].near] == [near.record.key for near in ranking.near]


def scores(ranking: CandidateRanking) -> dict[str, float]:
    return {hit.record.key: hit.score for hit in ranking.hits}
