"""Kinds of help that actors offer, and what support each gives."""

from samspel.core.figures import Text

KINDS = {
    "test_bed": Text("Testbädd", "Test bed"),
    "advice": Text("Rådgivning", "Advice"),
    "incubation": Text("Inkubation", "Incubation"),
    "funding": Text("Finansiering", "Funding"),
    "research_group": Text("Forskargrupp", "Research group"),
    "training": Text("Utbildning", "Training"),
    "network": Text("Nätverk", "Network"),
}
TRIED_AT = frozenset({"test_bed"})
"""The kinds at which something new can be tried."""

SUPPORT_GIVEN = {
    "test_bed": "test_bed",
    "advice": "advice",
    "incubation": "coaching",
    "funding": "grant",
    "research_group": "matching",
    "training": "training",
    "network": "matching",
}
"""The kind of support that a kind of help is recorded as (support_kinds)."""
