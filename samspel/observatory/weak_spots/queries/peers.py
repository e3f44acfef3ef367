"""Indicators in which a region is worse than regions of like structure."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core.programmes.context import ReadContext
from samspel.observatory.analysis.labels.numbers import Opener, decimal
from samspel.observatory.analysis.queries.answers import at_once
from samspel.observatory.analysis.queries.peers import USUAL_K, variables_of
from samspel.observatory.analysis.queries.selection import Chosen, chosen_of
from samspel.observatory.weak_spots.figures import WeakSpot, WeakSpotGround, WeakSpotSource, register_source
from samspel.observatory.weak_spots.labels import CLEAR, STRONG

YEARS = 3
"""Years in a row that make a strong sign."""


def below_peers(context: ReadContext) -> list[WeakSpot]:
    """Of the programme's regions, on the indicators whose better way the programme folder says."""
    better = context.structure.better
    chosen = chosen_of(context.structure, {}, of_variables=True) if better else None
    if chosen is None or not chosen.own:
        return []
    weights = dict.fromkeys(variables_of(chosen), 1.0)
    answer = at_once(
        "peers", chosen.version, year=chosen.year, weights=weights, k=USUAL_K, regions=sorted(chosen.own)
    )  # fmt: skip
    if answer.result is None:
        return []
    opener = Opener(context, chosen.version)
    return [
        spot
        for region in chosen.own
        for spot in _of_region(context, chosen, opener, region, answer.result, better)
    ]  # fmt: skip


def _of_region(
    context: ReadContext,
    chosen: Chosen,
    opener: Opener,
    region: str,
    result: Mapping[str, Any],
    better: Mapping[str, str],
) -> list[WeakSpot]:
    theirs = [row[0] for row in result["peers"].get(region, [])]
    found = []
    for code, way in better.items():
        rows = [row for row in result["gaps"].get(region, []) if row[0] == code and row[1] <= chosen.year]
        run = worse_in_a_row(rows, way, chosen.year)
        if not run:
            continue
        _code, _year, own, _low, median, _high, _gap, _count = rows[-1]
        name = chosen.names.activity(code)
        where = {"region": region, "activity": code, "year": chosen.year}
        grounds = [
            WeakSpotGround(decimal(own, 1), opener.url("sum", **where)),
            WeakSpotGround(
                _("the peers' median is %(median)s") % {"median": decimal(median, 1)},
                opener.url("peer-median", activity=code, year=chosen.year, peers=theirs),
            ),
            WeakSpotGround(_("see the comparison"), context.url("observatory:peers", region=region)),
        ]
        title = _("%(region)s is worse than its peers: %(indicator)s") % {
            "region": chosen.name_of(region), "indicator": name,
        }  # fmt: skip
        strength = STRONG if run >= YEARS else CLEAR
        key = f"peers:{region}:{code}"
        found.append(WeakSpot(key, title, grounds, strength, where=chosen.name_of(region), subject=name))
    return found


def worse_in_a_row(rows: Sequence[Sequence[Any]], better: str, year: int) -> int:
    """In how many years in a row, up to the year, the own value is worse than the peers' worse quartile. Rows are
    those of gaps in order of year: code, year, own, lower quartile, median, upper quartile, gap, count."""
    run = 0
    expected = year
    for row in reversed(rows):
        own, low, high = row[2], row[3], row[5]
        if row[1] != expected or own is None or low is None:
            break
        if not (own < low if better == "higher" else own > high):
            break
        run, expected = run + 1, expected - 1
    return run


register_source(
    WeakSpotSource(
        "peers",
        gettext_lazy("Worse than peers"),
        gettext_lazy(
            "An indicator in which the region is worse than three of four peers (beyond the worse quartile) is a clear "
            "sign, and a strong one if it has been so three years in a row. Which way is better stands in the "
            "programme's folder."
        ),
        below_peers,
    )
)
