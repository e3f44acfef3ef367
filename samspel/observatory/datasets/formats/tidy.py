"""Cells as tidy rows: region, activity, year and value as they stand, by what was chosen."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from samspel.core.tables import CellError, as_text
from samspel.observatory.datasets.formats.choices import Choices
from samspel.observatory.datasets.formats.numbers import flagged, number
from samspel.observatory.datasets.formats.source import DataSource


@dataclass(frozen=True, slots=True)
class Tidy:
    """One value with where it stood. Texts are as in the file; `columns` names the columns of region, activity and
    year for messages. `value` is a number or None; `fault` what was wrong with it."""

    line: int
    column: str
    region: str
    activity: str
    year: str
    value: float | None
    flag: str
    fault: CellError | None = None


def columns_of(source: DataSource, choices: Choices) -> dict[str, str]:
    """What the file calls the axes of region, activity and year."""
    return {
        role: source.axis(key).name if key and source.has(key) else ""
        for role, key in (("region", choices.region), ("activity", choices.activity), ("year", choices.year))
    }


def tidy(source: DataSource, choices: Choices) -> Iterator[Tidy]:
    """The rows of the chosen members. KeyError where a chosen axis is not in the file."""
    keys = [axis.key for axis in source.axes]
    place = {key: at for at, key in enumerate(keys)}
    held = [(place[key], member) for key, member in choices.fixed.items() if member and key in place]
    region = place[choices.region]
    activity = place[choices.activity] if choices.activity else None
    year = place[choices.year] if choices.year else None
    one_year = str(choices.fixed_year or "")
    labels = [axis.members for axis in source.axes]
    for cell in source.cells():
        if any(_text(cell.at[at]) != member for at, member in held):
            continue
        value, flag, fault = _value(source.form, cell.value, cell.flag, choices.decimal)
        yield Tidy(
            cell.line,
            cell.column,
            _labelled(cell.at[region], labels[region]),
            "" if activity is None else _labelled(cell.at[activity], labels[activity]),
            one_year if year is None else _text(cell.at[year]),
            value,
            flag,
            fault,
        )


def _value(form: str, raw: Any, mark: str, decimal: str) -> tuple[float | None, str, CellError | None]:
    try:
        if form == "eurostat":
            value, flag = flagged(raw)
            return value, flag, None
        return number(raw, decimal), mark[:8], None
    except CellError as error:
        return None, "", error


def _text(cell: Any) -> str:
    return as_text(cell) or ""


def _labelled(cell: Any, labels: Any) -> str:
    """A code with its label, where the file has one: what reads the code looks at the beginning."""
    text = _text(cell)
    label = labels.get(text, "") if labels else ""
    return f"{text}\t{label}" if label else text
