"""The programme's score, and the pace of its goals."""

from collections.abc import Iterator

from samspel.ui.charts.pace import PacePlot, State
from samspel.ui.charts.samples.sample import AREAS, REGIONS, Sample
from samspel.ui.charts.score import Note, ScoreChart, ScoreLine
from samspel.ui.charts.svg import ChartTable, Datum

NOTES = (
    "4:1 2:0 1:34 3:12 4:23 2:014 1:0 3:4 4:01234 1:234 2:4 3:13 4:2 2:01 1:34 3:012 4:234 2:04 3:4 1:01234 "
    "4:12 2:024 3:34 1:03 4:123 2:0 3:01234 1:34 4:124"
)


def score(count: int, href: str = "/insatser/{}/") -> ScoreChart:
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
    return ScoreChart(
        id=f"score-{count}",
        title="Programmets partitur",
        desc=f"Fem linjer, en per region. {count} insatser.",
        lines=[ScoreLine(region, region) for region in REGIONS],
        notes=notes,
        table=ChartTable("Visa alla insatser som tabell", ("Insats", "Område", "Regioner", "Läge"), rows),
        ticks=((0, "2018"), (1 / 3, "2019"), (2 / 3, "2020")),
        now=0.5833,
        legend=list(enumerate(AREAS, 1)),
    )


def scores_drawn() -> Iterator[Sample]:
    for count, state in ((0, "none"), (1, "one"), (29, "many"), (90, "dense"), (180, "crowded")):
        yield Sample("Score", state, score(count), stage=True)


def paces_drawn() -> Iterator[Sample]:
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
