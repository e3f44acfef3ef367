"""The report of a file that was gone through: counts, totals, and the first of everything. Pure."""

import math
from collections import Counter
from typing import Any

from samspel.observatory.datasets.rules.observations import SHOWN, Checked

SAMPLE = 12


def summary(checked: Checked, adds_up: bool) -> dict[str, Any]:
    """The report: counts, totals, first rows, problems and remarks, as JSON."""
    years = sorted({key[0] for key in checked.rows})
    regions = {key[1] for key in checked.rows}
    activities = {key[2] for key in checked.rows if key[2]}
    missing = sum(value is None for value, _flag in checked.rows.values())
    flags = Counter(flag for _value, flag in checked.rows.values() if flag)
    return {
        "read": checked.read,
        "rows": len(checked.rows),
        "wrong": len(checked.wrong_lines - {0}),
        "problem_count": checked.problem_count,
        "problems": [problem.as_json() for problem in checked.problems[:SHOWN]],
        "remarks": checked.remarks,
        "regions": len(regions),
        "activities": len(activities),
        "years": years,
        "missing": missing,
        "flags": dict(sorted(flags.items())),
        "recoded": [[old, new, n] for (old, new), n in sorted(checked.recoded.items())],
        "left_out": [[why, n] for why, n in sorted(checked.left_out.items())],
        "totals": totals(checked, years) if adds_up else [],
        "sample": [list(row) for row, _n in zip(checked.sorted_rows(), range(SAMPLE), strict=False)],
    }


def totals(checked: Checked, years: list[int]) -> list[list[Any]]:
    """The sum of each year, by which a reader sees that all has come with."""
    by_year: dict[int, list[float]] = {year: [] for year in years}
    for (year, _region, _activity), (value, _flag) in checked.rows.items():
        if value is not None:
            by_year[year].append(value)
    return [[year, math.fsum(values)] for year, values in by_year.items()]
