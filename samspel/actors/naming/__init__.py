"""Organisations recognised by name. Pure: knows neither models nor settings."""

from samspel.actors.naming.duplicates import Known, Pair, duplicate_pairs, organisation_number
from samspel.actors.naming.matching import Entry, Match, NameIndex
from samspel.actors.naming.normal import comparison_key, legal_form, normal_form, tokens, without_legal_form

__all__ = [
    "Entry",
    "Known",
    "Match",
    "NameIndex",
    "Pair",
    "comparison_key",
    "duplicate_pairs",
    "legal_form",
    "normal_form",
    "organisation_number",
    "tokens",
    "without_legal_form",
]
