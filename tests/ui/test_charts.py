"""Charts draw within their frame whatever they are given, and say the same in words."""

import re
from decimal import Decimal
from math import isfinite
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.ui.charts import Bar, Bars, Datum, PacePlot, Scatter, ScatterPoint, Segment, ShareBar
from samspel.ui.charts.samples import samples
from samspel.ui.charts.samples.sample import Sample

ALL = list(samples())
NUMBERS = st.one_of(
    st.none(),
    st.integers(-(10**12), 10**12),
    st.decimals(-(10**9), 10**9, allow_nan=False, places=2),
    st.just(0),
)


def parsed(html: str) -> ET.Element:
    """As XML; a chart that is not well-formed fails here."""
    text = re.sub(r"&nbsp;", " ", str(html))
    text = re.sub(r"<(input|br|hr|img|wbr)([^>]*?)/?>", r"<\1\2/>", text)
    return ET.fromstring(f"<root>{text}</root>")


def coordinates(root: ET.Element) -> list[float]:
    """Every number in a drawing attribute."""
    names = {"x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "d", "points"}
    values = [value for element in root.iter() for name, value in element.attrib.items() if name in names]
    return [float(found) for value in values for found in re.findall(r"-?(?:\d+\.?\d*(?:e-?\d+)?|nan|inf)", value)]


@pytest.mark.parametrize("sample", ALL, ids=lambda s: f"{s.name}-{s.state}")
def test_every_sample_is_well_formed_and_named(sample: Sample) -> None:
    html = str(sample.html)
    root = parsed(html)
    assert "style=" not in html
    assert "<script" not in html
    assert all(isfinite(number) for number in coordinates(root))
    inner = {part for drawing in root.iter("svg") for part in drawing.iter("svg") if part is not drawing}
    for drawing in (found for found in root.iter("svg") if found not in inner):
        named = drawing.get("aria-labelledby") or drawing.get("aria-label")
        assert drawing.get("aria-hidden") == "true" or named
        if drawing.get("aria-labelledby"):
            ids = {element.get("id") for element in drawing.iter()}
            assert set(str(drawing.get("aria-labelledby")).split()) <= ids


def test_each_chart_has_samples_with_nothing_one_and_many() -> None:
    states: dict[str, set[str]] = {}
    for sample in ALL:
        states.setdefault(sample.name, set()).add(sample.state)
    assert len(states) >= 8
    assert all(len(found) >= 3 for found in states.values())


@given(st.lists(NUMBERS, max_size=12))
def test_bars_and_shares_take_any_numbers(numbers: list[int | Decimal | None]) -> None:
    data = [Datum(number, str(number)) for number in numbers]
    html = str(Bars([Bar(f"Rad {i}", datum) for i, datum in enumerate(data)], head=("Rad", "Värde")).render())
    assert all(isfinite(number) for number in coordinates(parsed(html)))
    for number in numbers:
        assert number is None or str(number) in html
    share = ShareBar(
        title="Andelar", desc="", segments=[Segment(f"Del {i}", "ABCDEFGHIJKL"[i], d) for i, d in enumerate(data)]
    )
    assert all(isfinite(number) for number in coordinates(parsed(str(share.render()))))


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(-(10**9), 10**9)), max_size=15), st.integers(-(10**6), 10**9))
def test_the_pace_plot_takes_any_course(points: list[tuple[float, int]], target: int) -> None:
    course = sorted(points)
    plot = PacePlot(
        title="Takt", desc="", actual=course, plan=[(0, 0), (1, target)], target=target, forecast=target * 2
    )
    assert all(isfinite(number) for number in coordinates(parsed(str(plot.render()))))


@given(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=10))
def test_the_scatter_takes_any_points(points: list[tuple[int | Decimal | None, int | Decimal | None]]) -> None:
    shown = [ScatterPoint(f"P{i}", Datum(x, str(x)), Datum(y, str(y))) for i, (x, y) in enumerate(points)]
    scatter = Scatter(title="Läge", desc="", x_label="x", y_label="y", points=shown)
    assert all(isfinite(number) for number in coordinates(parsed(str(scatter.render()))))


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", " javascript:x"])
def test_texts_are_escaped_and_addresses_checked(href: str) -> None:
    html = str(Bars([Bar('<b>"fet"</b>', Datum(1, "<i>1</i>", href))]).render())
    assert "<b>" not in html
    assert "<i>" not in html
    assert "script:" not in html
    assert "data:text" not in html
