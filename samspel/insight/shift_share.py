"""Shift-share: how much of a region's change follows from the whole, from its mix, and from itself."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from samspel.insight.checks import Floats
from samspel.insight.dynamics import CELLS, same_labels
from samspel.insight.errors import InputRow, InsightError
from samspel.insight.labelled import Matrix
from samspel.insight.shares import divide
from samspel.insight.table import RegionTable


@dataclass(frozen=True, slots=True)
class ShiftShare:
    """Parts of the change of each cell (regions × activities, in the table's unit) that sum to `change`.

    `allocation` is 0 throughout in the classic decomposition.
    """

    change: Matrix
    national: Matrix
    mix: Matrix
    competitive: Matrix
    allocation: Matrix

    def parts(self) -> tuple[Matrix, ...]:
        """The change and its parts."""
        return self.change, self.national, self.mix, self.competitive, self.allocation

    def by_region(self) -> pl.DataFrame:
        """A row for each region: the change and its parts, summed over the activities."""
        return pl.DataFrame({"region": list(self.change.rows)} | {p.name: p.values.sum(axis=1) for p in self.parts()})

    def by_activity(self) -> pl.DataFrame:
        """A row for each activity: the change and its parts, summed over the regions."""
        names = {"activity": list(self.change.columns)}
        return pl.DataFrame(names | {p.name: p.values.sum(axis=0) for p in self.parts()})


def shift_share(before: Any, after: Any, reference: tuple[Any, Any] | None = None) -> ShiftShare:
    """x' - x = x G + x (g_p - G) + (x' - x (1 + g_p)): national, mix and competitive part. Dunn (1960).

    G is the growth of the whole and g_p that of the activity in it: of all regions of the tables, or of `reference`,
    two tables (before, after) of the same activities, such as the whole country's. An activity that was nowhere
    before has no growth: all of it is competitive.
    """
    first, last = same_labels(before, after)
    old, new = first.dense(), last.dense()
    overall, by_activity = growths(first, last, reference)
    mix = old * (by_activity - overall)[None, :]
    competitive = new - old * (1 + by_activity)[None, :]
    return assembled(first, new - old, old * overall, mix, competitive, np.zeros_like(old))


def esteban_marquillas(before: Any, after: Any, reference: tuple[Any, Any] | None = None) -> ShiftShare:
    """Shift-share with the competitive part split: h (g_cp - g_p) competitive, (x - h) (g_cp - g_p) allocation.

    h_cp = x_c x_p / x is what the region would have with the mix of the whole. Esteban-Marquillas (1972). Where a
    region had nothing of an activity, g_cp does not exist: what has come is allocation.
    """
    first, last = same_labels(before, after)
    plain = shift_share(first, last, reference)
    old, new = first.dense(), last.dense()
    _, by_activity = growths(first, last, reference)
    whole = first if reference is None else same_labels(*reference)[0]
    totals = whole.activity_totals()
    usual = first.region_totals()[:, None] * divide(totals, totals.sum())[None, :]
    faster = np.where(old > 0, divide(new - old, old) - by_activity[None, :], 0.0)
    competitive = usual * faster
    allocation = plain.competitive.values - competitive
    parts = (plain.change.values, plain.national.values, plain.mix.values, competitive, allocation)
    return assembled(first, *parts)


def growths(first: RegionTable, last: RegionTable, reference: tuple[Any, Any] | None) -> tuple[float, Floats]:
    """Growth of the whole and of each activity in it; InsightError where the whole was 0, or lacks an activity."""
    start, end = (first, last) if reference is None else same_labels(*reference)
    if start.activities != first.activities:
        raise InsightError("labels", "the reference must have the activities of the tables, in their order")
    old, new = start.activity_totals(), end.activity_totals()
    if old.sum() == 0:
        raise InsightError("empty", "there must be a value above 0 in the table before")
    lacking = np.flatnonzero((old == 0) & (first.activity_totals() > 0))
    if lacking.size:
        rows = [InputRow(None, None, first.activities[j], 0) for j in lacking.tolist()]
        raise InsightError("reference", "the reference must have every activity of the regions", rows)
    return float(new.sum() / old.sum() - 1), divide(new - old, old)


def assembled(table: RegionTable, *parts: Floats) -> ShiftShare:
    """The parts with their names and labels."""
    names = ("change", "national", "mix", "competitive", "allocation")
    return ShiftShare(*(
        Matrix(name, CELLS, table.regions, table.activities, values) for name, values in zip(names, parts, strict=True)
    ))  # fmt: skip
