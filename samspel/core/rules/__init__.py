"""Rule sets: the regulations as data, with the dates they hold, their source and how far they can be trusted.

`data/*.toml` hold the rules and `vocabulary.toml` the words they may use; `reading` gives a `RuleSet`,
`table` lays out the rules in force on a day for a page. No part of this package touches the database.
"""

from samspel.core.rules.reader import available, rule_set
from samspel.core.rules.rule import Counts, NoRuleInForce, Rule, RuleFileError, RuleSet, UnknownRuleSet, ValueNotKnown
from samspel.core.rules.table import rules_table

__all__ = [
    "Counts",
    "NoRuleInForce",
    "Rule",
    "RuleFileError",
    "RuleSet",
    "UnknownRuleSet",
    "ValueNotKnown",
    "available",
    "rule_set",
    "rules_table",
]
