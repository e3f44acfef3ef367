"""From rows of firms, patents or projects to the region × activity table, and to counts of activities held together.

One set of narwhals expressions makes the plan, and the engine of the frame runs it: polars (streamed), PySpark on a
cluster, or another that narwhals knows. Rows stay with the engine; only what has been aggregated is fetched.
"""

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl
from narwhals.typing import IntoFrame
from scipy import sparse

from samspel.insight.errors import SHOWN, InputRow, InsightError

FAULT, AMOUNT, ENTITY = "__fault", "__amount", "__entity"  # no column of the rows' own has these names
KEYS = ("entity", "region", "activity")
FETCHED = {nw.String: pl.String, nw.Float64: pl.Float64, nw.Int64: pl.Int64}
VALUE_FAULTS = (
    ("missing", "must not be missing"),
    ("missing", "must be a number, not NaN"),
    ("infinite", "must be finite"),
    ("negative", "must be 0 or more"),
)


def regional_table(
    rows: IntoFrame,
    region: str = "region",
    activity: str = "activity",
    value: str | None = "value",
    year: str | None = None,
    entity: str | None = None,
) -> pl.DataFrame:
    """Sums of value by region and activity (and year): region, activity[, year], value, sorted by these keys.

    Rows may come in any order and repeat keys; no row for a pair means that nothing was there. With value None the rows
    are counted. Keys are text or whole numbers and come back as text; year is a whole number. Values are summed as
    float64, so whole numbers to 2⁵³ are exact and the last bits of others depend on the order in which an engine adds.
    InsightError for columns that are not there or of the wrong kind, and for values or keys that are missing, NaN,
    infinite or negative; `entity` is a column to name such rows by. No rows give an empty table.
    """
    if entity and entity not in _lazy(rows).collect_schema():
        raise InsightError("column", f"there must be a column {entity}")
    found = _fetch(regional_plan(rows, region, activity, value, year))
    keys = ["region", "activity", *(["year"] if year else [])]
    if worst := _worst(found):
        columns = {"region": region, "activity": activity, "year": year, "entity": entity, "value": value}
        raise _refusal(_lazy(rows), worst, [region, activity, *([year] if year else [])], value, columns)
    if found["value"].is_infinite().any():
        beyond = found.filter(pl.col("value").is_infinite()).select("region", "activity").rows()
        raise InsightError(
            "infinite", f"the sum of {value} must be finite", [InputRow(None, one, kind, None) for one, kind in beyond]
        )
    return found.drop(FAULT).sort(keys)


def regional_plan(
    rows: IntoFrame,
    region: str = "region",
    activity: str = "activity",
    value: str | None = "value",
    year: str | None = None,
) -> nw.LazyFrame[Any]:
    """The plan of `regional_table`, not yet run: a lazy frame of the rows' own engine.

    Column `__fault` is 0 in cells whose rows are all sound; it travels with the sums so that one pass does both.
    """
    frame = _lazy(rows)
    keys = [region, activity, *([year] if year else [])]
    _check_columns(frame, [region, activity], value, year)
    amount = nw.col(value).cast(nw.Float64) if value else nw.lit(1.0)
    fault = _fault(frame, keys, value)
    cells = (
        frame.select(*keys, amount.alias(AMOUNT), fault.alias(FAULT))
        .group_by(*keys)
        .agg(nw.col(AMOUNT).sum(), nw.col(FAULT).max())
    )
    named = [nw.col(region).cast(nw.String).alias("region"), nw.col(activity).cast(nw.String).alias("activity")]
    if year:
        named.append(nw.col(year).cast(nw.Int64).alias("year"))
    return cells.select(*named, nw.col(AMOUNT).alias("value"), nw.col(FAULT))


def entity_cells(
    rows: IntoFrame,
    entity: str = "entity",
    region: str = "region",
    activity: str = "activity",
    value: str | None = "value",
) -> pl.DataFrame:
    """What each entity has in each region and activity: entity, region, activity, value, sorted by these keys.

    It is what resampling needs (see `resampling.of_rows`), and is fetched whole: as many rows as there are such pairs.
    InsightError as for `regional_table`.
    """
    frame = _lazy(rows)
    _check_columns(frame, [entity, region, activity], value, None)
    keys = [entity, region, activity]
    amount, fault = nw.col(value).cast(nw.Float64) if value else nw.lit(1.0), _fault(frame, keys, value)
    cells = frame.select(*keys, amount.alias(AMOUNT), fault.alias(FAULT)).group_by(*keys)
    summed = cells.agg(nw.col(AMOUNT).sum(), nw.col(FAULT).max())
    named = [nw.col(column).cast(nw.String).alias(name) for name, column in zip(KEYS, keys, strict=True)]
    found = _fetch(summed.select(*named, nw.col(AMOUNT).alias("value"), nw.col(FAULT)))
    if worst := _worst(found):
        shown = {"region": region, "activity": activity, "entity": entity, "value": value}
        raise _refusal(frame, worst, keys, value, shown)
    return found.drop(FAULT).sort(KEYS)


def held_together(rows: IntoFrame, entity: str = "entity", activity: str = "activity") -> pl.DataFrame:
    """How many entities hold two activities: activity, other, entities; each pair once (activity ≤ other), sorted.

    Where activity equals other it is how many hold it at all. An entity with an activity in several rows counts once.
    InsightError as for `regional_table`. Memory: the distinct (entity, activity), and the pairs of activities.
    """
    frame = _lazy(rows)
    _check_columns(frame, [entity, activity], None, None)
    if worst := _worst(_fetch(frame.select(_fault(frame, [entity, activity], None).max().alias(FAULT)))):
        raise _refusal(frame, worst, [entity, activity], None, {"activity": activity, "entity": entity})
    return _fetch(held_together_plan(rows, entity, activity)).sort("activity", "other")


def held_together_plan(rows: IntoFrame, entity: str = "entity", activity: str = "activity") -> nw.LazyFrame[Any]:
    """The plan of `held_together`, not yet run. Rows without entity join nothing, so check for them first."""
    held = _lazy(rows).select(nw.col(entity).alias(ENTITY), nw.col(activity).cast(nw.String).alias("activity")).unique()
    others = held.select(nw.col(ENTITY), nw.col("activity").alias("other"))
    pairs = held.join(others, on=ENTITY, how="inner").filter(nw.col("activity") <= nw.col("other"))
    counted = pairs.group_by("activity", "other").agg(nw.len().alias("entities"))
    return counted.select("activity", "other", nw.col("entities").cast(nw.Int64))


def together_matrix(pairs: pl.DataFrame, activities: Sequence[str] | None = None) -> tuple[sparse.csr_array, list[str]]:
    """`held_together` as a symmetric (A, A) matrix of counts, with its A labels; the diagonal is the holders of each.

    The labels are those given, in their order, else all that occur, sorted. ValueError for an activity not among them.
    """
    labels = list(activities) if activities is not None else sorted({*pairs["activity"], *pairs["other"]})
    place = {label: at for at, label in enumerate(labels)}
    unknown = sorted({*pairs["activity"], *pairs["other"]} - place.keys())
    if unknown:
        raise ValueError(f"Not among the activities: {', '.join(unknown[:SHOWN])}")
    row = np.array([place[label] for label in pairs["activity"]], dtype=np.intp)
    column = np.array([place[label] for label in pairs["other"]], dtype=np.intp)
    counts, off = pairs["entities"].to_numpy().astype(np.float64), row != column
    at = (np.concatenate([row, column[off]]), np.concatenate([column, row[off]]))
    return sparse.csr_array((np.concatenate([counts, counts[off]]), at), shape=(len(labels), len(labels))), labels


def _lazy(rows: IntoFrame) -> nw.LazyFrame[Any]:
    try:
        return nw.from_native(rows).lazy()
    except TypeError as error:
        raise InsightError("frame", f"a data frame is expected: {error}") from error


def _check_columns(frame: nw.LazyFrame[Any], keys: list[str], value: str | None, year: str | None) -> None:
    """InsightError unless the columns are there, differ, and are of the kind they must be."""
    schema = frame.collect_schema()
    wanted = [*keys, *(name for name in (value, year) if name)]
    if absent := [InputRow(None, None, None, name) for name in wanted if name not in schema]:
        raise InsightError("column", f"there must be columns {', '.join(wanted)}, not {', '.join(schema)}", absent)
    if len({*wanted}) < len(wanted):
        raise InsightError("column", f"every column must be its own, not {', '.join(wanted)}")
    for name in keys:
        if not (schema[name].is_integer() or isinstance(schema[name], nw.String | nw.Categorical | nw.Enum)):
            raise InsightError("no_label", f"{name} must be text or whole numbers, not {schema[name]}")
    if value and not schema[value].is_numeric():
        raise InsightError("not_numeric", f"{value} must be a column of numbers, not {schema[value]}")
    if year and not schema[year].is_integer():
        raise InsightError("years", f"{year} must be a column of whole numbers, not {schema[year]}")


def _fault(frame: nw.LazyFrame[Any], keys: list[str], value: str | None) -> nw.Expr:
    """0 for a sound row, else the number of what is wrong with it: keys first, then `VALUE_FAULTS`."""
    schema = frame.collect_schema()
    fault = nw.lit(0)
    if value:
        amount = nw.col(value).cast(nw.Float64)
        fault = nw.when(amount < 0).then(nw.lit(len(keys) + 4)).otherwise(fault)
        fault = nw.when(~amount.is_finite()).then(nw.lit(len(keys) + 3)).otherwise(fault)
        fault = nw.when(amount.is_nan()).then(nw.lit(len(keys) + 2)).otherwise(fault)
        fault = nw.when(nw.col(value).is_null()).then(nw.lit(len(keys) + 1)).otherwise(fault)
    for number, name in reversed(list(enumerate(keys, 1))):
        absent = nw.col(name).is_null()
        if isinstance(schema[name], nw.String):
            absent = absent | (nw.col(name) == "")
        fault = nw.when(absent).then(nw.lit(number)).otherwise(fault)
    return fault.cast(nw.Int64)


def _worst(found: pl.DataFrame) -> int:
    """The highest number of a fault; 0 where there is none, or no row."""
    return max((number for number in found[FAULT].unique() if number), default=0)


def _refusal(
    frame: nw.LazyFrame[Any], fault: int, keys: list[str], value: str | None, shown: dict[str, str | None]
) -> InsightError:
    """What the fault of that number is, with the first rows that have it; shown are columns by what they are."""
    wrong = frame.filter(_fault(frame, keys, value) == fault).head(SHOWN)
    texts = [nw.col(column).cast(nw.String).alias(name) for name, column in shown.items() if column]
    found = [
        InputRow(
            None, row.pop("region", None), row.pop("activity", None), ", ".join(f"{k} {v}" for k, v in row.items())
        )
        for row in _fetch(wrong.select(*texts)).rows(named=True)
    ]
    if fault <= len(keys):
        return InsightError("no_label", f"{keys[fault - 1]} must not be missing", found)
    code, expected = VALUE_FAULTS[fault - len(keys) - 1]
    return InsightError(code, f"{value} {expected}", found)


def _fetch(plan: nw.LazyFrame[Any]) -> pl.DataFrame:
    """Run the plan and fetch its rows, which are few, in a polars frame."""
    schema = {name: FETCHED[type(kind)] for name, kind in plan.collect_schema().items()}
    if plan.implementation.is_spark_like():
        # collect() brings rows without pyarrow, which narwhals' own way would need
        return pl.DataFrame([tuple(row) for row in plan.to_native().collect()], schema=schema, orient="row")
    if plan.implementation.is_polars():
        done: pl.DataFrame = plan.to_native().collect(engine="streaming")
        return done
    return pl.DataFrame(plan.collect().to_dict(as_series=False), schema=schema)
