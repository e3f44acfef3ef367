"""What is within reach of a region, by nearness and complexity; and the test of nearness."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from samspel.core.programmes.context import ReadContext
from samspel.observatory.analysis.documents import PageChart
from samspel.observatory.analysis.labels.numbers import Opener, brief, decimal, interval, places, share, shares
from samspel.observatory.analysis.queries.opportunities import (
    QUADRANTS,
    Opportunities,
    Opportunity,
    Tested,
    entry_years,
)
from samspel.observatory.analysis.queries.selection import Chosen
from samspel.ui.charts import ChartTable, Datum, Scatter, ScatterPoint


def opportunity_charts(context: ReadContext, chosen: Chosen, found: Opportunities) -> list[PageChart]:
    """The map of opportunities where it has been computed, and the test of entry where that has."""
    charts = []
    if found.answer.result is not None:
        charts.append(_map(chosen, Opener(context, chosen.version), found.rows))
    if found.tested is not None:
        charts.append(_entry(chosen, found.tested))
    return charts


def _entry(chosen: Chosen, tested: Tested) -> PageChart:
    years, head = entry_years(chosen), [_("What"), _("Value"), _("Interval")]
    table = ChartTable(_("Show the test as a table"), head, tested.lines, frozenset({1, 2}))
    title = _("Has nearness led to entry? %(since)s–%(year)s") % {"since": years[0], "year": years[-1]}
    return PageChart("entry", title, table)


def _map(chosen: Chosen, opener: Opener, rows: Sequence[Opportunity]) -> PageChart:
    where = {"region": chosen.region, "year": chosen.year}

    def density(one: Opportunity) -> Datum:
        return opener.datum(
            "relatedness-density", one.density, share(one.density, 0), **where, activity=one.activity
        )  # fmt: skip

    def complexity(one: Opportunity) -> Datum:
        value = one.complexity
        return opener.datum("activity-complexity", value, decimal(value, 1), year=chosen.year, activity=one.activity)

    known = [one for one in rows if one.complexity is not None]
    mean = sum(one.density for one in known) / len(known) if known else None
    points = [
        ScatterPoint(
            brief(chosen.names.activity(one.activity), 27), density(one), complexity(one), one.labelled,
            x_span=(one.density_low, one.density_high), y_span=_span(one.complexity_low, one.complexity_high),
        )
        for one in known
    ]  # fmt: skip
    title = _("What is within reach of %(region)s, %(year)s") % {"region": chosen.region_name, "year": chosen.year}
    lines = [_row(chosen, one, density(one), complexity(one)) for one in rows]
    table = ChartTable(_("Show all as a table"), _head(), lines, frozenset({1, 2, 3, 4, 7}))
    desc = _(
        "%(count)s activities that the region is not specialised in, by nearness and complexity. The ten that weigh "
        "most are named, with the intervals that they lie in."
    ) % {"count": len(known)}
    words = QUADRANTS
    plane = Scatter(
        id="opportunities",
        title=title,
        desc=desc,
        x_label=_("Nearness"),
        y_label=_("Complexity"),
        points=points,
        quadrants=(
            str(words["far_complex"]), str(words["near_complex"]), str(words["far_simple"]), str(words["near_simple"]),
        ),
        x_cut=mean,
        y_cut=0.0,
        table=table,
        height=560,
    )  # fmt: skip
    return PageChart("opportunities", title, table, plane)


def _head() -> list[str]:
    return [
        _("Activity"), _("Nearness"), _("Interval"), _("Complexity"), _("Interval"), _("Where"), _("How sure"),
        _("Place, with interval"),
    ]  # fmt: skip


def _row(chosen: Chosen, one: Opportunity, density: Datum, complexity: Datum) -> list[str | Datum]:
    low, high = one.rank_low, one.rank_high
    place = f"{one.rank} ({places(low, high)})" if low is not None and high is not None else _("Not known")
    held = f" ({share(one.quadrant_share, 0)})" if one.quadrant_share is not None else ""
    return [
        f"{chosen.names.activity(one.activity)} ({one.activity})",
        density,
        shares(one.density_low, one.density_high),
        complexity,
        interval(one.complexity_low, one.complexity_high, 1),
        str(QUADRANTS.get(one.quadrant or "", _("Not known"))),
        one.certainty + held,
        place,
    ]


def _span(low: float | None, high: float | None) -> tuple[float, float] | None:
    return None if low is None or high is None else (low, high)
