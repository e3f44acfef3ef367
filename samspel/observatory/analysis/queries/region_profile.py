"""One region: what it is specialised in, how many-sided it is, and what its change consists of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.core.programmes.context import ReadContext
from samspel.observatory.analysis.labels.numbers import (  # fmt: skip
    Opener,
    count,
    decimal,
    interval,
    places,
    plain,
    signed,
    signed_share,
)
from samspel.observatory.analysis.queries.answers import Answer, at_once, in_background
from samspel.observatory.analysis.queries.selection import Chosen
from samspel.ui.charts import Datum
from samspel.ui.formatting import join_list
from samspel.ui.templatetags.formats import language

LEAST_SHARE = 0.005
"""Of the region's value, for an activity to be drawn among its specialisations: smaller ones are in the table."""


@dataclass(frozen=True)
class RegionActivity:
    """An activity in the region."""

    code: str
    name: str
    value: float
    share: float
    quotient: float
    low: float | None
    high: float | None

    @property
    def is_strong(self) -> bool:
        """Specialised beyond chance: the whole interval, or the quotient where it has none, above 1."""
        return (self.quotient if self.low is None else self.low) > 1


@dataclass(frozen=True)
class Profile:
    """The page's contents. `strong` are the specialisations large enough to draw, the strongest first."""

    answer: Answer
    complexity: Answer
    activities: Sequence[RegionActivity]
    strong: Sequence[RegionActivity]
    diversity: Datum
    complexity_words: str
    change: Datum
    change_words: str

    @property
    def specialised(self) -> int:
        """How many activities are at or above 1."""
        return sum(one.quotient >= 1 for one in self.activities)


def strong_ones(chosen: Chosen, result: Mapping[str, Any]) -> tuple[list[RegionActivity], list[RegionActivity]]:
    """All activities by quotient, and those that are strong and not small."""
    rows = [RegionActivity(code, chosen.names.activity(code), *rest) for code, *rest in result["activities"]]
    return rows, [one for one in rows if one.is_strong and one.share >= LEAST_SHARE]


def profile_of(context: ReadContext, chosen: Chosen) -> Profile:
    """The profile of the region in focus."""
    asked = {"region": chosen.region, "year": chosen.year, "since": chosen.since}
    answer = at_once("region-profile", chosen.version, **asked)
    complexity = in_background("complexity", chosen.version, year=chosen.year)
    if answer.result is None:
        return Profile(answer, complexity, (), (), Datum(None), "", Datum(None), "")
    result, opener = answer.result, Opener(context, chosen.version)
    activities, strong = strong_ones(chosen, result)
    diversity = result["structure"]["diversity"].get(chosen.region)
    place = place_of(complexity, chosen.region)
    change = result["change"].get("all", {}).get("change")
    return Profile(
        answer,
        complexity,
        activities,
        strong,
        opener.datum("diversity", diversity, count(diversity), region=chosen.region, year=chosen.year),
        _complexity_words(place, complexity),
        opener.datum("change", change, signed(change), region=chosen.region, year=chosen.year, since=chosen.since),
        _change_words(chosen, result["change"]),
    )


def heading(chosen: Chosen, found: Profile) -> str:
    """What the page says first."""
    if not found.strong:
        return _("%(region)s has no specialisation that stands out") % {"region": chosen.region_name}
    names = join_list([plain(one.name) for one in found.strong[:3]], language())
    return _("%(region)s is strong in %(activities)s") % {"region": chosen.region_name, "activities": names}


def place_of(complexity: Answer, region: str) -> Sequence[Any] | None:
    if complexity.result is None:
        return None
    return next((row for row in complexity.result["regions"] if row[0] == region), None)


def _complexity_words(place: Sequence[Any] | None, complexity: Answer) -> str:
    if complexity.result is None:
        return ""
    if place is None:
        return _("Complexity cannot be told: the region stands apart from the others.")
    _code, value, low, high, rank, rank_low, rank_high = place
    return _(
        "Complexity %(value)s (%(interval)s), place %(rank)s of %(all)s, and with 95 per cent certainty %(places)s."
    ) % {
        "value": decimal(value), "interval": interval(low, high), "rank": rank,
        "all": len(complexity.result["regions"]), "places": places(rank_low, rank_high),
    }  # fmt: skip


def _change_words(chosen: Chosen, change: Mapping[str, Any]) -> str:
    if not change:
        return ""
    own = change["all"]["competitive"]
    told = {
        "share": signed_share(change["all"]["change"] / change["before"]) if change["before"] else _("Not known"),
        "whole": signed_share(change["whole"]),
        "since": chosen.since,
        "own": count(abs(own)),
    }
    if own >= 0:
        return _("%(share)s since %(since)s, all regions %(whole)s. The region's own part is %(own)s more.") % told
    return _("%(share)s since %(since)s, all regions %(whole)s. The region's own part is %(own)s fewer.") % told


def specialised_words(found: Profile) -> str:
    """How many specialisations, and how many of them are sure."""
    sure = sum(one.is_strong for one in found.activities)
    return ngettext(
        "%(count)d is above 1 beyond chance.", "%(count)d are above 1 beyond chance.", sure
    ) % {"count": sure}  # fmt: skip
