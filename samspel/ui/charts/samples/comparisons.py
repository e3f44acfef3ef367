"""Matrices, points and columns."""

from collections.abc import Iterator

from samspel.ui.charts.columns import ChartColumn, Columns
from samspel.ui.charts.heat import HeatCell, HeatMatrix, HeatRow
from samspel.ui.charts.samples.sample import AREAS, Sample
from samspel.ui.charts.scatter import Scatter, ScatterPoint
from samspel.ui.charts.strip import DotRow, DotStrip
from samspel.ui.charts.svg import ChartTable, Datum


def matrices_drawn() -> Iterator[Sample]:
    full: tuple[tuple[float | None, ...], ...] = ((7, 2, 3, 5), (2, 8, 0, 4), (3, 0, 6, 5), (5, 4, 5, 9))
    odd: tuple[tuple[float | None, ...], ...] = ((7, -2, None), (-2, 8, 0), (None, 0, 6))
    for state, values in (("none", ()), ("one", ((3,),)), ("many", full), ("negative, missing", odd)):
        heads = [HeatRow(area, i) for i, area in enumerate(AREAS[: len(values)], 1)]
        rows = [
            (head, [HeatCell(Datum(v, "", "/natverk/" if v else ""), i == j) for j, v in enumerate(row)])
            for i, (head, row) in enumerate(zip(heads, values, strict=True))
        ]
        note = "Antal aktiviteter. Grå diagonal: områdets egna."
        yield Sample("HeatMatrix", state, HeatMatrix(f"Aktiviteter som två områden delar ({state})", heads, rows, note))


def points_drawn() -> Iterator[Sample]:
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


def columns_drawn() -> Iterator[Sample]:
    quarters: dict[str, list[tuple[float | None, float | None, float | None]]] = {
        "none": [],
        "one": [(12, 0, None)],
        "many": [(9, 0, None), (27, 0, 29), (48, 0, None), (70, 0, 71), (75, 18, None), (79, 41, None)],
        "all zero": [(0, 0, None)] * 3,
        "negative, missing": [(-4, 3, None), (None, 5, -2), (8, None, 9)],
    }
    for state, values in quarters.items():
        columns = [
            ChartColumn(f"kv {i}", Datum(done), Datum(waits), mark)
            for i, (done, waits, mark) in enumerate(values, start=1)
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
            table=ChartTable("Visa som tabell", ["Kvartal", "Godkänt", "Ännu inte godkänt"], rows, frozenset({1, 2})),
        )
        yield Sample("Columns", state, chart)
