"""A first computation of every version: totals by year and the largest regions and activities of the last year."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from samspel.observatory.computations.labels import NOT_SUMMABLE, TOTALS_NAME, YEAR_NOT_FOUND
from samspel.observatory.computations.queries.version_data import VersionData
from samspel.observatory.computations.rules.kinds import ComputationKind, ParameterFault, Progress, register
from samspel.observatory.datasets.labels import ADDS_UP


def totals(data: VersionData, parameters: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Sums by year, and by region and activity in one year (the last one where none is given)."""
    if data.value_kind not in ADDS_UP:
        raise ParameterFault(str(NOT_SUMMABLE))
    frame = data.frame.drop_nulls("value")
    years = frame["year"].unique().sort().to_list()
    year = parameters["year"] or (years[-1] if years else None)
    if year not in years:
        told = str(YEAR_NOT_FOUND)
        raise ParameterFault(told % {"found": year, "expected": ", ".join(map(str, years))})
    by_year = frame.group_by("year").agg(pl.col("value").sum()).sort("year")
    progress(0.4)
    of_year = frame.filter(pl.col("year") == year)
    parts = {}
    for share, axis in ((0.7, "region"), (1.0, "activity")):
        summed = of_year.group_by(axis).agg(pl.col("value").sum()).sort(["value", axis], descending=[True, False])
        parts[axis] = [list(row) for row in summed.rows()]
        progress(share)
    return {"year": year, "years": [list(row) for row in by_year.rows()], **parts}


TOTALS = register(
    ComputationKind(
        "totals",
        TOTALS_NAME,
        totals,
        {"year": None},
    )
)
