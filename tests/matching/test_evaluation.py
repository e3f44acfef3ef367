"""Measures against values reckoned by hand, the file format with its complaints, and the command."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.cli import parser
from samspel.matching.analysis import Analyser
from samspel.matching.command import run
from samspel.matching.evaluation import SetError, evaluated, read
from samspel.matching.measures import difference, interval, scored

SET = [
    {
        "type": "document",
        "id": "water",
        "texts": {
            "sv": {"title": "Testbädd för vatten", "text": "Prova att rena processvatten"},
            "en": {"title": "Water test bed", "text": "Try out treatment of process water"},
        },
    },
    {"type": "document", "id": "permit", "language": "sv", "title": "Bygglov", "text": "Handläggningen tar tio veckor"},
    {"type": "document", "id": "bread", "title": "Brödlabb", "text": "Bagare provar degar och jäst hos oss"},
    {"type": "query", "id": "sv-water", "text": "Vi behöver rena vårt processvatten", "language": "sv"},
    {"type": "query", "id": "en-permit", "text": "How long does a building permit take?"},
    {"type": "query", "id": "nobody", "text": "Raketbränsle"},
    {"type": "judgement", "query": "sv-water", "document": "water", "grade": 3},
    {"type": "judgement", "query": "en-permit", "document": "permit", "grade": 2},
]


def written(tmp_path, lines):
    path = tmp_path / "set.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_measures_by_hand():
    scores = scored([["b", "a", "c"], ["x"]], [{"a": 3, "c": 1}, {"y": 1}])
    gained, ideal = 7 / math.log2(3) + 1 / math.log2(4), 7 + 1 / math.log2(3)
    assert scores.first.tolist() == [0, 0]
    assert scores.reciprocal.tolist() == [0.5, 0]
    assert scores.ndcg.tolist() == pytest.approx([gained / ideal, 0])
    assert scores.top.tolist() == [1, 0]


def test_a_hit_of_grade_1_is_good_only_where_there_is_nothing_better():
    scores = scored([["a", "b"], ["a"]], [{"a": 1, "b": 2}, {"a": 1}])
    assert scores.first.tolist() == [0, 1]


@given(st.permutations(["a", "b", "c", "d"]), st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_no_ranking_beats_the_one_by_grade(ranking, grades):
    known = dict(zip("abcd", grades, strict=True))
    best = sorted(known, key=lambda key: -known[key])
    ours, ideal = scored([ranking], [known]), scored([best], [known])
    assert 0 <= ours.ndcg[0] <= ideal.ndcg[0] + 1e-12
    assert ideal.ndcg[0] == pytest.approx(1.0 if any(grades) else 0.0)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_the_interval_holds_the_mean_and_is_the_same_again(values):
    found = interval(np.array(values))
    assert found.low - 1e-9 <= found.mean <= found.high + 1e-9
    assert interval(np.array(values)) == found


def test_a_difference_that_is_always_there_is_certain():
    gain, chance = difference(np.full(40, 0.9), np.full(40, 0.5))
    assert gain.low == pytest.approx(0.4)
    assert chance == 0.0
    assert difference(np.full(40, 0.5), np.full(40, 0.5))[1] == 1.0


def test_reads_both_forms_of_document(tmp_path):
    found = read(written(tmp_path, SET))
    assert set(found.documents["water"].texts()) == {"sv", "en"}
    assert set(found.documents["bread"].texts()) == {"sv"}
    assert found.answerable() == ["sv-water", "en-permit"]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("nonsense", "line 9: found no JSON"),
        ("[1]", "line 9: found list, expected an object"),
        ('{"type": "answer"}', "line 9, type: found 'answer'"),
        ('{"type": "query", "id": "sv-water", "text": "x"}', "line 9, id: found 'sv-water'"),
        ('{"type": "query", "id": "q", "text": 3}', "line 9, text: found 3"),
        ('{"type": "query", "id": "q", "text": "x", "language": "fi"}', "line 9, language: found 'fi'"),
        ('{"type": "document", "id": "d", "texts": {"fi": {}}}', "line 9, texts"),
        ('{"type": "document", "id": "d", "texts": {"sv": "text"}}', "line 9, texts"),
        ('{"type": "judgement", "query": "sv-water", "document": "bread", "grade": 4}', "line 9, grade: found 4"),
        (
            '{"type": "judgement", "query": "sv-water", "document": "cake", "grade": 1}',
            "line 9, document: found 'cake'",
        ),
        ('{"type": "judgement", "query": "who", "document": "bread", "grade": 1}', "line 9, query: found 'who'"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, line, complaint):
    path = written(tmp_path, SET)
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(SetError) as error:
        read(path)
    assert complaint in str(error.value)


def test_ranks_by_the_matcher_over_both_languages(tmp_path):
    found = evaluated(read(written(tmp_path, SET)), Analyser(), None)
    assert [ranking[0] for ranking in found.rankings["words"]] == ["water", "permit"]
    assert found.scores["words"].ndcg.tolist() == [1, 1]


def test_the_command_prints_the_measures(tmp_path):
    path = written(tmp_path, SET)
    arguments = parser().parse_args(["matching", "evaluate", str(path)])
    assert arguments.path == path
    said: list[str] = []
    assert run(path, None, said.append) == 0
    text = "\n".join(said)
    assert "2 queries" in text
    for measure in ("R@1 1.000", "MRR@10 1.000", "nDCG@10 1.000", "top 3 1.000"):
        assert measure in text


def test_the_command_says_what_is_wrong(tmp_path):
    said: list[str] = []
    assert run(tmp_path / "absent.jsonl", None, said.append) == 2
    assert run(written(tmp_path, SET[:6]), None, said.append) == 2
    assert "absent.jsonl" in said[0]
    assert "nothing to measure" in said[1]
