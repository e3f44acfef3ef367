"""The score by words: BM25 in each field, times a weight. Every engine and the bulk job go by these few lines.

Robertson & Zaragoza (2009), with Lucene's idf, which is never negative, and lengths kept in a byte as Lucene does.
"""

import math

K1, B = 1.2, 0.75
_EXACT = 24  # lengths up to here plus 16 are kept as they are
_BITS = 4


def idf(documents: int, having: int) -> float:
    """How telling a term is that so many of the documents have."""
    return math.log(1 + (documents - having + 0.5) / (having + 0.5))


def stored_length(length: int) -> int:
    """A field's length in tokens as it is kept: from 40 on, its four leading bits only."""
    if length < _EXACT:
        return length
    beyond = length - _EXACT
    low = max(0, beyond.bit_length() - _BITS)
    return _EXACT + (beyond >> low << low)


def term_score(weight: float, telling: float, occurrences: float, length: float, average: float) -> float:
    """What a term gives a document in one field; `telling` is its idf, lengths in tokens."""
    return weight * telling * occurrences * (K1 + 1) / (occurrences + K1 * (1 - B + B * length / average))
