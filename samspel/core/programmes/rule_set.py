"""The rules a programme goes by."""

from samspel.core.programmes.models import Programme
from samspel.core.rules import RuleSet, rule_set


def rules_of(programme: Programme) -> RuleSet:
    """The programme's rule set with what it has set itself."""
    return rule_set(programme.rule_set, programme.rule_overrides or None)
