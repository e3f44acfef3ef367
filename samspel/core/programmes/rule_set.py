"""The rules a programme goes by."""

from collections.abc import Container
from datetime import date

from samspel.core.programmes.models import Programme
from samspel.core.rules import RuleSet, rule_set
from samspel.core.territory.public_holidays import public_holidays

PUBLIC_HOLIDAYS = "report.public-holidays"


def rules_of(programme: Programme) -> RuleSet:
    """The programme's rule set with what it has set itself."""
    return rule_set(programme.rule_set, programme.rule_overrides or None)


def free_days_of(programme: Programme, day: date) -> Container[date]:
    """The public holidays that are no working days, by the programme's rules in force on the day."""
    return public_holidays(str(rules_of(programme).value(PUBLIC_HOLIDAYS, day)))
