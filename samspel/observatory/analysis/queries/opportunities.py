"""What is within reach of a region, how complex it is, how sure that is, and whether reach has meant anything."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core.programmes.context import ReadContext
from samspel.observatory.analysis.labels.numbers import Opener, count, decimal, interval
from samspel.observatory.analysis.queries.answers import Answer, in_background
from samspel.observatory.analysis.queries.selection import Chosen
from samspel.observatory.analysis.rules.opportunities import COLUMNS
from samspel.ui.charts import Datum

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
    """The test of entry: its verdict in words, and its numbers as they open (what, value, interval)."""

    verdict: str
    state: str
    auc: Datum
    words: str
    lines: Sequence[Sequence[str | Datum]]


@dataclass(frozen=True)
class Opportunities:
    """The page's contents."""

    answer: Answer
    entry: Answer
    rows: Sequence[Opportunity]
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
    if answer.result is not None:
        found = answer.result["regions"].get(chosen.region, [])
        rows = [Opportunity(**dict(zip(COLUMNS, row, strict=True))) for row in found]
    tested = _tested(context, chosen, entry.result) if entry.result is not None else None
    return Opportunities(answer, entry, rows, tested)


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
    verdict, state = verdict_of(result["density_only"])
    words = _(
        "Of %(cases)s cases where a region lacked an activity in %(since)s, %(entries)s were specialisations in "
        "%(year)s."
    ) % {
        "cases": count(result["cases"]), "entries": count(result["entries"]), "since": years[0], "year": years[-1],
    }  # fmt: skip
    first = lines[0][1]
    assert isinstance(first, Datum)
    return Tested(verdict, state, first, words, lines)


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
