"""Charts that leave the house: one file that needs nothing else, and that as PNG."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.ui.charts import Bar, Bars, Datum, DotRow, DotStrip, HeatCell, HeatMatrix, HeatRow, Scatter, ScatterPoint
from samspel.ui.charts.samples import samples
from samspel.ui.charts.standalone import png, standalone
from samspel.ui.charts.standalone.styles import Element, attributes, computed, tokens

SVG = "{http://www.w3.org/2000/svg}"


def path(*parts: str) -> list[Element]:
    return [Element(tag, frozenset(classes)) for tag, *classes in (part.split(".") for part in parts)]


def test_every_chart_of_the_styleguide_leaves_without_what_stays_behind() -> None:
    for sample in samples():
        drawn = standalone(str(sample.html), f"{sample.name} <&>", "Källa: SCB")
        root = ET.fromstring(drawn)
        assert root.tag == f"{SVG}svg"
        assert float(root.get("width", "0")) > 0
        assert float(root.get("height", "0")) > 0
        for element in root.iter():
            assert not {"class", "style"} & set(element.attrib), (sample.name, element.attrib)
            for value in element.attrib.values():
                assert not re.search(r"var\(|light-dark|color-mix|oklab|rem\b", value), (sample.name, value)
        used = set(re.findall(r"(?:#|url\(#)(n-\d|hatch)", drawn))
        assert used <= {element.get("id") for element in root.iter()}, sample.name


def test_classes_become_the_light_theme() -> None:
    assert tokens()["--accent"] == "#0a5b60"
    assert attributes(path("svg", "circle.strip-own"))["fill"] == "#0a5b60"
    assert attributes(path("svg", "g.note.tone-2"))["fill"] == tokens()["--tone-2"]
    assert attributes(path("svg.plot", "rect.frame"))["stroke"] == tokens()["--line"]
    assert attributes(path("svg", "text"))["fill"] == tokens()["--ink-2"]
    assert attributes(path("svg", "text.strong")) == {
        "fill": tokens()["--ink"], "font-weight": "700", "font-size": "13.81",
        "font-family": attributes(path("svg", "text"))["font-family"],
    }  # fmt: skip
    assert computed(path("table.heat", "tr", "td.h3"))["background"] == tokens()["--q4"]
    assert attributes(path("svg.pace.behind", "path.area"))["fill"].startswith("#")
    assert "fill" not in attributes(path("svg", "circle.another"))


def test_numbers_labels_and_legend_come_along() -> None:
    bars = Bars([Bar("Uppsala län", Datum(4.2, "4,2"), (4.0, 4.4)), Bar("Örebro", Datum(1.0, "1,0"))], cut=1.0)
    strip = DotStrip([DotRow("Andel", Datum(1, "1,0"), [Datum(2), Datum(3)], (0.5, 1.5))], own_label="Vi")
    heat = HeatMatrix("Matris", [HeatRow("A", 1)], [(HeatRow("B"), [HeatCell(Datum(7, "sju"))])])
    for chart, words in ((bars, ["Uppsala län", "4,2"]), (strip, ["Andel", "1,0", "Vi"]), (heat, ["A", "B", "sju"])):
        root = ET.fromstring(standalone(str(chart.render()), "Titel", "Källa"))
        said = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
        assert set(words) <= set(said)
        assert said[0] == "Titel"
        assert said[-1] == "Källa"


def test_intervals_are_drawn_where_they_are_known() -> None:
    inside = (0.2, 0.4)
    points = [ScatterPoint("a", Datum(0.3), Datum(1.0), True, x_span=inside, y_span=(0.5, 1.5)),
              ScatterPoint("b", Datum(0.9), Datum(2.0), False, x_span=inside)]  # fmt: skip
    drawn = str(Scatter(title="t", desc="d", x_label="x", y_label="y", points=points).render())
    assert drawn.count('class="whisker"') == 2
    assert str(Bars([Bar("a", Datum(1.0), (0.5, 2.0)), Bar("b", Datum(1.0))]).render()).count("whisker") == 1


def test_ten_names_in_a_crowd_find_places_of_their_own() -> None:
    crowd = [ScatterPoint(f"Verksamhet {i}", Datum(0.5 + i / 50), Datum(1.0 + (i % 3) / 10), True, x_span=(0.4, 0.9))
             for i in range(10)]  # fmt: skip
    far = ScatterPoint("far", Datum(0.0), Datum(4.0))
    drawn = str(Scatter(title="t", desc="d", x_label="x", y_label="y", points=[*crowd, far], height=560).render())
    places = re.findall(r'<text class="strong" x="([\d.]+)%" dx="(-?\d+)" y="([\d.]+)"', drawn)
    assert len(places) == len(set(places)) >= 8


def test_png_is_drawn_with_our_own_typeface() -> None:
    drawn = png(standalone(str(Bars([Bar("Örebro", Datum(1, "1"))]).render()), "Å ↑ →"))
    assert drawn.startswith(b"\x89PNG")
    width = int.from_bytes(drawn[16:20], "big")
    assert width == 2 * 936


def test_what_no_chart_has_made_is_refused() -> None:
    with pytest.raises(ValueError, match="no chart"):
        standalone("<svg><rect></svg>", "x")


@given(st.text(max_size=60), st.text(max_size=40), st.floats(allow_nan=True, allow_infinity=True))
def test_any_words_and_values_give_a_document_that_can_be_read(label: str, title: str, value: float) -> None:
    markup = str(Bars([Bar(label, Datum(value, label))]).render())
    ET.fromstring(standalone(markup, title, label))
