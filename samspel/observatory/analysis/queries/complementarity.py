"""Which of the programme's regions complement each other, over everything and in each area."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Area
from samspel.core.programmes.structure import Structure
from samspel.observatory.analysis.labels.numbers import Opener, brief, share, shares
from samspel.observatory.analysis.queries.answers import Answer, at_once, in_background
from samspel.observatory.analysis.queries.selection import Chosen
from samspel.observatory.analysis.rules.pairs import EVERYTHING
from samspel.ui.charts import Datum
from samspel.ui.formatting import join_list
from samspel.ui.templatetags.formats import language


@dataclass(frozen=True)
class Pair:
    """The pair that adds most in a set of activities. `stays`: the share of draws in which it still does."""

    area: Area | None
    region: str
    partner: str
    datum: Datum
    span: str
    stays: float | None
    adds: str

    @property
    def stays_words(self) -> str:
        """How sure it is, or that it has not been computed."""
        return _("not computed yet") if self.stays is None else share(self.stays, 0)


@dataclass(frozen=True)
class Complementarity:
    """How the programme's regions complement each other. `sure` is the computation of the intervals."""

    answer: Answer
    sure: Answer
    best: Pair | None
    by_area: Sequence[Pair]
    unmapped: Sequence[Area]

    @property
    def result(self) -> Any:
        """What has been computed, with intervals where they have been; None where nothing has."""
        return self.sure.result or self.answer.result


def sets_of(structure: Structure, chosen: Chosen) -> dict[str, list[str]]:
    """Area code → its activities in the data set's classification, for the areas that are mapped."""
    classification = chosen.version.dataset.classification
    found = {area.code: structure.activities_of(area, classification) for area in structure.areas}
    return {code: sorted(activities) for code, activities in found.items() if activities}


def complementarity_of(context: ReadContext, chosen: Chosen) -> Complementarity:
    """The complementarity of the programme's regions."""
    sets = sets_of(context.structure, chosen)
    asked: dict[str, Any] = {"year": chosen.year, "regions": sorted(chosen.compared), "sets": sets}
    answer = at_once("complementarity", chosen.version, **asked)
    sure = in_background("complementarity-draws", chosen.version, **asked)
    result = sure.result or answer.result
    if result is None:
        return Complementarity(answer, sure, None, (), ())
    opener = Opener(context, chosen.version)
    areas: list[Area | None] = [None, *(area for area in context.structure.areas if area.code in result["sets"])]
    pairs = [_pair(chosen, opener, area, result, sets) for area in areas]
    unmapped = [area for area in context.structure.areas if area.code not in result["sets"]]
    return Complementarity(answer, sure, pairs[0], pairs[1:], unmapped)


def _pair(
    chosen: Chosen, opener: Opener, area: Area | None, result: Mapping[str, Any], sets: Mapping[str, Any]
) -> Pair:
    told = result["sets"][area.code if area else EVERYTHING]
    region, partner, _value, stays = told["best"]
    names = [brief(chosen.names.activity(code), 48) for code, _worth in told["adds"]]
    datum, span = pair_value(chosen, opener, area, result, sets, (region, partner))
    adds = join_list(names, language())
    return Pair(area, chosen.name_of(region), chosen.name_of(partner), datum, span, stays, adds)


def pair_value(
    chosen: Chosen, opener: Opener, area: Area | None, result: Mapping[str, Any], sets: Mapping[str, Any],
    pair: tuple[str, str],
) -> tuple[Datum, str]:  # fmt: skip
    """What a pair's number is and the interval that it lies in, in words; empty where not computed."""
    told = result["sets"][area.code if area else EVERYTHING]
    i, j = (result["regions"].index(code) for code in pair)
    value, low, high = told["matrix"][i][j], told["low"][i][j], told["high"][i][j]
    where: dict[str, Any] = {"region": pair[0], "partner": pair[1], "year": chosen.year}
    if area:
        where["activity"] = sets[area.code]
    span = "" if low is None else shares(low, high)
    return opener.datum("complementarity", value, share(value, 0), **where), span
