"""Peers: how unlike two regions are in structure, and how far one is from its peers."""

from collections.abc import Mapping
from statistics import median

import polars as pl
from django.utils.translation import gettext_lazy as _

from samspel.insight.peers import read_structure, structural_distance
from samspel.observatory.analysis.figures.methods import CELL, REGION, Method, NumberPart, register
from samspel.observatory.analysis.figures.parts import PARTNER
from samspel.observatory.analysis.queries.number_sources import SEVERAL
from samspel.observatory.models import DataSetVersion

NAVARRO = (
    "Navarro, M. et al. (2014). Regional benchmarking in the smart specialisation process. JRC, S3 Working Paper "
    "03/2014. Gower, J. C. (1971). Biometrics 27(4)."
)
PEERS = NumberPart(
    "peers", _("The peers"), {"region": "peers", "activity": "activity", "year": "year"}
)  # fmt: skip


def written(weights: Mapping[str, float]) -> str:
    """Weights as a parameter of an address: "density:1,tertiary:2"."""
    return SEVERAL.join(f"{code}:{weight:g}" for code, weight in sorted(weights.items()))


def read(text: str) -> dict[str, float]:
    """What `written` wrote. ValueError for anything else."""
    pairs = (one.rpartition(":") for one in text.split(SEVERAL))
    return {code: float(weight) for code, _colon, weight in pairs}


def _distance(version: DataSetVersion, given: Mapping[str, str]) -> float | None:
    try:
        weights = read(given["weights"])
        rows = list(
            version.observations.filter(year=int(given["year"]), activity__in=weights).values_list(
                "region", "activity", "value"
            )
        )
        frame = pl.DataFrame(
            rows, schema={"region": pl.String, "variable": pl.String, "value": pl.Float64}, orient="row"
        )
        there = set(frame["variable"])
        weights = {code: weight for code, weight in weights.items() if code in there}
        found = structural_distance(read_structure(frame, weights, missing="pairwise"))
        value: float = found[given["region"], given["partner"]]
    except (KeyError, ValueError):
        return None
    return value if value == value else None


def _values(version: DataSetVersion, regions: str, given: Mapping[str, str]) -> list[float]:
    rows = version.observations.filter(
        region__in=regions.split(SEVERAL), activity=given["activity"], year=int(given["year"])
    )
    return [value for value in rows.values_list("value", flat=True) if value is not None]


def _median(version: DataSetVersion, given: Mapping[str, str]) -> float | None:
    values = _values(version, given.get("peers", ""), given)
    return median(values) if values else None


def _gap(version: DataSetVersion, given: Mapping[str, str]) -> float | None:
    own, theirs = _values(version, given["region"], given), _median(version, given)
    return own[0] - theirs if own and theirs is not None else None


DISTANCE = register(
    Method(
        "peer-distance",
        _("Distance in structure"),
        _(
            "How unlike two regions are in the variables chosen, in standard deviations: 0 is alike. Each variable "
            "weighs as chosen. The nearest are the region's peers. The rank is shown with what it becomes when each "
            "variable is left out in turn."
        ),
        "d(r, s) = √( Σᵥ wᵥ·(zᵥ(r) − zᵥ(s))² / Σᵥ wᵥ )",
        NAVARRO,
        (REGION, PARTNER),
        compute=_distance,
    )
)
_GAP = _(
    "The region's value minus the median of its peers' in the same year. The number does not say which way is better."
)
GAP = register(
    Method(
        "peer-gap", _("Gap to peers"), _GAP, "x(r) − median av x(s) över s",
        NAVARRO, (CELL, PEERS), compute=_gap,
    )
)  # fmt: skip
MEDIAN = register(
    Method(
        "peer-median", _("The peers' median"), _GAP, "median av x(s) över s",
        NAVARRO, (PEERS,), compute=_median,
    )
)  # fmt: skip
