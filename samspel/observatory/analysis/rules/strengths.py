"""What a region is specialised in, how concentrated it is, and what its change consists of."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from samspel.insight import (
    RegionTable,
    diversity,
    herfindahl_specialisation,
    krugman_specialisation,
    location_quotient,
    presence_matrix,
    shift_share,
)
from samspel.insight.resampling import of_counts
from samspel.observatory.analysis.labels.computations import COMPUTATION_NAMES
from samspel.observatory.analysis.rules.tables import SEED, bounds_of, number, numbers, panel_of, table_of, told
from samspel.observatory.computations.queries.version_data import VersionData
from samspel.observatory.computations.rules.kinds import ComputationKind, ParameterFault, Progress, register

DRAWS = 200


@told
def region_profile(data: VersionData, parameters: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Of one region in a year, and since another. `activities`: code, value, share, LQ, its bounds, and by code in
    `change`: before, change, national, mix, competitive. `structure`: measure → region → value, for all regions."""
    region, year, since = parameters["region"], parameters["year"], parameters["since"]
    table = table_of(data, year)
    if region not in table.regions:
        raise ParameterFault(f"{region}: {year}")
    at = table.region_at(region)
    quotients = location_quotient(table).dense()[at]
    low, high = _quotient_bounds(table, at, quotients, data.value_kind == "count")
    progress(0.7)
    values, total = table.dense()[at], float(table.region_totals()[at])
    order = np.argsort(-quotients, kind="stable")
    activities = [
        [table.activities[j], float(values[j]), float(values[j] / total), *numbers((quotients[j], low[j], high[j]))]
        for j in order.tolist()
    ]
    return {
        "total": total,
        "activities": activities,
        "structure": _structure(table),
        "change": _change(data, region, year, since),
    }


def _quotient_bounds(table: RegionTable, at: int, observed: Any, is_count: bool) -> tuple[Any, Any]:
    """The interval of each location quotient of the region, over tables that might have been counted."""
    resampling = of_counts(table)
    draws = range(DRAWS) if is_count else ()
    samples = [location_quotient(resampling.draw(SEED, draw)).dense()[at] for draw in draws]
    return bounds_of(samples, observed, is_count)


def _structure(table: RegionTable) -> dict[str, dict[str, float | None]]:
    measures = {
        "diversity": diversity(presence_matrix(table)),
        "krugman": krugman_specialisation(table),
        "herfindahl": herfindahl_specialisation(table),
    }
    return {
        name: dict(zip(vector.labels, numbers(vector.values), strict=True)) for name, vector in measures.items()
    }  # fmt: skip


def _change(data: VersionData, region: str, year: int, since: int | None) -> dict[str, Any]:
    """Shift-share of the region, in all and by activity; empty where there is no earlier year or region."""
    if since is None or since >= year:
        return {}
    before, after = panel_of(data, [since, year])
    if region not in before.regions:
        return {}
    found, at = shift_share(before, after), before.region_at(region)
    parts = {part.name: part.values[at] for part in found.parts() if part.name != "allocation"}
    old = before.dense()[at]
    return {
        "before": float(old.sum()),
        "all": {name: float(values.sum()) for name, values in parts.items()},
        "whole": number(after.values.sum() / before.values.sum() - 1),
        "activities": {
            code: [float(old[j]), *(float(values[j]) for values in parts.values())]
            for j, code in enumerate(before.activities)
        },
    }


PROFILE = register(
    ComputationKind(
        "region-profile",
        COMPUTATION_NAMES["region-profile"],
        region_profile,
        {"region": "", "year": 0, "since": None},
        page="observatory:profile",
    )
)
