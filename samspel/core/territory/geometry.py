"""Simplified shapes of places, ready for SVG. One plane per shapes file, y downwards."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import hypot
from pathlib import Path
from typing import Any

from samspel.core.territory.places import DATA

KM_PER_UNIT = 0.6  # the shipped file's scale, see tools/build_territory.py
MARGIN = 2.0


@dataclass(frozen=True)
class Shape:
    """One place: SVG path data, bounding box (x0, y0, x1, y1) and a point inside it for labels."""

    code: str
    d: str
    box: tuple[float, float, float, float]
    at: tuple[float, float]


@dataclass(frozen=True)
class Shapes:
    """All places of a shapes file, by code."""

    municipalities: Mapping[str, Shape]
    counties: Mapping[str, Shape]


@dataclass(frozen=True)
class TerritoryMap:
    """A map of some municipalities: `view_box` frames them; `missing` are codes without geometry."""

    view_box: tuple[float, float, float, float]
    municipalities: Sequence[Shape]
    outlines: Sequence[Shape]
    missing: Sequence[str]


def parse_shapes(raw: Mapping[str, Any]) -> Shapes:
    """Shapes from parsed JSON: {"municipalities": {code: {d, box, at}}, "counties": {…}}.

    KeyError or ValueError if it is not so."""
    return Shapes(
        *({code: _shape(code, item) for code, item in raw[part].items()} for part in ("municipalities", "counties"))
    )


def read_shapes(path: Path) -> Shapes:
    """Shapes from a file."""
    return parse_shapes(json.loads(path.read_text(encoding="utf-8")))


@lru_cache
def shipped_shapes() -> Shapes:
    """Sweden's."""
    return read_shapes(DATA / "shapes.json")


def map_of(codes: Iterable[str], county_codes: Iterable[str], shapes: Shapes | None = None) -> TerritoryMap:
    """The municipalities framed, with the outlines of the given counties.

    Codes without geometry are listed, not lost."""
    known = shapes or shipped_shapes()
    wanted = list(codes)
    drawn = [known.municipalities[code] for code in wanted if code in known.municipalities]
    outlines = [known.counties[code] for code in sorted(set(county_codes)) if code in known.counties]
    missing = [code for code in wanted if code not in known.municipalities]
    boxes = [shape.box for shape in drawn] or [(0.0, 0.0, 1.0, 1.0)]
    x0, y0 = min(box[0] for box in boxes) - MARGIN, min(box[1] for box in boxes) - MARGIN
    x1, y1 = max(box[2] for box in boxes) + MARGIN, max(box[3] for box in boxes) + MARGIN
    frame = (round(x0, 1), round(y0, 1), round(x1 - x0, 1), round(y1 - y0, 1))
    return TerritoryMap(frame, drawn, outlines, missing)


def distance_km(one: str, other: str) -> float:
    """Straight-line kilometres between the label points of two Swedish municipalities. KeyError for an unknown code.

    A label point lies inside the municipality, not always in its main town: good to about 20 km."""
    places = shipped_shapes().municipalities
    (x0, y0), (x1, y1) = places[one].at, places[other].at
    return hypot(x1 - x0, y1 - y0) * KM_PER_UNIT


def _shape(code: str, item: Mapping[str, Any]) -> Shape:
    x0, y0, x1, y1 = (float(v) for v in item["box"])
    x, y = (float(v) for v in item["at"])
    return Shape(code, str(item["d"]), (x0, y0, x1, y1), (x, y))
