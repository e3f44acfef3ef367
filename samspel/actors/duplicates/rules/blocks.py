"""Which names are worth comparing with a name: those that share a rare word, whole, begun or misspelt."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from heapq import nlargest
from math import log
from operator import itemgetter

from rapidfuzz import process
from rapidfuzz.distance import OSA

from samspel.actors.duplicates.rules.likeness import edits_allowed
from samspel.actors.duplicates.rules.normal_form import STOP_WORDS, NameForm

WALK = 600  # names looked at through one query's words, the rarest words first
TOO_VAGUE = 60  # a beginning that fits more words than this says nothing


class Blocks:
    """An inverted index of words, with their beginnings and near spellings."""

    def __init__(self, forms: Sequence[NameForm]) -> None:
        self.names: dict[str, list[int]] = defaultdict(list)
        for number, form in enumerate(forms):
            for word in dict.fromkeys(form.stems):
                if word not in STOP_WORDS:
                    self.names[word].append(number)
        self.words = sorted(self.names)
        self.count = max(len(forms), 2)
        self.ends: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in self.words:
            if len(word) >= 5:
                self.ends["^" + word[:3], len(word)].append(word)
                self.ends[word[-3:], len(word)].append(word)

    def frequency(self, word: str) -> int:
        """In how many names the word occurs."""
        return len(self.names[word]) if word in self.names else 0

    def near(self, form: NameForm, limit: int = 20) -> list[int]:
        """Numbers of the forms that share most with this one, weighted by how rare what they share is."""
        shared: dict[str, float] = {}
        for word in form.stems:
            if word not in STOP_WORDS:
                for other, weight in self._related(word):
                    shared[other] = max(weight, shared.get(other, 0))
        weights: dict[int, float] = defaultdict(float)
        walked = 0
        for word in sorted(shared, key=lambda word: (len(self.names[word]), word)):
            names = self.names[word]
            walked += len(names)
            if walked > WALK:
                break
            worth = shared[word] * log(1 + self.count / len(names))
            for number in names:
                weights[number] += worth
        return [number for number, _ in nlargest(limit, weights.items(), key=itemgetter(1))]

    def _related(self, word: str) -> Iterator[tuple[str, float]]:
        known = self.frequency(word)
        if known:
            yield word, 1.0
        for end in range(4, len(word)):
            if word[:end] in self.names:
                yield word[:end], 0.5
        if len(word) >= 3:
            for other in self._beginning_with(word):
                yield other, 0.6
        if known <= 1 and len(word) >= 5:
            for other in self._spelt_like(word):
                yield other, 0.9

    def _beginning_with(self, word: str) -> list[str]:
        start = bisect_left(self.words, word)
        end = bisect_left(self.words, word + "\U0010ffff", start)
        return [] if end - start > TOO_VAGUE else [other for other in self.words[start:end] if other != word]

    def _spelt_like(self, word: str) -> list[str]:
        allowed = edits_allowed(word + "-")  # the other may be a letter longer
        bucket: dict[str, None] = {}
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            for end in ("^" + word[:3], word[-3:]):
                bucket.update(dict.fromkeys(self.ends.get((end, length), ())))
        bucket.pop(word, None)
        found = process.extract(word, list(bucket), scorer=OSA.distance, score_cutoff=allowed, limit=None)
        return [other for other, _, _ in found]
