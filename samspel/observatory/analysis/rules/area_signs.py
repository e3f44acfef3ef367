"""Whether statistics support an area in a region: is it strong there, does it grow, is it near to what is there?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from samspel.insight import RegionTable, presence_matrix, relatedness_density
from samspel.insight.resampling import of_counts
from samspel.observatory.analysis.labels.computations import COMPUTATION_NAMES
from samspel.observatory.analysis.rules.tables import SEED, bounds_of, number, panel_of, table_of, told
from samspel.observatory.computations.queries.version_data import VersionData
from samspel.observatory.computations.rules.kinds import ComputationKind, Progress, register

DRAWS = 200
SUPPORTS, PARTLY, AGAINST, UNKNOWN = "supports", "partly", "against", "unknown"


@dataclass(frozen=True)
class Signs:
    """The three signs; None is not known."""

    strong: bool | None
    growing: bool | None
    near: bool | None

    @property
    def verdict(self) -> str:
        """Supports: strong, and growing or near. Partly: any sign. Against: none of those known. Unknown: fewer than
        two signs are known."""
        known = [sign for sign in (self.strong, self.growing, self.near) if sign is not None]
        if len(known) < 2:
            return UNKNOWN
        if self.strong and (self.growing or self.near):
            return SUPPORTS
        return PARTLY if any(known) else AGAINST


@dataclass(frozen=True)
class SignGround:
    """What the signs of an area in a region stand on. Growth and quotient are against all regions, and nearness is
    the mean density of the area's activities against the region's over all activities, 0 to 1."""

    value: float | None = None
    share: float | None = None
    quotient: float | None = None
    low: float | None = None
    high: float | None = None
    growth: float | None = None
    growth_all: float | None = None
    density: float | None = None
    density_all: float | None = None

    @property
    def signs(self) -> Signs:
        """Strong: the whole interval of the quotient lies above 1, or the quotient does where it has none. Growing:
        at least as fast as the area does in all regions. Near: at least as dense as the region's activities are."""
        lowest = self.quotient if self.low is None else self.low
        return Signs(
            None if lowest is None else lowest > 1,
            None if self.growth is None or self.growth_all is None else self.growth >= self.growth_all,
            None if self.density is None or self.density_all is None else self.density >= self.density_all,
        )


@told
def area_evidence(data: VersionData, parameters: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Set of activities → region → the fields of Ground. Sets without an activity in the data set are left out."""
    table = table_of(data, parameters["year"])
    sets = {
        name: [table.activity_at(code) for code in codes if code in table.activities]
        for name, codes in parameters["sets"].items()
    }
    sets = {name: columns for name, columns in sets.items() if columns}
    regions = [code for code in parameters["regions"] if code in table.regions]
    names = list(sets)
    observed = _quotients(table, [sets[name] for name in names])
    resampling, is_count = of_counts(table), data.value_kind == "count"
    draws = range(DRAWS) if is_count else ()
    samples = [_quotients(resampling.draw(SEED, draw), [sets[name] for name in names]) for draw in draws]
    low, high = bounds_of(samples, observed, is_count)
    progress(0.6)
    density = relatedness_density(presence_matrix(table)).values
    growth = _growth(data, parameters, {name: parameters["sets"][name] for name in names})
    values = table.dense()
    totals = table.region_totals()
    return {"sets": {
        name: {
            code: _ground(
                values[i, sets[name]].sum(), totals[i], (observed[i, k], low[i, k], high[i, k]),
                growth.get((name, code)), growth.get((name, "")), density[i, sets[name]].mean(), density[i].mean(),
            )
            for code in regions
            for i in [table.region_at(code)]
        }
        for k, name in enumerate(names)
    }}  # fmt: skip


def _ground(
    value: float, total: float, quotient: Sequence[float], growth: float | None, growth_all: float | None,
    density: float, density_all: float,
) -> dict[str, float | None]:  # fmt: skip
    return {
        "value": number(value), "share": number(value / total),
        "quotient": number(quotient[0]), "low": number(quotient[1]), "high": number(quotient[2]),
        "growth": growth, "growth_all": growth_all,
        "density": number(density), "density_all": number(density_all),
    }  # fmt: skip


def _quotients(table: RegionTable, sets: Sequence[Sequence[int]]) -> Any:
    """Location quotients of whole sets of activities (regions × sets)."""
    values = table.dense()
    parts = np.column_stack([values[:, list(columns)].sum(axis=1) for columns in sets]) if sets else values[:, :0]
    totals, whole = values.sum(axis=1), values.sum()
    with np.errstate(invalid="ignore", divide="ignore"):
        return (parts / totals[:, None]) / (parts.sum(axis=0) / whole)[None, :]


def _growth(
    data: VersionData, parameters: Mapping[str, Any], sets: Mapping[str, Sequence[str]]
) -> dict[tuple[str, str], float | None]:
    """(set, region) → change since the earlier year as a share; region "" is all regions."""
    since, year = parameters["since"], parameters["year"]
    if since is None or since >= year:
        return {}
    before, after = panel_of(data, [since, year])
    found: dict[tuple[str, str], float | None] = {}
    for name, codes in sets.items():
        columns = [before.activity_at(code) for code in codes if code in before.activities]
        old, new = before.dense()[:, columns].sum(axis=1), after.dense()[:, columns].sum(axis=1)
        for i, region in enumerate(before.regions):
            found[name, region] = number(new[i] / old[i] - 1) if old[i] > 0 else None
        found[name, ""] = number(new.sum() / old.sum() - 1) if old.sum() > 0 else None
    return found


AREAS = register(
    ComputationKind(
        "area-evidence",
        COMPUTATION_NAMES["area-evidence"],
        area_evidence,
        {"year": 0, "since": None, "regions": [], "sets": {}},
        page="observatory:areas",
    )
)
