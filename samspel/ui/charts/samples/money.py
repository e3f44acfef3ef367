"""Money and plain bars."""

from collections.abc import Iterator

from samspel.ui.charts.bars import Bar, Bars, NestedBar, NestedBars
from samspel.ui.charts.samples.sample import REGIONS, Sample
from samspel.ui.charts.share import Segment, ShareBar
from samspel.ui.charts.svg import Datum


def _nested(label: str, budget: float | None, spent: float | None, claimed: float | None) -> NestedBar:
    text = "" if budget is None or spent is None else f"{_mnkr(spent)} av {_mnkr(budget)} mnkr"
    planned, used, asked = (money_datum(value) for value in (budget, spent, claimed))
    return NestedBar(label, text, planned, used, asked, 0.583, "/ekonomi/")


def _mnkr(value: float) -> str:
    return f"{value:.1f}".replace(".", ",").replace("-", "−")


def money_datum(value: float | None) -> Datum:
    return Datum(value, "" if value is None else _mnkr(value), "/ekonomi/poster/")


def money_drawn() -> Iterator[Sample]:
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
            segments=[Segment(name, letter, money_datum(v), letter == "EU") for name, letter, v in segments],
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
