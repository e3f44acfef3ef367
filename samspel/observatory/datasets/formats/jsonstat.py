"""JSON-stat 2 and 1, as PxWeb gives it: dimensions with categories, and one long list of values.

Source: json-stat.org, “JSON-stat format”, version 2.0. Line numbers are those of the values, from 1.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import Any

from django.utils.translation import gettext as _

from samspel.observatory.datasets.formats.source import Axis, DataSource, FileCell, ReadingError

ROLES = {"geo": "region", "time": "year"}
MOST = 2_000_000


def read_jsonstat(text: str) -> DataSource:
    """The source in a JSON text. ReadingError where it is no JSON-stat, or its parts do not fit each other."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise ReadingError(_("The file cannot be read as JSON: %(fault)s.") % {"fault": error}) from error
    dataset = _dataset(data)
    try:
        return _source(dataset)
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        told = _("The file is JSON but not whole JSON-stat: %(fault)s is missing or of another kind than expected.")
        raise ReadingError(told % {"fault": str(error)[:80]}) from error


def _dataset(data: Any) -> Mapping[str, Any]:
    """The data set itself: version 2 as it stands, the first of a version 1 bundle, PxWeb's within `dataset`."""
    if isinstance(data, dict) and isinstance(data.get("dataset"), dict):
        data = data["dataset"]
    if isinstance(data, dict) and "dimension" not in data:
        inner = [value for value in data.values() if isinstance(value, dict) and "dimension" in value]
        data = inner[0] if inner else data
    if not isinstance(data, dict) or "dimension" not in data or "value" not in data:
        raise ReadingError(_("The file is JSON but not JSON-stat: it has no “dimension” and “value”."))
    return data


def _source(dataset: Mapping[str, Any]) -> DataSource:
    dimension = dataset["dimension"]
    ids: Sequence[str] = dataset["id"] if "id" in dataset else dimension["id"]
    sizes = [int(size) for size in (dataset["size"] if "size" in dataset else dimension["size"])]
    roles = dataset.get("role") or dimension.get("role") or {}
    of_role = {key: ROLES[role] for role, keys in roles.items() if role in ROLES for key in keys}
    axes = [_axis(key, dimension[key], of_role.get(key, "")) for key in ids]
    total = prod(sizes)
    if total > MOST:
        told = _("The file spans %(found)s values; at most %(most)s are read. Choose fewer in the source.")
        raise ReadingError(told % {"found": total, "most": MOST})
    for axis, size in zip(axes, sizes, strict=True):
        if len(axis.members) != size:
            told = _("“%(axis)s” has %(found)s categories; its size says %(expected)s.")
            raise ReadingError(told % {"axis": axis.name, "found": len(axis.members), "expected": size})
    values, status = dataset["value"], dataset.get("status") or {}
    if isinstance(values, list) and len(values) != total:
        told = _("The file has %(found)s values; its dimensions make %(expected)s.")
        raise ReadingError(told % {"found": len(values), "expected": total})
    return DataSource("jsonstat", axes, lambda: _cells(axes, values, status))


def _axis(key: str, about: Mapping[str, Any], role: str) -> Axis:
    category = about["category"]
    labels = category.get("label") or {}
    index = category.get("index")
    if index is None:
        codes = list(labels)
    else:
        codes = list(index) if isinstance(index, list) else sorted(index, key=index.__getitem__)
    return Axis(key, str(about.get("label") or key), {code: str(labels.get(code, "")) for code in codes}, role)


def _cells(axes: Sequence[Axis], values: Any, status: Any) -> Iterator[FileCell]:
    for place, at in enumerate(product(*(axis.members for axis in axes))):
        yield FileCell(place + 1, "value", at, _at(values, place), str(_at(status, place) or ""))


def _at(held: Any, place: int) -> Any:
    """What stands at a place of a list, or of an object by place; a single text stands at every place."""
    if isinstance(held, list):
        return held[place] if place < len(held) else None
    return held.get(str(place)) if isinstance(held, dict) else held
