"""Figures: the one way a number reaches a page, a report, an export or the API.

A *measure* says what is counted and of which facts; a *slice* says for whom, when, and as known when. `fetch` gives
values (any number of measures and breakdowns in one statement), `rows` the rows behind one value, `compare` what has
changed since it was reported.
"""

from samspel.core.figures.changes import Comparison, compare
from samspel.core.figures.compute import Breakdown, Request, contributing, cumulative, fetch, values
from samspel.core.figures.measures import (
    Condition,
    Dimension,
    Figure,
    FigureColumn,
    Measure,
    MeasureKind,
    Member,
    Unit,
    conditions,
    dimension,
    dimensions,
    measure,
    measures,
    register,
    register_condition,
    register_dimension,
)
from samspel.core.figures.rows import FigureRow, RowPage, iterate, page_of_rows
from samspel.core.figures.slices import Slice, end_of, month_index

__all__ = [
    "Breakdown",
    "Comparison",
    "Condition",
    "Dimension",
    "Figure",
    "FigureColumn",
    "FigureRow",
    "Measure",
    "MeasureKind",
    "Member",
    "Request",
    "RowPage",
    "Slice",
    "Unit",
    "compare",
    "conditions",
    "contributing",
    "cumulative",
    "dimension",
    "dimensions",
    "end_of",
    "fetch",
    "iterate",
    "measure",
    "measures",
    "month_index",
    "page_of_rows",
    "register",
    "register_condition",
    "register_dimension",
    "values",
]
