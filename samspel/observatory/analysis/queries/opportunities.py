"""What is within reach of a region, how complex it is, how sure that is, and whether reach has meant anything."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core.programmes.context import ReadContext
from samspel.observatory.analysis.labels.numbers import Opener, brief, count, decimal, interval, places, share, shares
from samspel.observatory.analysis.queries.answers import Answer, in_background
from samspel.observatory.analysis.queries.selection import Chosen
from samspel.observatory.analysis.rules.opportunities import COLUMNS
from samspel.observatory.analysis.views.charts import Picture
from samspel.ui.charts import Datum, Scatter, ScatterPoint, Table

QUADRANTS = {
    "near_complex": gettext_lazy("Near and complex"),
    "far_complex": gettext_lazy("Far and complex"),
    "near_simple": gettext_lazy("Near and common"),
    "far_simple": gettext_lazy("Far and common"),
}
SURE, LIKELY = 0.9, 0.67
GOOD = 0.7
"""AUC from which nearness is said to foretell well."""


@dataclass(frozen=True)
class Opportunity:
    """An activity that the region lacks, as COLUMNS says."""

    activity: str
    density: float
    density_low: float
    density_high: float
    complexity: float | None
    complexity_low: float | None
    complexity_high: float | None
    quadrant: str | None
    quadrant_share: float | None
    rank: int | None
    rank_low: int | None
    rank_high: int | None
    labelled: bool

    @property
    def certainty(self) -> str:
        """How sure the quadrant is, in a word: in at least 90 or 67 per cent of the draws, or fewer."""
        held = self.quadrant_share
        if held is None:
            return _("Not known")
        return _("sure") if held >= SURE else _("likely") if held >= LIKELY else _("unsure")


@dataclass(frozen=True)
class Tested:
    """The test of entry: verdict in words, and its numbers as they open."""

    verdict: str
    state: str
    auc: Datum
    words: str
    table: Picture


@dataclass(frozen=True)
class Opportunities:
    """The page's contents."""

    answer: Answer
    entry: Answer
    rows: Sequence[Opportunity]
    pictures: Sequence[Picture]
    tested: Tested | None

    @property
    def within(self) -> list[Opportunity]:
        """What is near and complex, by rank."""
        return [one for one in self.rows if one.quadrant == "near_complex"]

    @property
    def sure(self) -> int:
        """How many of those are surely so."""
        return sum((one.quadrant_share or 0) >= SURE for one in self.within)


def entry_years(chosen: Chosen) -> list[int]:
    """The first year, the middle one where there is one, and the year: what the test of entry is on."""
    earlier = [year for year in chosen.years if chosen.since is not None and chosen.since <= year <= chosen.year]
    if len(earlier) < 2:
        return []
    between = earlier[len(earlier) // 2]
    return sorted({earlier[0], between, earlier[-1]})


def opportunities_of(context: ReadContext, chosen: Chosen) -> Opportunities:
    """The opportunities of the region in focus. The programme's regions are worked out together."""
    regions = sorted(chosen.own) if chosen.region in chosen.own else [chosen.region]
    answer = in_background("opportunity-map", chosen.version, year=chosen.year, regions=regions)
    entry = in_background("entry-model", chosen.version, years=entry_years(chosen))
    rows: list[Opportunity] = []
    pictures: list[Picture] = []
    if answer.result is not None:
        found = answer.result["regions"].get(chosen.region, [])
        rows = [Opportunity(**dict(zip(COLUMNS, row, strict=True))) for row in found]
        pictures = [_map(chosen, Opener(context, chosen.version), rows)]
    tested = _tested(context, chosen, entry.result) if entry.result is not None else None
    if tested is not None:
        pictures.append(tested.table)
    return Opportunities(answer, entry, rows, pictures, tested)


def _map(chosen: Chosen, opener: Opener, rows: Sequence[Opportunity]) -> Picture:
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
    table = Table(_("Show all as a table"), _head(), [_row(chosen, one, density(one), complexity(one)) for one in rows],
                  frozenset({1, 2, 3, 4, 7}))  # fmt: skip
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
    return Picture("opportunities", title, table, plane)


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


def _tested(context: ReadContext, chosen: Chosen, result: Mapping[str, Any]) -> Tested:
    opener, years = Opener(context, chosen.version), entry_years(chosen)
    where = {"since": years[0], "year": years[-1], "between": years[1] if len(years) > 2 else ""}
    lines: list[list[str | Datum]] = []
    for key, method, label in (
        ("density_only", "entry-auc-density", _("Nearness alone")),
        ("cells", "entry-auc", _("The model, on cases held out")),
        ("without_density", "entry-auc-levels", _("The model without nearness, on cases held out")),
        ("time", "entry-auc-later", _("The model of the first years, on the later ones")),
    ):
        found = result[key]
        if found is not None:
            value = opener.datum(method, found["value"], decimal(found["value"]), **where)
            lines.append([label, value, interval(found["low"], found["high"])])
    ratio = result["odds_ratio"]
    low, high = (None if end is None else math.exp(end / 10) for end in result["coefficient"][1:])
    odds = opener.datum("entry-odds", ratio, decimal(ratio), **where)
    lines.append([_("Odds of entry where nearness is 0.1 higher, times"), odds, interval(low, high)])
    table = Table(_("Show the test as a table"), [_("What"), _("Value"), _("Interval")], lines, frozenset({1, 2}))
    verdict, state = verdict_of(result["density_only"])
    words = _(
        "Of %(cases)s cases where a region lacked an activity in %(since)s, %(entries)s were specialisations in "
        "%(year)s."
    ) % {
        "cases": count(result["cases"]), "entries": count(result["entries"]), "since": years[0], "year": years[-1],
    }  # fmt: skip
    title = _("Has nearness led to entry? %(since)s–%(year)s") % {"since": years[0], "year": years[-1]}
    first = lines[0][1]
    assert isinstance(first, Datum)
    return Tested(verdict, state, first, words, Picture("entry", title, table))


def verdict_of(found: Mapping[str, float]) -> tuple[str, str]:
    """What the AUC of nearness says, and how it is marked. At or above 0.7 with the interval above 0.5 it foretells
    well, above 0.5 somewhat; else it cannot be told from chance, or points the other way."""
    if found["low"] > 0.5:
        if found["value"] >= GOOD:
            return _("Tested: nearness foretells entry well"), "good"
        return _("Tested: nearness foretells entry somewhat"), "good"
    if found["high"] < 0.5:
        return _("Tested: what was entered lay further away"), "bad"
    return _("Tested: cannot be told from chance here"), "neutral"


def _span(low: float | None, high: float | None) -> tuple[float, float] | None:
    return None if low is None or high is None else (low, high)
