"""Organisations recognised by name. Pure: knows neither models nor settings."""

from samspel.actors.duplicates.rules.name_index import IndexEntry, NameIndex, NameMatch
from samspel.actors.duplicates.rules.normal_form import (
    comparison_key,
    legal_form,
    normal_form,
    tokens,
    without_legal_form,
)
from samspel.actors.duplicates.rules.pairs import DuplicatePair, RegisteredNames, duplicate_pairs, organisation_number

__all__ = [
    "DuplicatePair",
    "IndexEntry",
    "NameIndex",
    "NameMatch",
    "RegisteredNames",
    "comparison_key",
    "duplicate_pairs",
    "legal_form",
    "normal_form",
    "organisation_number",
    "tokens",
    "without_legal_form",
]
