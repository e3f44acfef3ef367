"""The overview's pictures: figures turned into chart inputs. No number is made here, only placed."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.core.figures import Figure, Unit
from samspel.core.models import Municipality
from samspel.core.programmes.models import Area, CostCategory, Financier, Initiative
from samspel.core.territory import map_of
from samspel.core.territory.geometry import parse_shapes
from samspel.programme.initiatives.queries import Stage, stage_of
from samspel.programme.plan.queries.goals import Goal
from samspel.programme.plan.rules.pace import State
from samspel.ui.charts import (
    Bar,
    Bars,
    Cell,
    Choropleth,
    Datum,
    HeatMatrix,
    HeatRow,
    Line,
    NestedBar,
    NestedBars,
    Note,
    PacePlot,
    Place,
    Score,
    Segment,
    ShareBar,
    Table,
)
from samspel.ui.charts.svg import safe, table
from samspel.ui.formatting import date_text, money_short, number
from samspel.ui.templatetags.formats import figure_text, language
from samspel.web.page import Page


def stage_name(stage: Stage) -> str:
    """'planned', 'under way', 'done' in the reader's language."""
    return {Stage.PLANNED: _("Planned"), Stage.ONGOING: _("Under way"), Stage.DONE: _("Done")}[stage]


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


def datum(figure: Figure, form: str = "full") -> Datum:
    """A figure as a chart wants it."""
    return Datum(figure.value, figure_text(figure, form), figure.url)


def elapsed(page: Page, day: date) -> float:
    """The day's place in the programme's time, 0 to 1, at the end of the day."""
    start, end = page.programme.starts_on, page.programme.ends_on
    return min(max(((day - start).days + 1) / ((end - start).days + 1), 0.0), 1.0)


def score(page: Page, rows: Sequence[Initiative], joint: int, begun: int) -> Score:
    """The score of all initiatives."""
    programme, areas = page.programme, page.structure.areas
    lines = [Line(partner.code, partner.short) for partner in page.structure.partners]
    notes = [
        Note(
            position=elapsed(page, initiative.occurred_on),
            lines=[partner.code for partner in initiative.partners.all()],
            tone=initiative.area.tone if initiative.area else 1,
            label=initiative.title,
            hollow=stage_of(initiative, page.as_of) is Stage.PLANNED,
            href=page.url("initiative", initiative.number),
        )
        for initiative in rows
    ]
    years = range(programme.starts_on.year, programme.ends_on.year + 1)
    ticks = [
        (elapsed(page, max(date(year, 1, 1), programme.starts_on)) if year != years[0] else 0.0, str(year))
        for year in years
    ]
    table_rows = [
        [
            Datum(None, initiative.title, page.url("initiative", initiative.number)),
            date_text(initiative.occurred_on, language(), "month"),
            initiative.area.short if initiative.area else "",
            ", ".join(partner.short for partner in initiative.partners.all()),
            stage_name(stage_of(initiative, page.as_of)),
        ]
        for initiative in rows
    ]
    planned = len(rows) - begun
    return Score(
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
        now=elapsed(page, page.as_of) if programme.starts_on <= page.as_of <= programme.ends_on else None,
        now_label=_("Today") if page.is_default_day else date_text(page.as_of, language(), "short"),
        legend=[(area.tone, area.name) for area in areas],
        hollow_label=_("Hollow: planned"),
        table=Table(
            _("Show all initiatives as a table"),
            [_("Initiative"), _("Month"), _("Area"), _("Partners"), _("Stage")],
            table_rows,
        ),
    )


def pace_plot(page: Page, goal: Goal) -> PacePlot:
    """One target's plot."""
    programme = page.programme
    return PacePlot(
        id=f"pace-{goal.target.code}",
        title=goal.target.name,
        desc=f"{figure_text(goal.figure)}. {state_name(goal.verdict.state)}. {goal_note(page, goal)}",
        actual=[
            (0.0, float(goal.target.baseline)),
            *((elapsed(page, day), float(value + goal.target.baseline)) for day, value in goal.course),
        ]
        if goal.course
        else [],
        plan=[
            (elapsed(page, day) if day >= programme.starts_on else 0.0, float(value)) for day, value in goal.plan.points
        ],
        target=float(goal.target.value),
        target_text=value_text(page, goal, goal.target.value),
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


def value_text(page: Page, goal: Goal, value: Decimal) -> str:
    """A planned, forecast or target value of a goal, in its unit."""
    if goal.figure.measure.unit is Unit.MONEY:
        return money_short(value, page.programme.currency, language())
    return number(round(value), language())


def goal_note(page: Page, goal: Goal) -> str:
    """'Plan today 175. Forecast 296 at the end.'"""
    plan = _("Plan today %(value)s.") % {"value": value_text(page, goal, goal.verdict.planned)}
    if goal.verdict.forecast is None:
        return plan
    return f"{plan} " + _("Forecast %(value)s at the end.") % {"value": value_text(page, goal, goal.verdict.forecast)}


def safe_table(contents: Table) -> SafeString:
    """A table twin on its own."""
    return safe(table(contents))


def places_table(page: Page, figures: Mapping[str, Figure]) -> Table:
    """Every municipality with its figure, largest first."""
    ordered = sorted(page.structure.municipalities, key=lambda m: (-figures[m.code].value, m.name))
    rows: list[list[str | Datum]] = [[m.name, m.county.name, datum(figures[m.code])] for m in ordered]
    summary = ngettext(
        "Show %(count)d municipality as a table", "Show all %(count)d municipalities as a table", len(rows)
    )
    return Table(summary % {"count": len(rows)}, [_("Municipality"), _("County"), _("Number")], rows, frozenset({2}))


def goals_table(page: Page, goals: Sequence[Goal]) -> Table:
    """All targets as a table."""
    rows: list[list[str | Datum]] = [
        [
            goal.target.name,
            datum(goal.figure),
            value_text(page, goal, goal.verdict.planned),
            value_text(page, goal, goal.target.value),
            value_text(page, goal, goal.verdict.forecast) if goal.verdict.forecast is not None else "–",
            state_name(goal.verdict.state),
        ]
        for goal in goals
    ]
    head = [_("Target"), _("Result"), _("Plan today"), _("Target value"), _("Forecast"), _("Standing")]
    return Table(_("Show the targets as a table"), head, rows, frozenset({1, 2, 3, 4}))


def cost_bars(
    page: Page, rows: Sequence[tuple[CostCategory, Figure, Figure]], total: tuple[Figure, Figure], pace: float
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
        table=Table(
            _("Show costs as a table"),
            [_("Cost category"), _("Budget"), _("Spent")],
            table_rows,
            frozenset({1, 2}),
        ),
    )


def shares(rows: Sequence[tuple[Financier, Figure]], title: str) -> ShareBar:
    """Who pays."""
    return ShareBar(
        id="financing",
        title=title,
        desc=". ".join(f"{financier.name} {figure_text(figure)}" for financier, figure in rows) + ".",
        segments=[
            Segment(financier.name, financier.letter, datum(figure, "short"), financier.kind == "union")
            for financier, figure in rows
        ],
    )


def choropleth(
    page: Page, figures: Mapping[str, Figure], places: Sequence[Municipality], without: Sequence[Municipality]
) -> Choropleth:
    """The territory shaded by a count per municipality; outlines and labels by partner."""
    desc = ngettext("Map of %(count)d municipality.", "Map of %(count)d municipalities.", len(places)) % {
        "count": len(places)
    }
    if without:
        desc += " " + _("Nothing yet in %(names)s.") % {"names": ", ".join(m.name for m in without)}
    return territory(page, {m.code: datum(figures[m.code]) for m in places}, places, _("By municipality"), desc)


def territory(
    page: Page, values: Mapping[str, Datum], places: Sequence[Municipality], title: str, desc: str
) -> Choropleth:
    """The territory shaded by a value per municipality code; outlines and labels by partner."""
    own = page.programme.shapes
    drawn = map_of([m.code for m in places], [m.county_id for m in places], parse_shapes(own) if own else None)
    names = {m.code: m.name for m in places}
    labels = {partner.county_id: partner.short for partner in page.structure.partners if partner.county_id}
    return Choropleth(
        id="map",
        title=title,
        desc=desc,
        view_box=drawn.view_box,
        places=[Place(shape.d, names[shape.code], values[shape.code]) for shape in drawn.municipalities],
        outlines=[shape.d for shape in drawn.outlines],
        labels=[(*shape.at, labels[shape.code]) for shape in drawn.outlines if shape.code in labels],
        zero_label=_("None yet"),
    )


def partner_bars(rows: Sequence[tuple[str, Figure]]) -> Bars:
    """Figures by partner, largest first."""
    ordered = sorted(rows, key=lambda row: -row[1].value)
    return Bars([Bar(label, datum(figure)) for label, figure in ordered])


def matrix(areas: Sequence[Area], figures: Mapping[tuple[int, int], Figure], caption: str = "") -> HeatMatrix:
    """Areas against areas; the diagonal is each area's own. Without a caption, initiatives are what is shared."""
    headings = [HeatRow(area.short, area.tone) for area in areas]
    rows = [
        (heading, [Cell(datum(figures[row.pk, column.pk]), quiet=row.pk == column.pk) for column in areas])
        for heading, row in zip(headings, areas, strict=True)
    ]
    return HeatMatrix(caption or _("Initiatives that two areas share"), headings, rows)
