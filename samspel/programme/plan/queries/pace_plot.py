"""A target's course, plan and forecast as the chart wants them."""

from samspel.core.programmes.context import ReadContext
from samspel.programme.plan.labels import goal_note, state_name, value_text
from samspel.programme.plan.queries.goals import Goal
from samspel.programme.plan.rules.pace import State
from samspel.ui.charts import PacePlot
from samspel.ui.templatetags.formats import figure_text
from samspel.web.charts import elapsed


def pace_plot(context: ReadContext, goal: Goal) -> PacePlot:
    """One target's plot."""
    programme = context.programme
    return PacePlot(
        id=f"pace-{goal.target.code}",
        title=goal.target.name,
        desc=f"{figure_text(goal.figure)}. {state_name(goal.verdict.state)}. {goal_note(context, goal)}",
        actual=[
            (0.0, float(goal.target.baseline)),
            *((elapsed(context, day), float(value + goal.target.baseline)) for day, value in goal.course),
        ]
        if goal.course
        else [],
        plan=[
            (elapsed(context, day) if day >= programme.starts_on else 0.0, float(value))
            for day, value in goal.plan.points
        ],
        target=float(goal.target.value),
        target_text=value_text(context, goal, goal.target.value),
        forecast=float(goal.verdict.forecast) if goal.verdict.forecast is not None else None,
        state="behind"
        if goal.behind
        else "ahead"
        if goal.verdict.state is State.AHEAD
        else "good"
        if goal.verdict.state.good
        else "none",
        start_label=str(programme.starts_on.year),
        end_label=str(programme.ends_on.year),
    )
