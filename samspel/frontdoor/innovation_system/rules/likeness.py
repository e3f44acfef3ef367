"""How alike texts are, and which belong together. Pure: the terms of each text in, pairs and groups out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_array, triu

MANY = 0.5  # a term in more than half of the texts tells nothing of any


@dataclass(frozen=True)
class TextPair:
    """Two texts, how alike they are (0–1, the cosine), and the terms that make them so, the strongest first."""

    first: str
    second: str
    likeness: float
    shared: Sequence[str]


@dataclass(frozen=True)
class TextGroup:
    """Texts that belong together, and the terms that tell most of them, the strongest first."""

    keys: Sequence[str]
    terms: Sequence[str]


@dataclass(frozen=True)
class WeightedTexts:
    """Texts as rows of weights of length 1 (or 0 where nothing tells): `rows` is texts × terms, sparse."""

    keys: Sequence[str]
    terms: Sequence[str]
    rows: Any


def weighted_texts(texts: Mapping[str, Iterable[str]], many: float = MANY) -> WeightedTexts:
    """Log frequency times inverse document frequency of each term (Salton and Buckley, 1988), normalised. A term in
    more than the share `many` of the texts is left out."""
    counts = {key: Counter(terms) for key, terms in texts.items()}
    spread = Counter(term for found in counts.values() for term in found)
    most = max(many * len(counts), 2)
    terms = sorted(term for term, number in spread.items() if number <= most)
    number = {term: i for i, term in enumerate(terms)}
    data: list[float] = []
    at: list[int] = []
    row_of: list[int] = []
    for row, found in enumerate(counts.values()):
        raw = {number[t]: (1 + log(c)) * log(1 + len(counts) / spread[t]) for t, c in found.items() if t in number}
        length = sum(weight**2 for weight in raw.values()) ** 0.5
        data += [weight / length for weight in raw.values()]
        at += raw.keys()
        row_of += [row] * len(raw)
    rows = csr_array((data, (row_of, at)), shape=(len(counts), len(terms)))
    return WeightedTexts(list(counts), terms, rows)


def similar_pairs(found: WeightedTexts, least: float, terms: int = 5) -> list[TextPair]:
    """Every pair at least so alike (`least` above 0), the most alike first; ties in the order of the keys."""
    upper = triu(found.rows @ found.rows.T, k=1, format="coo")
    pairs = [
        TextPair(
            found.keys[i],
            found.keys[j],
            min(float(likeness), 1.0),
            _strongest(found, found.rows[[i]] * found.rows[[j]], terms),
        )
        for i, j, likeness in zip(upper.row, upper.col, upper.data, strict=True)
        if likeness >= least
    ]
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair.first, pair.second))


def text_groups(found: WeightedTexts, least: float, terms: int = 4) -> list[TextGroup]:
    """Texts joined by average linkage while two groups are at least so alike; the largest group first.

    Every text is in exactly one group, alone where nothing is like it."""
    count = len(found.keys)
    labels = np.arange(count)
    if count > 1:
        apart = np.clip(1.0 - (found.rows @ found.rows.T).toarray(), 0.0, 1.0)
        labels = fcluster(linkage(apart[np.triu_indices(count, 1)], "average"), 1.0 - least, "distance")
    made = []
    for label in np.unique(labels):
        rows = np.flatnonzero(labels == label)
        keys = sorted(found.keys[int(row)] for row in rows)
        made.append(TextGroup(keys, _strongest(found, found.rows[rows], terms)))
    return sorted(made, key=lambda group: (-len(group.keys), group.keys))


def _strongest(found: WeightedTexts, rows: Any, terms: int) -> list[str]:
    total = np.asarray(rows.sum(axis=0)).ravel()
    order = sorted(np.flatnonzero(total).tolist(), key=lambda i: (-total[i], found.terms[i]))
    return [found.terms[i] for i in order[:terms]]
