"""What is where in a file: which axis is the region, the activity and the year, and what the others are held at."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any

from samspel.core.tables import suggest
from samspel.observatory.datasets.formats.numbers import decimal_mark
from samspel.observatory.datasets.formats.source import Axis, DataSource
from samspel.observatory.datasets.formats.tables import ROLE_FIELDS

LOOKED_AT = 20_000
"""Cells that are looked through for the decimal mark."""

PREFERRED = {"freq": ("A",)}
"""Members that are taken where nobody has chosen: yearly values."""


@dataclass(frozen=True)
class Choices:
    """`region`, `activity` and `year` are keys of axes; empty where there is none. `fixed_year` is then the year of
    every row. `fixed` maps other axes to one member, empty where the axis is not used. `recode`: old codes of regions
    are read as their successors where that is exact. `leave_out`: regions of other levels and countries, and totals of
    activities, are left out instead of refused. `layout`, `value_column` and `decimal` (the decimal mark) are of
    tables."""

    region: str = ""
    activity: str = ""
    year: str = ""
    fixed_year: int | None = None
    fixed: Mapping[str, str] = field(default_factory=dict)
    recode: bool = False
    leave_out: bool = False
    layout: str = ""
    value_column: str = ""
    decimal: str = ""

    def as_json(self) -> dict[str, Any]:
        """For keeping."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Choices":
        """From what was kept; what it lacks is as if nothing was chosen."""
        return cls(**{name: kept[name] for name in cls.__dataclass_fields__ if name in kept})


def suggested(source: DataSource, with_activity: bool) -> Choices:
    """What the file's own roles and names suggest. Axes with one member are held at it."""
    role_of = {axis.role: axis.key for axis in source.axes if axis.role}
    named = suggest(ROLE_FIELDS[:3], [axis.name for axis in source.axes])
    coded = suggest(ROLE_FIELDS[:3], [axis.key for axis in source.axes])
    for key, at in [*named.items(), *coded.items()]:
        role_of.setdefault(key, source.axes[at].key)
    activity = role_of.get("activity", "") if with_activity else ""
    taken = {role_of.get("region", ""), activity, role_of.get("year", "")}
    fixed = {axis.key: _held(axis) for axis in source.axes if axis.key not in taken}
    foreign = source.form != "table"
    return Choices(
        region=role_of.get("region", ""),
        activity=activity,
        year=role_of.get("year", ""),
        fixed=fixed,
        leave_out=foreign,
        layout=source.layout,
        value_column=source.value_column,
        decimal=decimal_mark(cell.value for cell in islice(source.cells(), LOOKED_AT)) if not foreign else "",
    )


def _held(axis: Axis) -> str:
    wanted = [code for code in PREFERRED.get(axis.key.casefold(), ()) if code in axis.members]
    if wanted:
        return wanted[0]
    return next(iter(axis.members)) if len(axis.members) == 1 else ""
