"""The programme's rules on reporting periods."""

from datetime import date

from samspel.core.rules import NoRuleInForce, RuleSet, ValueNotKnown
from samspel.results.reporting_periods.rules import PeriodLimits


def limits_of(rules: RuleSet, day: date) -> PeriodLimits:
    """The rules on periods, as limits."""

    def number(code: str) -> int | None:
        try:
            return int(rules.number(code, day))
        except (NoRuleInForce, ValueNotKnown):
            return None

    try:
        within = rules.value("claim.period-within", day)
    except NoRuleInForce:
        within = None
    return PeriodLimits(
        number("claim.period-months-min"),
        number("claim.period-months-max"),
        within == "calendar_year",
        number("claim.first-within-months"),
    )
