"""Sample inputs for styleguide and tests: each chart with none, one, many, negative and missing values.

Figures are invented. Texts are Swedish data, so they are drawn with the Swedish catalogue."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import cos, pi, sin
from typing import Protocol

from django.utils.safestring import SafeString
from django.utils.translation import override

from samspel.ui.charts.bars import Bar, Bars, NestedBar, NestedBars
from samspel.ui.charts.columns import Column, Columns
from samspel.ui.charts.fit import FitMeter
from samspel.ui.charts.heat import Cell, HeatMatrix, HeatRow
from samspel.ui.charts.maps import Choropleth, Place
from samspel.ui.charts.network import Network, NetworkNode, NetworkTie
from samspel.ui.charts.pace import PacePlot, State
from samspel.ui.charts.pins import Pin, PinMap
from samspel.ui.charts.scatter import Scatter, ScatterPoint
from samspel.ui.charts.score import Line, Note, Score
from samspel.ui.charts.share import Segment, ShareBar
from samspel.ui.charts.strip import DotRow, DotStrip
from samspel.ui.charts.svg import Datum, Table

REGIONS = ("Uppsala", "Västmanland", "Örebro", "Sörmland", "Östergötland")
AREAS = ("Livsmedel", "Life science", "Energi", "Smart industri")
NOTES = (
    "4:1 2:0 1:34 3:12 4:23 2:014 1:0 3:4 4:01234 1:234 2:4 3:13 4:2 2:01 1:34 3:012 4:234 2:04 3:4 1:01234 "
    "4:12 2:024 3:34 1:03 4:123 2:0 3:01234 1:34 4:124"
)


class Chart(Protocol):
    """Anything of samspel.ui.charts."""

    def render(self) -> SafeString:
        """The chart as HTML."""
        ...


@dataclass(frozen=True)
class Sample:
    """A chart in one state. `stage`: shown on the dark stage."""

    name: str
    state: str
    chart: Chart
    stage: bool = False

    @property
    def html(self) -> SafeString:
        """The chart, and the legend and the table of a map."""
        with override("sv"):
            parts = [self.chart.render()]
            if isinstance(self.chart, Choropleth):
                parts += [self.chart.legend(), self.chart.twin(head=("Kommun", "Företag"))]
            return SafeString("".join(parts))


def samples() -> Iterator[Sample]:
    """All of them, chart by chart."""
    yield from _scores()
    yield from _paces()
    yield from _money()
    yield from _maps()
    yield from _matrices()
    yield from _points()
    yield from _columns()
    yield from _networks()
    yield from _offers()


def score(count: int, href: str = "/insatser/{}/") -> Score:
    """A score of so many notes over three years."""
    notes, rows, notes_in_turn = [], [], NOTES.split()
    for i in range(count):
        tone, at = notes_in_turn[i % len(notes_in_turn)].split(":")
        position, keys = (i + 0.7) / max(count, 1), [REGIONS[int(row)] for row in at]
        hollow, label = position > 0.58, f"{AREAS[int(tone) - 1]}: {', '.join(keys)}"
        notes.append(Note(position, keys, int(tone), label, hollow, href.format(i)))
        state = "Planerad" if hollow else "Genomförd"
        name = Datum(None, f"Insats {i + 1}", href.format(i))
        rows.append((name, AREAS[int(tone) - 1], ", ".join(keys), state))
    return Score(
        id=f"score-{count}",
        title="Programmets partitur",
        desc=f"Fem linjer, en per region. {count} insatser.",
        lines=[Line(region, region) for region in REGIONS],
        notes=notes,
        table=Table("Visa alla insatser som tabell", ("Insats", "Område", "Regioner", "Läge"), rows),
        ticks=((0, "2018"), (1 / 3, "2019"), (2 / 3, "2020")),
        now=0.5833,
        legend=list(enumerate(AREAS, 1)),
    )


def _scores() -> Iterator[Sample]:
    for count, state in ((0, "none"), (1, "one"), (29, "many"), (90, "dense"), (180, "crowded")):
        yield Sample("Score", state, score(count), stage=True)


def _paces() -> Iterator[Sample]:
    states: tuple[tuple[str, list[float | None], float | None, float | None, State], ...] = (
        ("none", [], 300, None, "none"),
        ("one", [4], 300, None, "none"),
        ("many", [0, 8, 30, 62, 96, 131, 158, 171], 300, 296, "good"),
        ("ahead", [0, 14, 44, 80, 118, 150, 181, 204], 300, 350, "ahead"),
        ("behind", [0, 0, 0.2, 0.5, 0.8, 1.4, 1.8, 2.1], 8, 4.2, "behind"),
        ("negative", [0, 2, 5, 3, -1, -4], 10, -12, "behind"),
        ("missing", [0, None, 30, None, 96], None, None, "none"),
        ("far above", [0, 40, 160, 300], 100, 4000, "ahead"),
    )
    for state, values, target, forecast, judged in states:
        points = [(i * 0.583 / max(len(values) - 1, 1), value) for i, value in enumerate(values)]
        plot = PacePlot(
            id=f"pace-{state.replace(' ', '-')}",
            title="Företag som får stöd",
            desc=f"Utfall och plan, {state}.",
            actual=points,
            plan=[(0.0, 0), (1.0, target)] if target else [],
            target=target,
            target_text="" if target is None else f"{target:g}",
            forecast=forecast,
            state=judged,
            start_label="2018",
            end_label="2020",
        )
        yield Sample("PacePlot", state, plot)


def _nested(label: str, budget: float | None, spent: float | None, claimed: float | None) -> NestedBar:
    text = "" if budget is None or spent is None else f"{_mnkr(spent)} av {_mnkr(budget)} mnkr"
    planned, used, asked = (_money_datum(value) for value in (budget, spent, claimed))
    return NestedBar(label, text, planned, used, asked, 0.583, "/ekonomi/")


def _mnkr(value: float) -> str:
    return f"{value:.1f}".replace(".", ",").replace("-", "−")


def _money_datum(value: float | None) -> Datum:
    return Datum(value, "" if value is None else _mnkr(value), "/ekonomi/poster/")


def _money() -> Iterator[Sample]:
    costs = (("Personal", 6.8, 3.9, 3.4), ("Externa tjänster", 3.1, 1.5, 1.1), ("Resor", 0.9, 0.4, 0.4))
    odd = (("Över budget", 2.0, 2.6, 1.2), ("Återbetald", 1.0, -0.4, 0.1), ("Utan uppgift", 1.5, None, None))
    for state, rows in (("none", ()), ("one", costs[:1]), ("many", costs), ("over, negative, missing", odd)):
        bars = NestedBars(
            rows=[_nested(*row) for row in rows],
            label_head="Kostnadsslag",
            budget_label="Budget",
            spent_label="Upparbetat",
            claimed_label="Rekvirerat",
            pace_label="Takt i dag (21 av 36 månader)",
            summary="Visa kostnader som tabell, mnkr",
        )
        yield Sample("NestedBars", state, bars)
    parts = (("EU, regionalfonden", "EU", 6.6), ("Uppsala", "C", 1.5), ("Östergötland", "E", 1.5))
    odder = (("EU, regionalfonden", "EU", 6.6), ("Återtaget", "Å", -0.5), ("Ej bestämt", "?", None))
    for state, segments in (("none", ()), ("one", parts[:1]), ("many", parts), ("negative, missing", odder)):
        share = ShareBar(
            id=f"share-{state[:4]}",
            title="Vem betalar?",
            desc="EU betalar hälften.",
            segments=[Segment(name, letter, _money_datum(v), letter == "EU") for name, letter, v in segments],
            head=("Finansiär", "Mnkr"),
        )
        yield Sample("ShareBar", state, share)
    plain: tuple[tuple[str, tuple[float | None, ...]], ...] = (
        ("none", ()),
        ("one", (7,)),
        ("many", (101, 81, 66, 66, 61)),
        ("all equal", (5, 5, 5)),
        ("negative, missing", (12, -8, 0, None)),
    )
    for state, values in plain:
        bars_ = [Bar(region, Datum(value)) for region, value in zip(REGIONS, values, strict=False)]
        yield Sample("Bars", state, Bars(bars_, ("Region", "Företag")))


def _hexagon(column: int, row: int) -> str:
    x, y = 40 + column * 62 + (row % 2) * 31, 40 + row * 54
    corners = (f"{x + 36 * sin(i * pi / 3):.1f} {y + 36 * cos(i * pi / 3):.1f}" for i in range(6))
    return f"M{'L'.join(corners)}z"


def _maps() -> Iterator[Sample]:
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
            Place(_hexagon(column, row), f"Kommun {i + 1}", Datum(value, "", f"/kommuner/{i}/"))
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


def _matrices() -> Iterator[Sample]:
    full: tuple[tuple[float | None, ...], ...] = ((7, 2, 3, 5), (2, 8, 0, 4), (3, 0, 6, 5), (5, 4, 5, 9))
    odd: tuple[tuple[float | None, ...], ...] = ((7, -2, None), (-2, 8, 0), (None, 0, 6))
    for state, values in (("none", ()), ("one", ((3,),)), ("many", full), ("negative, missing", odd)):
        heads = [HeatRow(area, i) for i, area in enumerate(AREAS[: len(values)], 1)]
        rows = [
            (head, [Cell(Datum(v, "", "/natverk/" if v else ""), i == j) for j, v in enumerate(row)])
            for i, (head, row) in enumerate(zip(heads, values, strict=True))
        ]
        note = "Antal aktiviteter. Grå diagonal: områdets egna."
        yield Sample("HeatMatrix", state, HeatMatrix(f"Aktiviteter som två områden delar ({state})", heads, rows, note))


def _points() -> Iterator[Sample]:
    rows = [
        DotRow("Tid till svar, dagar", Datum(4), [Datum(v) for v in (2, 5, 9, 11)]),
        DotRow("Företag per insats", Datum(12), [Datum(v) for v in (3, 4, 8, 8)]),
        DotRow("Nettoförändring", Datum(-3), [Datum(v) for v in (-8, 0, None, 6)]),
        DotRow("Utan uppgift", Datum(None), [Datum(2), Datum(2)]),
    ]
    for state, count in (("none", 0), ("one", 1), ("many, negative, missing", 4)):
        yield Sample("DotStrip", state, DotStrip(rows[:count], None, "Mått", "Vi", "Övriga regioner"))
    spots: list[tuple[float | None, float | None]] = [(3, 8), (9, 7), (5, 2), (8, 3), (6, 6), (None, 4)]
    names = ("Vätgas", "Testbädd stål", "Precisionsodling", "Digital vård", "Batterier", "Okänd")
    for state, count in (("none", 0), ("one", 1), ("many, missing", 6)):
        points = [
            ScatterPoint(names[i], Datum(x), Datum(y), True, i % 4 + 1, f"/insatser/{i}/")
            for i, (x, y) in enumerate(spots[:count])
        ]
        chart = Scatter(
            id=f"scatter-{state[:4]}",
            title="Styrka och bredd",
            desc="Insatser efter bredd och styrka.",
            x_label="Bredd",
            y_label="Styrka",
            points=points,
            quadrants=("Spets", "Bär programmet", "Pröva om", "Bred men tunn"),
            label_head="Insats",
        )
        yield Sample("Scatter", state, chart)


def _columns() -> Iterator[Sample]:
    quarters: dict[str, list[tuple[float | None, float | None, float | None]]] = {
        "none": [],
        "one": [(12, 0, None)],
        "many": [(9, 0, None), (27, 0, 29), (48, 0, None), (70, 0, 71), (75, 18, None), (79, 41, None)],
        "all zero": [(0, 0, None)] * 3,
        "negative, missing": [(-4, 3, None), (None, 5, -2), (8, None, 9)],
    }
    for state, values in quarters.items():
        columns = [
            Column(f"kv {i}", Datum(done), Datum(waits), mark) for i, (done, waits, mark) in enumerate(values, start=1)
        ]
        rows: list[list[str | Datum]] = [[c.label, c.settled, c.pending] for c in columns]
        chart = Columns(
            id=f"columns-{state[:3]}",
            title="Företag som får stöd",
            desc="Sammanlagt vid varje kvartals slut.",
            columns=columns,
            settled_label="Godkänt",
            pending_label="Ännu inte godkänt",
            mark_label="Rapporterat",
            target=100 if values else None,
            target_text="Mål 100",
            table=Table("Visa som tabell", ["Kvartal", "Godkänt", "Ännu inte godkänt"], rows, frozenset({1, 2})),
        )
        yield Sample("Columns", state, chart)


def _networks() -> Iterator[Sample]:
    for state, count in (("none", 0), ("one", 1), ("sixty, missing", 60)):
        nodes = [
            NetworkNode(
                f"n{i}",
                AREAS[i] if i < len(AREAS) and count > 1 else f"Aktör {i}",
                0.5 + (0.15 + 0.35 * (i / 60)) * cos(2.4 * i),
                0.5 + (0.15 + 0.35 * (i / 60)) * sin(2.4 * i),
                Datum(None if i == 7 else i % 9, "" if i == 7 else str(i % 9)),
                i + 1 if i < len(AREAS) and count > 1 else 0,
                True,
                f"/aktorer/{i}/",
            )
            for i in range(count)
        ]
        ties = [
            NetworkTie(f"n{i}", f"n{(i * 7 + 3) % count}", Datum(i % 5 + 1, str(i % 5 + 1), f"/band/{i}/"), i % 3 == 0)
            for i in range(count)
            if count > 1
        ]
        chart = Network(
            id=f"network-{count}",
            title="Vem arbetar med vem",
            desc="Aktörer och områden, och vad som knyter dem samman.",
            nodes=nodes,
            ties=ties,
            head=("Den ena", "Den andra", "Band"),
        )
        yield Sample("Network", state, chart)


def _offers() -> Iterator[Sample]:
    aspects = [("Ämne", 3), ("Typ av hjälp", 2), ("Plats", 1), ("Tid", 9)]
    land = ["M4 4h112v92h-112z"]
    pins = [Pin((30, 30), "1"), Pin((90, 60), "2, 3")]
    states = (("none", 0), ("one", 1), ("many", 4))
    for state, number in states:
        yield Sample("FitMeter", state, FitMeter(aspects[:number]))
    for state, number in states:
        chart = PinMap(
            id=f"pins-{state}",
            title="Var erbjudandena finns",
            desc="Ni finns i mitten.",
            view_box=(0, 0, 120, 100),
            land=land,
            pins=pins[: number // 2 + number % 2],
            home=(60, 50) if number else None,
            home_label="Ni",
        )
        yield Sample("PinMap", state, chart)
