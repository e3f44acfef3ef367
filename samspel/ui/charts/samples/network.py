"""Who works with whom."""

from collections.abc import Iterator
from math import cos, sin

from samspel.ui.charts.network import Network, NetworkNode, NetworkTie
from samspel.ui.charts.samples.sample import AREAS, Sample
from samspel.ui.charts.svg import Datum


def networks_drawn() -> Iterator[Sample]:
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
