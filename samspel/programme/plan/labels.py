"""Words for how a target stands."""

from decimal import Decimal

from django.utils.translation import gettext as _

from samspel.core.figures import Unit
from samspel.core.programmes.context import ReadContext
from samspel.programme.plan.queries.goals import Goal
from samspel.programme.plan.rules.pace import State
from samspel.ui.formatting import money_short, number
from samspel.ui.templatetags.formats import language


def state_name(state: State) -> str:
    """A verdict in the reader's language."""
    return {
        State.AHEAD: _("Ahead of plan"),
        State.ON_PACE: _("On pace"),
        State.BEHIND: _("Behind plan"),
        State.NO_PLAN_YET: _("Too early to say"),
        State.REACHED: _("Reached"),
        State.MISSED: _("Not reached"),
    }[state]


def mark_of(goal: Goal) -> str:
    """The state as the design system's mark wants it."""
    if goal.behind:
        return "bad"
    if goal.verdict.state is State.AHEAD:
        return "up"
    return "good" if goal.verdict.state.good else "neutral"


def value_text(context: ReadContext, goal: Goal, value: Decimal) -> str:
    """A planned, forecast or target value of a goal, in its unit."""
    if goal.figure.measure.unit is Unit.MONEY:
        return money_short(value, context.programme.currency, language())
    return number(round(value), language())


def goal_note(context: ReadContext, goal: Goal) -> str:
    """'Plan today 175. Forecast 296 at the end.'"""
    plan = _("Plan today %(value)s.") % {"value": value_text(context, goal, goal.verdict.planned)}
    if goal.verdict.forecast is None:
        return plan
    return f"{plan} " + _("Forecast %(value)s at the end.") % {
        "value": value_text(context, goal, goal.verdict.forecast)
    }
