"""What is within reach of regions and how complex it is; and whether nearness has led to entry before."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from samspel.insight import entry, presence_matrix
from samspel.insight.auc import Auc
from samspel.insight.entry_model import entry_model, foretell_cells, foretell_time
from samspel.insight.opportunity import opportunity_map
from samspel.observatory.analysis.labels.computations import COMPUTATION_NAMES
from samspel.observatory.analysis.rules.tables import LEVEL, SEED, number, panel_of, table_of, told
from samspel.observatory.computations.queries.version_data import VersionData
from samspel.observatory.computations.rules.kinds import ComputationKind, ParameterFault, Progress, register

COLUMNS = (
    "activity", "density", "density_low", "density_high", "complexity", "complexity_low", "complexity_high",
    "quadrant", "quadrant_share", "rank", "rank_low", "rank_high", "labelled",
)  # fmt: skip
FOLDS = 5


@told
def opportunities(data: VersionData, parameters: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Region → rows of COLUMNS: the activities that it lacks, by rank. Regions without values are left out."""
    if data.value_kind != "count":
        raise ParameterFault("only counts have intervals")
    table = table_of(data, parameters["year"])
    regions = [code for code in parameters["regions"] if code in table.regions]
    found = opportunity_map(
        table, regions, draws=parameters["draws"], seed=SEED, level=LEVEL, progress=progress
    )  # fmt: skip
    kept = found.select("region", *COLUMNS)
    return {
        "draws": parameters["draws"],
        "regions": {
            code: [list(row[1:]) for row in kept.filter(kept["region"] == code).rows()] for code in regions
        },
    }  # fmt: skip


@told
def entries(data: VersionData, parameters: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """The model of entry between the first and the last year, and how well it foretold what it had not seen: of cells
    held out, and of the later half by the earlier one where there is a year between."""
    years = list(parameters["years"])
    found = [presence_matrix(table) for table in panel_of(data, years)]
    first, last = found[0], found[-1]
    events = entry(first, last).values
    model = entry_model(first, last, progress=lambda share: progress(0.3 * share))
    cells = foretell_cells(first, last, folds=FOLDS, seed=SEED, progress=lambda share: progress(0.3 + 0.5 * share))
    time = None
    if len(found) == 3:
        time = foretell_time(first, found[1], last, progress=lambda share: progress(0.8 + 0.2 * share))
    return {
        "cases": model.cases,
        "entries": model.entries,
        "rate": number((events == 1).sum() / max((events >= 0).sum(), 1)),
        "odds_ratio": number(model.odds_ratio),
        "coefficient": [number(model.coefficient), number(model.low), number(model.high)],
        "cells": _auc(cells.auc),
        "without_density": _auc(cells.without_density),
        "density_only": _auc(cells.density_only),
        "time": _auc(time.auc) if time else None,
    }


def _auc(found: Auc) -> dict[str, Any]:
    return {name: number(value) for name, value in asdict(found).items()}


OPPORTUNITIES = register(
    ComputationKind(
        "opportunity-map",
        COMPUTATION_NAMES["opportunity-map"],
        opportunities,
        {"year": 0, "regions": [], "draws": 200},
        page="observatory:opportunities",
    )
)
ENTRIES = register(
    ComputationKind(
        "entry-model",
        COMPUTATION_NAMES["entry-model"],
        entries,
        {"years": []},
        page="observatory:opportunities",
    )
)
