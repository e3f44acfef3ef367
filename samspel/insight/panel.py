"""Tables of several years with the same labels, of one tidy frame."""

from collections.abc import Iterable
from typing import Any

import narwhals as nw

from samspel.insight.errors import InputRow, InsightError
from samspel.insight.frames import collect, read_cells
from samspel.insight.table import RegionTable


def panel(
    frame: Any,
    region: str = "region",
    activity: str = "activity",
    value: str = "value",
    year: str = "year",
    *,
    regions: Iterable[object] | None = None,
    activities: Iterable[object] | None = None,
) -> dict[int, RegionTable]:
    """A table for each year, by year, all with the same labels; a region or activity may be empty in some years.

    Refuses as `RegionTable.from_frame` does; a region or activity that is empty in every year is refused.
    """
    columns = [region, activity, value, year]
    rows = collect(frame, columns)
    known = sorted(rows[region].unique().to_list()) if regions is None else [str(label) for label in regions]
    kinds = sorted(rows[activity].unique().to_list()) if activities is None else [str(label) for label in activities]
    tables = {
        int(when): RegionTable(*read_cells(rows.filter(nw.col(year) == when), columns, known, kinds), int(when))
        for when in sorted(set(rows[year].to_list()))
    }
    unused = set(known).intersection(*(table.empty_regions() for table in tables.values()))
    idle = set(kinds).intersection(*(table.empty_activities() for table in tables.values()))
    if unused or idle:
        at = [InputRow(None, one, None, None) for one in sorted(unused)] + [
            InputRow(None, None, one, None) for one in sorted(idle)
        ]
        raise InsightError("empty", "every region and activity must have a value above 0 in some year", at)
    return tables
