"""How an offer fits, and where offers are."""

from collections.abc import Iterator

from samspel.ui.charts.fit import FitMeter
from samspel.ui.charts.pins import Pin, PinMap
from samspel.ui.charts.samples.sample import Sample


def offers_drawn() -> Iterator[Sample]:
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
