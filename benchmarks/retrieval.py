"""How well the right text is found: our matching beside BM25 on raw tokens, SQLite FTS5 and PostgreSQL.

    make bench BENCH=retrieval

Three sets: questions to Swedish authorities (SweFAQ, dev) and every fifth question of SQuAD in Swedish, both read from
../shared/data/retrieval (see its SOURCE.txt), and our own needs and offers (benchmarks/relevance). Weights were chosen
on every other question, the first, third and so on; the columns 'chosen on' and 'held out' keep the halves apart.
"""

import gzip
import json
import re
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.shared import TINY  # noqa: E402
from samspel.matching.analysis import Analyser, Fields  # noqa: E402
from samspel.matching.dense import Encoder, encoder_or_none  # noqa: E402
from samspel.matching.evaluation import KIND, JudgedQuery, RelevanceSet, matcher, rankings_of, read  # noqa: E402
from samspel.matching.index import protocol  # noqa: E402
from samspel.matching.index.tantivy_engine import TantivyIndex  # noqa: E402
from samspel.matching.measures import DEPTH, Scores, difference, scored  # noqa: E402
from samspel.matching.records import Record  # noqa: E402

DATA = ROOT.parent / "shared" / "data" / "retrieval"
OWN = ROOT / "benchmarks" / "relevance" / "set.jsonl"
EVERY = 5  # of the questions of SQuAD
OF_EACH = 5  # questions of a set, in a tiny run
OURS, SEMANTIC, RAW = "samspel", "samspel + meaning", "BM25, raw tokens"

Rankings = list[list[str]]


def main() -> None:
    """A table for each set there is, and the result line."""
    analyser, encoder = Analyser(), None if TINY else encoder_or_none()
    installed = encoder.name if encoder else "none, the extra 'semantic' is not installed"
    print(f"analyser {analyser.version}, encoder {installed}")
    lexical: list[str] = []
    semantic: list[str] = []
    for name, made in sets():
        measured = table(name, made, analyser, encoder)
        for way, figures, ending in ((OURS, lexical, ""), (SEMANTIC, semantic, "_semantic")):
            if way in measured:
                figures.append(f"{name}_ndcg10{ending}={measured[way].ndcg.mean():.4f}")
            if way in measured and name == "own":
                figures.append(f"{name}_top3{ending}={measured[way].top.mean():.4f}")
    print("\nRESULT " + " ".join(lexical + semantic))


def sets() -> Iterator[tuple[str, RelevanceSet]]:
    """The sets that are there, by name."""
    for name, path, make in (
        ("swefaq", DATA / "swefaq_dev.jsonl", swefaq),
        ("squad", DATA / "squad_dev_v2_sv.json.gz", squad),
        ("own", OWN, read),
    ):
        if TINY and name != "own":
            print(f"{name}: not measured in a tiny run")
        elif path.exists():
            yield name, make(path)
        else:
            print(f"{name}: not measured, {path.name} is not there")


def swefaq(path: Path) -> RelevanceSet:
    """Each question is asked of all answers, those to other questions too."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    answers = dict.fromkeys(answer for row in rows for answer in row["candidate_answers"])
    pairs = [(row["question"], row["candidate_answers"][row["label"]]) for row in rows]
    return swedish_set(list(answers), pairs)


def squad(path: Path) -> RelevanceSet:
    """Each question is asked of all paragraphs; the one it was written about is right."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        paragraphs = [paragraph for article in json.load(file)["data"] for paragraph in article["paragraphs"]]
    pairs = [
        (each["question"], paragraph["context"])
        for paragraph in paragraphs
        for each in paragraph["qas"]
        if each["answers"]
    ]
    return swedish_set([paragraph["context"] for paragraph in paragraphs], pairs[::EVERY])


def swedish_set(texts: Sequence[str], pairs: Sequence[tuple[str, str]]) -> RelevanceSet:
    """A set of Swedish texts without titles, and questions with one right text each."""
    keys = {text: f"{number:05}" for number, text in enumerate(dict.fromkeys(texts))}
    documents = {key: Record(key, KIND, {"sv": ""}, {"sv": text}) for text, key in keys.items()}
    queries = {f"q{number:05}": JudgedQuery(question, "sv") for number, (question, _) in enumerate(pairs)}
    grades = {f"q{number:05}": {keys[right]: 1} for number, (_, right) in enumerate(pairs)}
    return RelevanceSet(documents, queries, grades)


def table(name: str, made: RelevanceSet, analyser: Analyser, encoder: Encoder | None) -> dict[str, Scores]:
    """Print the measures of each way over one set."""
    queries = made.answerable()[:OF_EACH] if TINY else made.answerable()
    grades = [made.grades[key] for key in queries]
    print(f"\n{name}: {len(made.documents)} documents, {len(queries)} queries; mean and 95 % bootstrap interval")
    heads = "".join(f"{head:<22}" for head in ("", "R@1", "MRR@10", "nDCG@10", "top 3"))
    print(f"{heads}{'chosen on':<11}{'held out':<11}{'beside raw':<40}seconds")
    measured: dict[str, Scores] = {}
    for way, ranking in ways(analyser, encoder).items():
        began = time.perf_counter()
        if found := ranking(made, queries):
            measured[way] = scored(found, grades)
            row(way, measured, time.perf_counter() - began)
    return measured


def row(way: str, measured: dict[str, Scores], seconds: float) -> None:
    """One way's line, with its gain over BM25 on raw tokens by paired bootstrap."""
    scores = measured[way]
    cells = "".join(
        f"{f'{each.mean:.3f} [{each.low:.3f}–{each.high:.3f}]':<22}" for each in scores.intervals().values()
    )
    gain, chance = difference(scores.ndcg, measured[RAW].ndcg)
    beside = "" if way == RAW else f"{gain.mean:+.3f} [{gain.low:+.3f}–{gain.high:+.3f}], p = {chance:.3f}"
    halves = f"{scores.ndcg[::2].mean():<11.3f}{scores.ndcg[1::2].mean():<11.3f}"
    print(f"{way:<22}{cells}{halves}{beside:<40}{seconds:.1f}", flush=True)


def ways(analyser: Analyser, encoder: Encoder | None) -> dict[str, Callable[[RelevanceSet, Sequence[str]], Rankings]]:
    """The ways to rank, by name; BM25 on raw tokens first, since others are held beside it."""
    found: dict[str, Callable[[RelevanceSet, Sequence[str]], Rankings]] = {
        RAW: raw,
        "SQLite FTS5": fts5,
        "PostgreSQL, swedish": postgresql,
        OURS: lambda made, queries: rankings_of(made, queries, matcher(made, analyser)),
    }
    if encoder:
        found[SEMANTIC] = lambda made, queries: rankings_of(made, queries, matcher(made, analyser, encoder))
    return found


def texts_of(made: RelevanceSet) -> list[tuple[str, str]]:
    """Each document's key and its whole text, in both languages where it has both."""
    return [(key, "\n".join(record.texts().values())) for key, record in made.documents.items()]


def raw_tokens(text: str) -> list[str]:
    """Words in lower case, nothing else done to them."""
    return re.findall(r"\w+", text.lower())


def raw(made: RelevanceSet, queries: Sequence[str]) -> Rankings:
    """BM25 by the same engine, on raw tokens."""
    index = TantivyIndex("raw")
    index.rebuild(
        protocol.IndexDocument(key, KIND, {"sv": Fields(raw_tokens(text), [], [])}) for key, text in texts_of(made)
    )
    asked = (
        tuple(protocol.IndexTerm("words", token) for token in raw_tokens(made.queries[key].text)) for key in queries
    )
    return [[hit.key for hit in index.search(protocol.IndexQuery({"sv": terms}), DEPTH)] for terms in asked]


def fts5(made: RelevanceSet, queries: Sequence[str]) -> Rankings:
    """SQLite's own tokens and ranking, any of the words."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE texts USING fts5 (key UNINDEXED, text)")
    database.executemany("INSERT INTO texts VALUES (?, ?)", texts_of(made))
    asked = (" OR ".join(f'"{token}"' for token in raw_tokens(made.queries[key].text)) for key in queries)
    statement = f"SELECT key FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT {DEPTH}"
    return [[key for (key,) in database.execute(statement, (words,))] for words in asked]


def postgresql(made: RelevanceSet, queries: Sequence[str]) -> Rankings:
    """PostgreSQL's Swedish configuration and ts_rank, any of the words; nothing where there is no server."""
    from tools.test import find_postgresql

    if not (server := find_postgresql()):
        print("PostgreSQL: not measured, there is no server")
        return []
    import psycopg

    with psycopg.connect(server) as connection:
        connection.execute("CREATE TEMPORARY TABLE texts (key text, words tsvector)")
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO texts VALUES (%s, to_tsvector('swedish', %s))", texts_of(made))
        statement = f"""
            SELECT key FROM texts, to_tsquery('swedish', %s) asked
            WHERE words @@ asked ORDER BY ts_rank(words, asked) DESC, key LIMIT {DEPTH}
        """
        asked = (" | ".join(raw_tokens(made.queries[key].text)) for key in queries)
        found = [[key for (key,) in connection.execute(statement, (words,))] for words in asked]
        connection.rollback()
    return found


if __name__ == "__main__":
    main()
