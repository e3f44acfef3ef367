"""The results overview, an indicator, a region."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspel.core.figures import Figure, Unit, measures
from samspel.core.programmes.policy import FigureAction
from samspel.programme.plan import labels as target_labels
from samspel.programme.plan.queries.pace_plot import pace_plot
from samspel.results.facts.policy import ResultsAction
from samspel.results.facts.queries.facts import recordable_kinds
from samspel.results.indicators.queries import indicator as indicator_reading
from samspel.results.indicators.queries import overview as reading
from samspel.results.indicators.queries import region as region_reading
from samspel.results.indicators.queries.indicator import Indicator
from samspel.results.indicators.views.indicator_table import indicator_table
from samspel.results.reporting_periods.policy import PeriodAction
from samspel.ui.charts import ChartColumn, Columns, Datum, HeatCell, HeatMatrix, HeatRow
from samspel.ui.charts.svg import ChartTable
from samspel.ui.components import Link
from samspel.ui.formatting import date_text
from samspel.ui.formatting import money as money_words
from samspel.ui.templatetags.formats import figure_text, language
from samspel.web import charts
from samspel.web.page import Page, programme_page


@require_safe
@programme_page("results")
def overview(request: HttpRequest, page: Page) -> HttpResponse:
    """Are the targets reached, what was counted, where, and across which borders."""
    found = reading.overview(page.context)
    structure = page.structure
    context: dict[str, Any] = {
        "overview": found,
        "counted": indicator_table(page, found.lines, _("Indicators"), found.hours),
        "goals": [
            {
                "goal": goal,
                "plot": pace_plot(page.context, goal),
                "mark": target_labels.mark_of(goal),
                "state": target_labels.state_name(goal.verdict.state),
                "note": target_labels.goal_note(page.context, goal),
                "target": target_labels.value_text(page.context, goal, goal.target.value),
            }
            for goal in found.goals
        ],
        "on_pace": sum(goal.verdict.state.good for goal in found.goals),
        "map": charts.choropleth(page.context, found.places, structure.municipalities, found.without),
        "map_table": charts.safe_table(charts.places_table(page.context, found.places)),
        "partner_bars": charts.partner_bars([(p.short, figure) for p, figure in found.by_partner]),
        "areas": charts.matrix(structure.areas, found.across.by_area, _("Enterprises that two areas share")),
        "regions": _regions(page, found),
        "all_municipalities": len(structure.municipalities),
        "may_record": bool(recordable_kinds(page.context)),
        "may_read": page.may(FigureAction.IDENTITIES),
        "may_check": page.may(ResultsAction.CHECK),
        "may_see_periods": page.may(PeriodAction.VIEW),
    }
    return render(request, "results/indicators/overview.html", context)


@require_safe
@programme_page("results", action=FigureAction.OPEN)
def indicator(request: HttpRequest, page: Page, measure: str) -> HttpResponse:
    """One indicator in steps, approved and pending apart."""
    known = {m.code: m for _rule, m in reading.indicators(page.context)}
    known |= {t.measure: measures()[t.measure] for t in page.structure.targets}
    if measure not in known or known[measure].of_plan:
        raise Http404
    found = indicator_reading.indicator(page.context, known[measure])
    page.crumbs = [Link(_("Results"), page.url("results:overview"))]
    context = {
        "found": found,
        "columns": _columns(page, found),
        "plot": pace_plot(page.context, found.goal) if found.goal else None,
        "mark": target_labels.mark_of(found.goal) if found.goal else "",
        "state": target_labels.state_name(found.goal.verdict.state) if found.goal else "",
        "note": target_labels.goal_note(page.context, found.goal) if found.goal else "",
        "target": target_labels.value_text(page.context, found.goal, found.goal.target.value) if found.goal else "",
    }
    return render(request, "results/indicators/indicator.html", context)


@require_safe
@programme_page("results", action=FigureAction.OPEN)
def region(request: HttpRequest, page: Page, partner: str) -> HttpResponse:
    """One region's results: its indicators, its municipalities, its reports."""
    found = page.structure.partner(partner)
    if found is None:
        raise Http404
    page.crumbs = [Link(_("Results"), page.url("results:overview"))]
    seen = region_reading.region(page.context, found, with_reports=page.may(PeriodAction.VIEW))
    context = {
        "partner": found,
        "region": seen,
        "counted": indicator_table(page, seen.lines, _("What the region has done")),
        "bars": charts.partner_bars([(area.short, figure) for area, figure in seen.by_area]),
        "map": charts.choropleth(page.context, seen.places, seen.municipalities, seen.without),
        "others": [p for p in page.structure.partners if p.pk != found.pk],
    }
    return render(request, "results/indicators/region.html", context)


def _regions(page: Page, found: reading.IndicatorOverview) -> HeatMatrix:
    partners = page.structure.partners
    headings = [HeatRow(partner.short) for partner in partners]
    rows = [
        (
            heading,
            [
                HeatCell(charts.datum(found.across.by_region[giver.pk, home.pk]), quiet=giver.pk == home.pk)
                for home in partners
            ],
        )
        for heading, giver in zip(headings, partners, strict=True)
    ]
    return HeatMatrix(
        _("Enterprises by the region that helped (rows) and the region they are in (columns)"), headings, rows
    )


def _columns(page: Page, found: Indicator) -> Columns:
    rows: list[list[str | Datum]] = []
    columns = []
    for step in found.steps:
        label = date_text(step.last_day, language(), "month")
        settled = charts.datum(step.approved)
        waiting = Datum(step.pending, _plain(page, found, step.pending), step.figure.url)
        columns.append(ChartColumn(label, settled, waiting, step.reported))
        told = "" if step.reported is None else _plain(page, found, step.reported)
        rows.append([label, charts.datum(step.figure), settled, waiting, told])
    head = [_("Quarter to"), _("All"), _("Approved"), _("Not yet approved"), _("As reported")]
    target = found.goal.target.value if found.goal else None
    return Columns(
        id="steps",
        title=str(found.measure.name),
        desc=_("Cumulative value at each quarter's end."),
        columns=columns,
        settled_label=_("Approved in a report"),
        pending_label=_("Not yet approved"),
        mark_label=_("As reported"),
        target=target,
        target_text=_("Target %(value)s") % {"value": _plain(page, found, target)} if target is not None else "",
        table=ChartTable(_("Show the steps as a table"), head, rows, frozenset({1, 2, 3, 4})),
    )


def _plain(page: Page, found: Indicator, value: Any) -> str:
    if found.measure.unit is Unit.MONEY:
        return money_words(value, page.programme.currency, language())
    return figure_text(Figure(found.measure, page.slice, int(value), ""))
