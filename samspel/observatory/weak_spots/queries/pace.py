"""Targets that are behind their plan."""

from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core.figures import fetch
from samspel.core.programmes.context import ReadContext
from samspel.observatory.weak_spots.figures import WeakSpot, WeakSpotGround, WeakSpotSource, register_source
from samspel.observatory.weak_spots.labels import CLEAR, STRONG
from samspel.programme.plan.queries.goals import Goal, goals, requests_for
from samspel.ui.templatetags.formats import figure_text

FAR = Decimal("0.7")
"""Of the target: a forecast below it is a strong sign."""


def pace(context: ReadContext) -> list[WeakSpot]:
    """The targets that are drawn as behind."""
    targets = context.structure.targets
    judged = goals(context, targets, fetch(requests_for(context, targets)))
    return [_spot(context, goal) for goal in judged if goal.behind]


def _spot(context: ReadContext, goal: Goal) -> WeakSpot:
    forecast, target = goal.verdict.forecast, goal.target.value
    is_far = forecast is not None and forecast < FAR * target
    grounds = [
        WeakSpotGround(_("%(value)s so far") % {"value": figure_text(goal.figure, "short")}, goal.figure.url),
        WeakSpotGround(_("the target is %(target)s") % {"target": _like(goal, target)}, context.url("objectives")),
    ]
    if forecast is not None:
        grounds.append(WeakSpotGround(_("the forecast is %(forecast)s") % {"forecast": _like(goal, forecast)}))
    title = _("Behind plan: %(target)s") % {"target": goal.target.name}
    return WeakSpot(f"pace:{goal.target.code}", title, grounds, STRONG if is_far else CLEAR)


def _like(goal: Goal, value: Decimal) -> str:
    """Another value as the target's own is written."""
    return figure_text(replace(goal.figure, value=value.quantize(Decimal(1))), "short")


register_source(
    WeakSpotSource(
        "pace",
        gettext_lazy("Indicators behind plan"),
        gettext_lazy(
            "A target whose outcome is behind its plan is a clear sign, and a strong one if the forecast is below 70 "
            "per cent of the target."
        ),
        pace,
    )
)
