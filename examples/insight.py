"""From a file of values by region and activity to opportunity maps.

    python examples/insight.py employment.csv --region SE123 --region SE125 --out map.csv

The file has columns region, activity and value (counts: persons, patents, firms), and year if there are several years.
Then the map is of the last one (or of --year), and whether regions did enter what was near is tested on the years there
are. Prints the labelled activities of each region, and writes all of the map to the file after --out.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from samspel.insight import InsightError, RegionTable, panel, presence_matrix
from samspel.insight.entry_model import EntryModel, EntryTest, entry_model, foretell_cells, foretell_time
from samspel.insight.opportunity import opportunity_map
from samspel.insight.resampling import of_counts

TEXTS = {"region": pl.String, "activity": pl.String}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run as a command; 0, or 2 with a message where the file cannot be used."""
    chosen = parser().parse_args(arguments)
    try:
        tables = read(chosen.file)
        year = max(tables) if chosen.year is None else chosen.year
        if year not in tables:
            raise InsightError("years", f"the year must be one of {', '.join(map(str, tables))}, not {year}")
        resampling = of_counts(tables[year], per=chosen.per)
        found = opportunity_map(resampling, chosen.region, chosen.draws, chosen.seed, threshold=chosen.threshold)
        lines = [*map_lines(found), *evidence(tables, chosen.threshold)]
    except (InsightError, OSError, pl.exceptions.PolarsError) as error:
        print(f"{chosen.file}: {error}", file=sys.stderr)
        return 2
    if chosen.out:
        found.write_csv(chosen.out)
    print("\n".join(lines))
    return 0


def parser() -> argparse.ArgumentParser:
    """What the command takes."""
    found = argparse.ArgumentParser(description="Opportunity maps of regions from a CSV file")
    found.add_argument("file", type=Path, help="CSV with region, activity, value and perhaps year")
    found.add_argument("--region", action="append", help="a region to show, more than once for several (default: all)")
    found.add_argument("--year", type=int, help="the year of the map (default: the last)")
    found.add_argument(
        "--threshold", type=float, default=1.0, help="RCA from which an activity is present (default: 1)"
    )
    found.add_argument("--per", type=float, default=1.0, help="how much of the value is one observation (default: 1)")
    found.add_argument("--draws", type=int, default=200, help="bootstrap draws (default: 200)")
    found.add_argument("--seed", type=int, default=0, help="seed of the draws (default: 0)")
    found.add_argument("--out", type=Path, help="CSV file to write the whole map to")
    return found


def read(path: Path) -> dict[int, RegionTable]:
    """The table of each year; of year 0 where the file tells none. InsightError names the rows that cannot be used."""
    frame = pl.read_csv(path, schema_overrides=TEXTS, infer_schema_length=None)
    if "year" in frame.columns:
        return panel(frame)
    return {0: RegionTable.from_frame(frame)}


def map_lines(found: pl.DataFrame) -> list[str]:
    """The labelled activities of each region as lines to print."""
    lines = []
    for (region,), rows in found.group_by("region", maintain_order=True):
        lines += [f"{region}: the first of {rows.height} activities it lacks", HEAD]
        lines += [
            f"{row['activity']:<24.24} {span(row, 'density', 2)} {span(row, 'complexity', 2)}  {row['quadrant']:<13}"
            f"{row['quadrant_share']:>5.0%} {span(row, 'rank', 0)}"
            for row in rows.filter(pl.col("labelled")).iter_rows(named=True)
        ]
        lines.append("")
    return lines


HEAD = f"{'activity':<24} {'density':>20} {'complexity':>20}  {'quadrant':<13}{'sure':>5} {'rank':>20}"


def span(row: dict[str, float], name: str, digits: int) -> str:
    """A value with its interval."""
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    return f"{f'{row[name]:.{digits}f} ({low:.{digits}f} to {high:.{digits}f})':>20}"


def evidence(tables: dict[int, RegionTable], threshold: float) -> list[str]:
    """Whether regions have entered what was near to them, by the last years; nothing to say of one year alone."""
    if len(tables) < 2:
        return ["One year: whether regions enter what is near to them cannot be tested."]
    years = sorted(tables)[-3:]
    had = [presence_matrix(tables[year], threshold=threshold) for year in years]
    try:
        model = entry_model(had[-2], had[-1])
        lines = [model_line(model, years), told("on cells not seen", foretell_cells(had[-2], had[-1]))]
        if len(had) > 2:
            lines.append(told(f"on {years[-1]}, not seen", foretell_time(had[0], had[1], had[2])))
    except InsightError as error:
        return [f"Whether regions enter what is near to them cannot be tested: {error}"]
    return lines


def model_line(model: EntryModel, years: list[int]) -> str:
    """What the model found between the last two years."""
    return (
        f"Entry {years[-2]}–{years[-1]}: {model.entries} of {model.cases}. Odds × {model.odds_ratio:.2f} for 0.1 of"
        f" density; coefficient {model.coefficient:.2f} ({model.low:.2f} to {model.high:.2f})."
    )


def told(where: str, test: EntryTest) -> str:
    """How well entry was foretold."""
    return (
        f"AUC {where}: {test.auc.value:.3f} ({test.auc.low:.3f} to {test.auc.high:.3f});"
        f" without density {test.without_density.value:.3f}, density alone {test.density_only.value:.3f}."
    )


if __name__ == "__main__":
    sys.exit(main())
