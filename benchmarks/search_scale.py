"""Search among 100 000 and a million made-up documents: through the index protocol, and by tantivy itself.

    make bench BENCH=search_scale [SMALL=100000] [LARGE=1000000] [QUERIES=200]

Words are drawn from a Swedish dictionary and made compounds of it, every third document has English beside it, and
frequencies follow Zipf's law. Both ways ask the same index for the same tokens in the same fields, and fetch 200 keys.
A whole match is: analyse, search, filter, rank, explain, and write the page's words as HTML.
"""

import gc
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from html import escape
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import tantivy

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.shared import TINY, size  # noqa: E402
from samspel.matching.analysis import Analyser, Fields, Token  # noqa: E402
from samspel.matching.bridge import Bridge  # noqa: E402
from samspel.matching.explanation import Contribution, WordPlace  # noqa: E402
from samspel.matching.index.protocol import IndexDocument, IndexQuery  # noqa: E402
from samspel.matching.index.tantivy_engine import TantivyIndex, column  # noqa: E402
from samspel.matching.lexicon import dictionary  # noqa: E402
from samspel.matching.matcher import CANDIDATES, Matcher, Matches  # noqa: E402
from samspel.matching.preparation import PreparedQuery, document, prepared  # noqa: E402
from samspel.matching.records import Record, Wish  # noqa: E402

SMALL, LARGE = size("SMALL", 100_000, 300), size("LARGE", 1_000_000, 600)
QUERIES = size("QUERIES", 200, 5)
WARM_UP = 1 if TINY else 20
SHORTEST, LONGEST = 5, 18  # words of a document
VOCABULARY, COMPOUNDS = size("VOCABULARY", 30_000, 600), size("COMPOUNDS", 20_000, 200)
REGIONS = ("C", "D", "T", "U", "X")
SEED = 20190930


def main() -> None:
    """Both sizes, the whole match at the smaller, the edit at the larger; then the result line."""
    began = time.perf_counter()
    analyser = Analyser()
    words = Words(analyser)
    print(f"{len(words.swedish)} Swedish and {len(words.english)} English words; {QUERIES} queries of 3 to 15 words")
    print(
        f"{'documents':>10} {'index s':>8} {'ours p50':>9} {'p95':>7} {'bare p50':>9} {'p95':>7} {'ratio p95':>10}  ms"
    )
    with tempfile.TemporaryDirectory() as folder:
        small, ratio_small, _ = measured(words, SMALL, Path(folder, "small"))
        whole = whole_matches(words, small)
        large, ratio_large, seconds = measured(words, LARGE, Path(folder, "large"))
        edited = edit(words, large, Path(folder, "large"))
    print(f"\nanalysis of a record: {analysis_time(words) * 1e6:.0f} µs")
    print(f"whole match among {SMALL}: p50 {median(whole):.1f} ms, p95 {percentile(whole):.1f} ms")
    print(f"an edited record among {LARGE} is found by another reader after {edited:.2f} s")
    print(
        f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; {time.perf_counter() - began:.0f} s"
    )
    worst = max(ratio_small, ratio_large)
    print(f"RESULT ratio_p95_bare={worst:.2f} match_p95_ms={percentile(whole):.1f} index_seconds_1e6={seconds:.1f}")


class Words:
    """The words that documents are made of, each analysed once, and how often they come."""

    def __init__(self, analyser: Analyser) -> None:
        self.analyser = analyser
        chance = random.Random(SEED)
        entries = {word.replace("|", ""): meanings for word, meanings in dictionary().items()}
        simple = sorted(word for word in entries if word.isalpha())
        chance.shuffle(simple)
        short = [word for word in simple if len(word) < 8]
        made = [f"{one}{other}" for one, other in pairwise(chance.choices(short, k=COMPOUNDS + 1))]
        english = sorted({each for meanings in entries.values() for each in meanings if each.isalpha()})
        chance.shuffle(english)
        self.swedish = self._analysed([*simple[:VOCABULARY], *made], "sv")
        self.english = self._analysed(english[:VOCABULARY], "en")
        self._shares = {side: self._zipf(len(words)) for side, words in (("sv", self.swedish), ("en", self.english))}

    def _analysed(self, words: list[str], language: Any) -> list[Token]:
        tokens = [self.analyser.analyse(word, language).tokens for word in words]
        return [found[0] for found in tokens if found]

    @staticmethod
    def _zipf(count: int) -> np.ndarray:
        shares = 1 / (np.arange(count) + 2.7)
        return np.cumsum(shares / shares.sum())

    def texts(self, count: int, seed: int, shortest: int = SHORTEST, longest: int = LONGEST) -> Iterator[Any]:
        """So many texts, each as its tokens by language."""
        chance = np.random.default_rng(seed)
        lengths = chance.integers(shortest, longest, count)
        drawn = {
            side: np.searchsorted(shares, chance.random(int(lengths.sum()))) for side, shares in self._shares.items()
        }
        at = 0
        for number, length in enumerate(lengths.tolist()):
            sides = {"sv": [self.swedish[word] for word in drawn["sv"][at : at + length].tolist()]}
            if number % 3 == 0:
                sides["en"] = [self.english[word] for word in drawn["en"][at : at + length].tolist()]
            yield sides
            at += length

    def documents(self, count: int) -> Iterator[IndexDocument]:
        """Documents with ready-made tokens, as an engine takes them."""
        for number, sides in enumerate(self.texts(count, SEED)):
            yield IndexDocument(key(number), "offer", {side: fields(tokens) for side, tokens in sides.items()})

    def records(self, count: int) -> Iterator[Record]:
        """The same texts as records, with limits of place and kind."""
        for number, sides in enumerate(self.texts(count, SEED)):
            titles = {side: " ".join(token.surface for token in tokens[:4]) for side, tokens in sides.items()}
            texts = {side: " ".join(token.surface for token in tokens[4:]) for side, tokens in sides.items()}
            regions = frozenset({REGIONS[number % 5]}) if number % 4 == 0 else frozenset()
            yield Record(key(number), "offer", titles, texts, owner=f"owner-{number % 997}", regions=regions)

    def needs(self) -> list[str]:
        """What people ask for: 3 to 15 words, drawn as those of the documents."""
        texts = self.texts(QUERIES + WARM_UP, SEED + 1, 3, 16)
        return [" ".join(token.surface for token in sides["sv"]) for sides in texts]


def key(number: int) -> str:
    """The key of a document."""
    return f"offer-{number:07}"


def fields(tokens: list[Token]) -> Fields:
    """The tokens by field, as the analyser gives them."""
    return Fields(
        [token.word for token in tokens],
        [part for token in tokens for part in token.whole_or_parts],
        [gram for token in tokens for gram in token.grams],
    )


def measured(words: Words, count: int, folder: Path) -> tuple[TantivyIndex, float, float]:
    """Index so many documents and ask both ways in turn; prints a row. Index, ratio of p95, seconds to index."""
    index = TantivyIndex(words.analyser.version, folder, threads=os.cpu_count() or 1)
    began = time.perf_counter()
    index.rebuild(words.documents(count))
    seconds = time.perf_counter() - began
    assert index.count() == count
    bare = Bare(folder)
    bridge = Bridge(words.analyser)
    asked = [prepared({"sv": need}, words.analyser, bridge, index.frequencies).query for need in words.needs()]
    ours, theirs = [], []
    for query in asked:
        ours.append(timed(lambda query=query: index.search(query, CANDIDATES, ("offer",)))[1])
        theirs.append(timed(lambda query=query: bare.search(query))[1])
    ours, theirs = ours[WARM_UP:], theirs[WARM_UP:]
    ratio = percentile(ours) / percentile(theirs)
    print(
        f"{count:>10} {seconds:>8.1f} {median(ours):>9.2f} {percentile(ours):>7.2f}"
        f" {median(theirs):>9.2f} {percentile(theirs):>7.2f} {ratio:>10.2f}",
        flush=True,
    )
    return index, ratio, seconds


class Bare:
    """Tantivy as its own documentation has it: one should-query of terms with boosts, and the stored key."""

    def __init__(self, folder: Path) -> None:
        (generation,) = folder.glob("generation-*")
        self.index = tantivy.Index.open(str(generation))
        self.schema, self.searcher = self.index.schema, self.index.searcher()

    def search(self, query: IndexQuery) -> list[tuple[float, str]]:
        """Score and key of the best."""
        terms = [
            (
                tantivy.Occur.Should,
                tantivy.Query.boost_query(
                    tantivy.Query.term_query(self.schema, column(term.field, side), term.token, "freq"), term.weight
                ),
            )
            for side, terms in query.sides.items()
            for term in terms
        ]
        hits = self.searcher.search(tantivy.Query.boolean_query(terms), CANDIDATES, count=False).hits
        return [(score, self.searcher.doc(address)["key"][0]) for score, address in hits]


def whole_matches(words: Words, index: TantivyIndex) -> list[float]:
    """Milliseconds of each whole match, page included."""
    records = {record.key: record for record in words.records(SMALL)}
    matcher = Matcher(index, words.analyser, lambda keys: {key: records[key] for key in keys})
    chance = random.Random(SEED)
    times = []
    gc.collect()
    gc.freeze()  # a web process has its records in the database, not among the objects that refuse is sought in
    for need in words.needs():
        wish = Wish(need, kinds=frozenset({"offer"}), region=chance.choice(REGIONS))
        page, milliseconds = timed(lambda wish=wish: rendered(matcher.match(wish)))
        assert page.count("<li>") == wish.limit
        times.append(milliseconds)
    return times[WARM_UP:]


def rendered(matches: Matches) -> str:
    """The hits as HTML with the words they were found by marked, with reasons, reservations and near misses."""
    items = []
    for hit in matches.hits:
        language = hit.explanation.language or "sv"
        places = [place for each in hit.explanation.contributions for place in each.found]
        title = marked(hit.record.title.get(language, ""), "title", places)
        text = marked(hit.record.text.get(language, ""), "text", places)
        reasons = "".join(f"<p>{reason(each)}</p>" for each in hit.explanation.contributions)
        cautions = "".join(f"<p>{each.caution} {' '.join(each.values)}</p>" for each in hit.explanation.reservations)
        items.append(f"<li><h3>{title}</h3><p>{text}</p>{reasons}{cautions}</li>")
    near = "".join(f"<dd>{escape(str(each.record.title))} {each.miss.cause}</dd>" for each in matches.near_misses)
    return f"<ol>{''.join(items)}</ol><dl>{near}</dl>"


def marked(text: str, where: str, places: list[WordPlace]) -> str:
    """The text with the places marked."""
    pieces, at = [], 0
    for start, end in sorted({(place.start, place.end) for place in places if place.where == where}):
        pieces += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return "".join([*pieces, escape(text[at:])])


def reason(each: Contribution) -> str:
    """A word of the need and what it met."""
    met = ", ".join(sorted({place.surface for place in each.found}))
    return escape(f"{each.surface} {'→ ' + each.via if each.via else ''} {met} {each.share:.0%}")


def edit(words: Words, index: TantivyIndex, folder: Path) -> float:
    """Seconds from saving an edited record until another reader finds it."""
    reader = TantivyIndex(words.analyser.version, folder)
    bridge = Bridge(words.analyser)
    asked: PreparedQuery = prepared({"sv": "zebrafiskodling"}, words.analyser, bridge, reader.frequencies)
    assert not any(found.key == key(7) for found in reader.search(asked.query, 10))
    changed = document(Record(key(7), "offer", {"sv": "Zebrafiskodling för provning"}), words.analyser)
    began = time.perf_counter()
    index.upsert([changed])
    while not any(found.key == key(7) for found in reader.search(asked.query, 10)):
        assert time.perf_counter() - began < 30, "the edit was never found"
    return time.perf_counter() - began


def analysis_time(words: Words, count: int = 5_000) -> float:
    """Seconds to analyse a record, words met before included."""
    records = list(words.records(count))
    return timed(lambda: [document(record, words.analyser) for record in records])[1] / 1000 / count


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """The result and the milliseconds it took."""
    began = time.perf_counter()
    result = work()
    return result, (time.perf_counter() - began) * 1000


def percentile(times: list[float], share: float = 95) -> float:
    """The time that so many percent do not exceed."""
    return float(np.percentile(times, share))


if __name__ == "__main__":
    main()
