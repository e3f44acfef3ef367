"""The shipped territory and its geometry."""

import json
import re
from pathlib import Path

import pytest

from samspel.core.territory import counties, distance_km, map_of, municipalities, shipped_shapes

ECS = {"SE121", "SE122", "SE123", "SE124", "SE125"}
ECS_CODES = [row.code for row in municipalities() if row.county in ECS]
REAL = Path(__file__).parents[3] / "shared" / "data" / "se_geojson" / "swedish_municipalities.geojson"


def test_all_of_sweden_is_there() -> None:
    assert len(counties()) == 21
    assert len(municipalities()) == 290
    assert len({row.code for row in municipalities()}) == 290


def test_east_central_sweden_has_52_municipalities_in_five_counties() -> None:
    assert len(ECS_CODES) == 52
    assert {row.name_sv for row in counties() if row.code in ECS} == {
        "Uppsala län", "Södermanlands län", "Östergötlands län", "Örebro län", "Västmanlands län",
    }  # fmt: skip


def test_every_place_has_geometry_and_a_label_point_in_its_box() -> None:
    shapes = shipped_shapes()
    assert set(shapes.municipalities) == {row.code for row in municipalities()}
    assert set(shapes.counties) == {row.code for row in counties()}
    for shape in shapes.municipalities.values():
        x0, y0, x1, y1 = shape.box
        assert x0 <= shape.at[0] <= x1
        assert y0 <= shape.at[1] <= y1
        assert re.fullmatch(r"(M-?[\d.]+ -?[\d.]+l[-\d. ]+z)+", shape.d)


def test_map_of_frames_the_chosen_places_and_stays_small() -> None:
    drawn = map_of(ECS_CODES, ECS)
    assert len(drawn.municipalities) == 52
    assert len(drawn.outlines) == 5
    assert not drawn.missing
    assert sum(len(shape.d) for shape in [*drawn.municipalities, *drawn.outlines]) < 40_000
    x, y, width, height = drawn.view_box
    assert all(
        x <= s.box[0] and s.box[2] <= x + width and y <= s.box[1] and s.box[3] <= y + height
        for s in drawn.municipalities
    )


def test_unknown_codes_are_listed_and_an_empty_map_is_valid() -> None:
    drawn = map_of(["XN0001"], ["XN001"])
    assert drawn.missing == ["XN0001"]
    assert not drawn.municipalities
    assert drawn.view_box[2] > 0


@pytest.mark.parametrize(
    ("one", "other", "km"), [("SE1980", "SE0380", 80), ("SE0581", "SE0580", 40), ("SE1980", "SE1980", 0)]
)
def test_distances_are_about_right(one: str, other: str, km: float) -> None:
    assert distance_km(one, other) == pytest.approx(km, abs=20)
    assert distance_km(one, other) == distance_km(other, one)


@pytest.mark.real_data
@pytest.mark.skipif(not REAL.exists(), reason="../shared/data/se_geojson is not here")
def test_codes_and_names_agree_with_an_independent_source() -> None:
    features = json.loads(REAL.read_text())["features"]
    theirs = {f"SE{f['properties']['id']}": f["properties"]["kom_namn"] for f in features}
    assert {row.code: row.name for row in municipalities()} == theirs
