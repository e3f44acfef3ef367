"""A version's observations as the checked tables that insight works on; what it refuses, said to the user."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from typing import Any

import numpy as np
import polars as pl

from samspel.insight import Cancelled as Stopped
from samspel.insight import InsightError, RegionTable, panel
from samspel.observatory.analysis.labels.faults import (
    EMPTY_REGION_OR_ACTIVITY,
    MISSING_VALUES,
    NEGATIVE_VALUES,
    NO_ENTRY,
    NO_PARTS_OF_A_WHOLE,
    NOT_ALLOWED,
    TOO_FEW_REGIONS,
    TOO_LITTLE_TO_COMPARE,
    YEARS_WITHOUT_ACTIVITIES,
)
from samspel.observatory.computations.queries.version_data import VersionData
from samspel.observatory.computations.rules.kinds import ComputationCancelled, ParameterFault, Progress, Work

LEVEL = 0.95
"""Of every interval on the pages."""

SEED = 20180101
ANALYSED = frozenset(("count", "amount"))
"""Kinds of values that can be compared as parts of a whole: they add up and are not negative."""


def table_of(data: VersionData, year: int) -> RegionTable:
    """Regions × activities of a year, without those that have no value above 0. ParameterFault where there is none."""
    return RegionTable.from_frame(_of_years(data, [year]).drop("year"), empty="drop")


def panel_of(data: VersionData, years: Iterable[int]) -> list[RegionTable]:
    """A table for each of the years, in their order, all with the same regions and activities."""
    wanted = sorted(set(years))
    frame = _of_years(data, wanted)
    for axis in ("region", "activity"):
        frame = frame.filter(pl.col("value").sum().over(axis) > 0)
    tables = panel(frame)
    return [tables[year] for year in wanted]


def _of_years(data: VersionData, years: Sequence[int]) -> pl.DataFrame:
    if data.value_kind not in ANALYSED:
        raise ParameterFault(str(NO_PARTS_OF_A_WHOLE))
    frame = data.frame.filter(pl.col("year").is_in(years) & (pl.col("activity") != "")).drop_nulls("value")
    missing = sorted(set(years) - set(frame["year"].unique().to_list()))
    if missing:
        told = str(YEARS_WITHOUT_ACTIVITIES)
        raise ParameterFault(told % {"years": ", ".join(map(str, missing))})
    if frame["region"].n_unique() < 2 or frame["activity"].n_unique() < 2:
        raise ParameterFault(str(TOO_LITTLE_TO_COMPARE))
    return frame


def told(work: Work) -> Work:
    """The kind's function, with what insight refuses and stops said in our words."""

    @wraps(work)
    def wrapped(data: VersionData, parameters: Mapping[str, Any], progress: Progress) -> Any:
        try:
            return work(data, parameters, progress)
        except Stopped as stopped:
            raise ComputationCancelled from stopped
        except InsightError as error:
            raise ParameterFault(why(error)) from error

    return wrapped


def why(error: InsightError) -> str:
    """What insight refused, in the reader's language where we have words for it."""
    words = {
        "negative": str(NEGATIVE_VALUES),
        "missing": str(MISSING_VALUES),
        "no_regions": str(TOO_FEW_REGIONS),
        "no_entry": str(NO_ENTRY),
        "empty": str(EMPTY_REGION_OR_ACTIVITY),
    }
    return words.get(error.code) or str(NOT_ALLOWED) % {"why": error.expected}


def number(value: Any) -> float | None:
    """A finite float for JSON; None for what is not known."""
    return None if value is None or not np.isfinite(value) else float(value)


def numbers(values: Iterable[Any]) -> list[float | None]:
    """Finite floats for JSON."""
    return [number(value) for value in values]


Draw = Callable[[RegionTable], Any]


def bounds_of(samples: list[Any], observed: Any, is_count: bool) -> tuple[Any, Any]:
    """Percentiles of the draws, widened to what was observed; NaN throughout where there are no draws."""
    from samspel.insight.uncertainty import bounds

    if not (is_count and samples):
        nothing = np.full_like(observed, np.nan)
        return nothing, nothing
    flat = np.array(samples).reshape(len(samples), -1)
    low, high = bounds(flat, np.asarray(observed).ravel(), LEVEL)
    return low.reshape(observed.shape), high.reshape(observed.shape)
