"""Maps."""

from collections.abc import Iterator
from itertools import product
from math import cos, pi, sin

from samspel.ui.charts.maps import Choropleth, MapPlace
from samspel.ui.charts.samples.sample import Sample
from samspel.ui.charts.svg import Datum


def _hexagon(column: int, row: int) -> str:
    x, y = 40 + column * 62 + (row % 2) * 31, 40 + row * 54
    corners = (f"{x + 36 * sin(i * pi / 3):.1f} {y + 36 * cos(i * pi / 3):.1f}" for i in range(6))
    return f"M{'L'.join(corners)}z"


def maps_drawn() -> Iterator[Sample]:
    states: tuple[tuple[str, tuple[float | None, ...]], ...] = (
        ("none", ()),
        ("one", (3,)),
        ("many", (0, 1, 3, 38, 7, 12, 0, 2, 25, 5, 16, 31)),
        ("all equal", (4,) * 12),
        ("negative, missing", (0, None, 3, -4, 7, None, 0, 2, 25, 5, 16, 31)),
    )
    for state, values in states:
        cells = list(product(range(3), range(4)))
        places = [
            MapPlace(_hexagon(column, row), f"Kommun {i + 1}", Datum(value, "", f"/kommuner/{i}/"))
            for i, ((row, column), value) in enumerate(zip(cells, values, strict=False))
        ]
        chart = Choropleth(
            id=f"map-{state[:4].strip()}",
            title="Nådda företag per kommun",
            desc=f"Karta, {len(values)} kommuner.",
            view_box=(0, 0, 300, 190),
            places=places,
            labels=((71, 100, "Väst"), (230, 100, "Öst")) if len(places) > 6 else (),
        )
        yield Sample("Choropleth", state, chart)
