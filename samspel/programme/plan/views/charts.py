"""The charts of the plan's pages: figures turned into chart inputs. No number is made here, only placed."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from samspel.core.figures import Figure
from samspel.programme.initiatives.labels import stage_name
from samspel.programme.initiatives.queries.initiatives import stage_text
from samspel.programme.initiatives.rules import Stage, stage_on
from samspel.programme.plan.labels import goal_note, mark_of, state_name, value_text
from samspel.programme.plan.queries.goals import Goal
from samspel.programme.plan.queries.pace_plot import pace_plot
from samspel.ui.charts import ChartTable, Datum, NestedBar, NestedBars, Note, ScoreChart, ScoreLine
from samspel.ui.formatting import date_text
from samspel.ui.templatetags.formats import figure_text, language
from samspel.web.charts import (
    choropleth,
    datum,
    elapsed,
    matrix,
    partner_bars,
    places_table,
    safe_table,
    shares,
    territory,
)
from samspel.web.page import Page

if TYPE_CHECKING:
    from samspel.core.programmes.models import CostCategory
    from samspel.programme.initiatives.models import Initiative

__all__ = [
    "choropleth",
    "cost_bars",
    "datum",
    "elapsed",
    "goal_note",
    "goals_table",
    "mark_of",
    "matrix",
    "pace_plot",
    "partner_bars",
    "places_table",
    "safe_table",
    "score",
    "shares",
    "shown_goal",
    "stage_name",
    "state_name",
    "territory",
    "value_text",
]


def score(page: Page, rows: Sequence["Initiative"], joint: int, begun: int) -> ScoreChart:
    """The score of all initiatives."""
    programme, areas = page.programme, page.structure.areas
    lines = [ScoreLine(partner.code, partner.short) for partner in page.structure.partners]
    notes = [
        Note(
            position=elapsed(page.context, initiative.occurred_on),
            lines=[partner.code for partner in initiative.partners.all()],
            tone=initiative.area.tone if initiative.area else 1,
            label=initiative.title,
            hollow=stage_on(page.as_of, initiative.occurred_on, initiative.ends_on) is Stage.PLANNED,
            href=page.url("initiative", initiative.number),
        )
        for initiative in rows
    ]
    years = range(programme.starts_on.year, programme.ends_on.year + 1)
    ticks = [
        (elapsed(page.context, max(date(year, 1, 1), programme.starts_on)) if year != years[0] else 0.0, str(year))
        for year in years
    ]
    table_rows = [
        [
            Datum(None, initiative.title, page.url("initiative", initiative.number)),
            date_text(initiative.occurred_on, language(), "month"),
            initiative.area.short if initiative.area else "",
            ", ".join(partner.short for partner in initiative.partners.all()),
            stage_text(page.context, initiative),
        ]
        for initiative in rows
    ]
    planned = len(rows) - begun
    return ScoreChart(
        id="score",
        title=_("The programme's score %(first)s–%(last)s") % {"first": years[0], "last": years[-1]},
        desc=_(
            "%(lines)d lines, one for each partner, over the programme's time. Each note is a partner in an "
            "initiative; notes on one upright line are one joint initiative. %(begun)d initiatives have begun, "
            "%(joint)d of them joint. %(planned)d are planned."
        )
        % {"lines": len(lines), "begun": begun, "joint": joint, "planned": planned},
        lines=lines,
        notes=notes,
        ticks=ticks,
        now=elapsed(page.context, page.as_of) if programme.starts_on <= page.as_of <= programme.ends_on else None,
        now_label=_("Today") if page.is_default_day else date_text(page.as_of, language(), "short"),
        legend=[(area.tone, area.name) for area in areas],
        hollow_label=_("Hollow: planned"),
        table=ChartTable(
            _("Show all initiatives as a table"),
            [_("Initiative"), _("Month"), _("Area"), _("Partners"), _("Stage")],
            table_rows,
        ),
    )


def goals_table(page: Page, goals: Sequence[Goal]) -> ChartTable:
    """All targets as a table."""
    rows: list[list[str | Datum]] = [
        [
            goal.target.name,
            datum(goal.figure),
            value_text(page.context, goal, goal.verdict.planned),
            value_text(page.context, goal, goal.target.value),
            value_text(page.context, goal, goal.verdict.forecast) if goal.verdict.forecast is not None else "–",
            state_name(goal.verdict.state),
        ]
        for goal in goals
    ]
    head = [_("Target"), _("Result"), _("Plan today"), _("Target value"), _("Forecast"), _("Standing")]
    return ChartTable(_("Show the targets as a table"), head, rows, frozenset({1, 2, 3, 4}))


def cost_bars(
    page: Page, rows: Sequence[tuple["CostCategory", Figure, Figure]], total: tuple[Figure, Figure], pace: float
) -> NestedBars:
    """Budget and spending by cost category; `pace`: the share of the planned money that should be spent."""
    bars = [
        NestedBar(
            label=category.name,
            text=_("%(some)s of %(all)s") % {"some": figure_text(spent, "short"), "all": figure_text(budget, "short")},
            budget=datum(budget),
            spent=datum(spent),
            pace=pace,
            href=spent.url,
        )
        for category, budget, spent in rows
    ]
    table_rows: list[list[str | Datum]] = [
        [category.name, datum(budget), datum(spent)] for category, budget, spent in rows
    ]
    table_rows.append([_("Sum"), datum(total[0]), datum(total[1])])
    return NestedBars(
        rows=bars,
        label_head=_("Cost category"),
        budget_label=_("Budget"),
        spent_label=_("Spent"),
        claimed_label=_("Claimed"),
        pace_label=_("Plan today"),
        table=ChartTable(
            _("Show costs as a table"),
            [_("Cost category"), _("Budget"), _("Spent")],
            table_rows,
            frozenset({1, 2}),
        ),
    )


def shown_goal(page: Page, goal: Goal) -> dict[str, Any]:
    """A target with its plot and words, as the goal part shows it."""
    return {
        "goal": goal,
        "plot": pace_plot(page.context, goal),
        "mark": mark_of(goal),
        "state": state_name(goal.verdict.state),
        "note": goal_note(page.context, goal),
        "target": value_text(page.context, goal, goal.target.value),
    }
