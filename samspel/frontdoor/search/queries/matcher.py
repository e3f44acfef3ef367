"""The matcher of this process: one, made when it is first asked for, over the index in the state folder."""

import threading
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from samspel.frontdoor.search.queries.records import records_by_key
from samspel.matching import Analyser, Lexicon, Matcher, TantivyIndex, VectorStore
from samspel.matching.dense import encoder_or_none

_warmed = threading.Event()
PATIENCE = 5.0  # seconds to wait for another writer


def matcher() -> Matcher:
    """The matcher over the installation's index; in memory where no folder is set, as in tests."""
    return _matcher(settings.SAMSPEL_INDEX, settings.SAMSPEL_SEMANTIC, settings.SAMSPEL_LEXICON)


def index_folder() -> Path | None:
    """Where the index is; None in memory."""
    return Path(settings.SAMSPEL_INDEX) if settings.SAMSPEL_INDEX else None


def warm_matcher() -> None:
    """Load words and index, in a thread of its own and once: while somebody writes their need."""
    if not _warmed.is_set() and settings.SAMSPEL_INDEX:
        _warmed.set()
        threading.Thread(target=_warm, daemon=True, name="warm").start()


def forget_matcher() -> None:
    """Let the next caller make another matcher."""
    _matcher.cache_clear()


def _warm() -> None:
    made = matcher()
    made.analyser.analyse("Vi vill pröva en ny maskin. We want to try it.")
    made.needs_rebuild  # noqa: B018 - opens the index


@lru_cache(maxsize=1)
def _matcher(index: str, semantic: bool, lexicon: str) -> Matcher:
    place = Path(index) if index else None
    analyser = _analyser(lexicon)
    vectors = None
    if semantic and (encoder := encoder_or_none()) is not None:
        vectors = VectorStore(encoder, place / "vectors.sqlite3" if place else None)
    return Matcher(TantivyIndex(analyser.version, place, patience=PATIENCE), analyser, records_by_key, vectors)


@lru_cache(maxsize=2)
def _analyser(lexicon: str) -> Analyser:
    return Analyser(Lexicon.load(Path(lexicon) if lexicon else None))
