"""Every constant of the scoring, in one place. Chosen by `benchmarks/retrieval.py`; see docs/matching.md."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Weights:
    """How much a match counts: by field of tokens, over the dictionary bridge, and of meaning beside words."""

    words: float = 1.0
    parts: float = 0.5
    grams: float = 0.4
    bridge: float = 0.8  # a match through the dictionary, beside one in the reader's own language
    lexical: float = 0.3  # share of the best lexical score in the mix with meaning
    dense: float = 0.7
    cosine_floor: float = 0.72  # multilingual-e5-small: unrelated texts
    cosine_span: float = 0.23  # … and from there to as good as the same text


WEIGHTS = Weights()
