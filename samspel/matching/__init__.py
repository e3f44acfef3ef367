"""Matching: from a need in plain words to the texts that answer it, with reasons. Pure: no Django, no room."""

from samspel.matching.analysis import Analyser
from samspel.matching.conditions import Caution, Reservation, reservations
from samspel.matching.explanation import Compound, Contribution, Explanation, WordPlace
from samspel.matching.filters import Cause, FilterMet, Miss, misses
from samspel.matching.index.protocol import Index, IndexBusy, NeedsRebuild
from samspel.matching.index.tantivy_engine import TantivyIndex
from samspel.matching.language import Language
from samspel.matching.lexicon import Lexicon
from samspel.matching.matcher import Hit, Lookup, Matcher, Matches, wish_of
from samspel.matching.preparation import Understood
from samspel.matching.ranking import Near
from samspel.matching.records import SIZES, Record, Wish
from samspel.matching.vectors import VectorStore

__all__ = [
    "SIZES",
    "Analyser",
    "Cause",
    "Caution",
    "Compound",
    "Contribution",
    "Explanation",
    "FilterMet",
    "Hit",
    "Index",
    "IndexBusy",
    "Language",
    "Lexicon",
    "Lookup",
    "Matcher",
    "Matches",
    "Miss",
    "Near",
    "NeedsRebuild",
    "Record",
    "Reservation",
    "TantivyIndex",
    "Understood",
    "VectorStore",
    "Wish",
    "WordPlace",
    "misses",
    "reservations",
    "wish_of",
]
