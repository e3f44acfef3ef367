"""Dynamics: which activities regions enter and leave, and how fast they grow, between two tables."""

from typing import Any, Literal

import numpy as np

from samspel.insight.checks import Floats
from samspel.insight.errors import InsightError
from samspel.insight.labelled import Matrix, Vector
from samspel.insight.presence import Presence, as_presence
from samspel.insight.shares import divide
from samspel.insight.table import RegionTable, as_table

CELLS = ("region", "activity")


def entry(before: Any, after: Any) -> Matrix:
    """1 where a region has entered an activity, 0 where it stayed without, NaN where it had it: it could not enter.

    Regions × activities, of two Presences (or 0 and 1) with the same labels. Boschma et al. (2015).
    """
    first, last = both_present(before, after)
    had, has = first.dense(), last.dense()
    return Matrix("entry", CELLS, first.regions, first.activities, np.where(had, np.nan, has.astype(np.float64)))


def exit(before: Any, after: Any) -> Matrix:  # noqa: A001 - the field's name for it
    """1 where a region has left an activity, 0 where it kept it, NaN where it did not have it: it could not leave."""
    first, last = both_present(before, after)
    had, has = first.dense(), last.dense()
    return Matrix("exit", CELLS, first.regions, first.activities, np.where(had, (~has).astype(np.float64), np.nan))


def entry_rate(before: Any, after: Any, by: Literal["region", "activity"] = "region") -> Vector:
    """Entries as a share of what could be entered, 0 to 1, by region or activity; NaN where nothing could."""
    return rate(entry(before, after), by, "entry_rate")


def exit_rate(before: Any, after: Any, by: Literal["region", "activity"] = "region") -> Vector:
    """Exits as a share of what could be left, 0 to 1, by region or activity; NaN where nothing could."""
    return rate(exit(before, after), by, "exit_rate")


def growth(before: Any, after: Any) -> Matrix:
    """(x' - x) / x of each cell (regions × activities), as a share: 0.1 is ten per cent. NaN where x is 0."""
    first, last = same_labels(before, after)
    values = relative_change(first.dense(), last.dense())
    return Matrix("growth", CELLS, first.regions, first.activities, values)


def growth_by(before: Any, after: Any, by: Literal["region", "activity"] = "region", annual: bool = False) -> Vector:
    """(x' - x) / x of the totals of each region or activity, as a share; NaN where x is 0.

    annual: (x' / x)^(1/years) - 1 instead, where both tables have a year.
    """
    first, last = same_labels(before, after)
    old, new = (t.region_totals() if by_region(by) else t.activity_totals() for t in (first, last))
    values = relative_change(old, new)
    if annual:
        if first.year is None or last.year is None or last.year <= first.year:
            raise InsightError("years", "annual growth needs two tables with a year, the later one last")
        values = (1 + values) ** (1 / (last.year - first.year)) - 1
    return Vector("growth", by, first.regions if by_region(by) else first.activities, values)


def relative_change(old: Floats, new: Floats) -> Floats:
    """(new - old) / old; NaN where old is 0."""
    return divide(new - old, old, np.nan)


def rate(events: Matrix, by: Literal["region", "activity"], name: str) -> Vector:
    """The mean of what is not NaN, by row or by column."""
    axis = 1 if by_region(by) else 0
    at_risk = (~np.isnan(events.values)).sum(axis=axis)
    labels = events.rows if by_region(by) else events.columns
    return Vector(name, by, labels, divide(np.nansum(events.values, axis=axis), at_risk, np.nan))


def by_region(by: str) -> bool:
    """Whether results are by region; InsightError for anything but region and activity."""
    if by not in CELLS:
        raise InsightError("choice", f"by must be region or activity, not {by!r}")
    return by == "region"


def both_present(before: Any, after: Any) -> tuple[Presence, Presence]:
    """Two presences with the same labels; InsightError otherwise."""
    first, last = as_presence(before), as_presence(after)
    require_same_labels(first, last)
    return first, last


def same_labels(before: Any, after: Any) -> tuple[RegionTable, RegionTable]:
    """Two tables with the same labels in the same order, as `panel` gives them; InsightError otherwise."""
    first, last = as_table(before), as_table(after)
    require_same_labels(first, last)
    return first, last


def require_same_labels(first: RegionTable | Presence, last: RegionTable | Presence) -> None:
    """InsightError where two tables do not have the same labels in the same order."""
    if first.regions != last.regions or first.activities != last.activities:
        raise InsightError(
            "labels", "both tables must have the same regions and activities in the same order; see panel"
        )
