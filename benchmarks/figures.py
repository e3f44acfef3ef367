"""All indicators of the programme by area × partner × half-year over a million facts, beside hand-written SQL.

    make bench BENCH=figures [FACTS=1000000]

Both run on the same rows in the same database, SQLite and PostgreSQL in turn, and must give the same answer.
"""

import json
import sys
from datetime import date
from typing import Any

from shared import TINY, analyse, databases, load_programme, prepare, run, size, timed

FACTS = size("FACTS", 1_000_000, 500)
SHARES = {"support": 60, "collaboration": 20, "investment": 20}  # per cent
RUNS = 1 if TINY else 5
UNTIL = date(2020, 12, 31)
BY = ("area", "partner", "half_year")

HALF = {
    "sqlite": "(CAST(substr({0}, 1, 4) AS INTEGER) * 12 + CAST(substr({0}, 6, 2) AS INTEGER) - 1) / 6",
    "postgresql": "(EXTRACT(YEAR FROM {0})::int * 12 + EXTRACT(MONTH FROM {0})::int - 1) / 6",
}
WHO = (
    "JOIN actors_identity i ON i.organisation_id = {fact}.organisation_id AND i.known_until IS NULL "
    "JOIN actors_organisation o ON o.id = i.counts_as_id AND o.kind = 'company' "
)
SUPPORTED = (
    "SELECT f.area_id, f.partner_id, {half}, COUNT(DISTINCT i.counts_as_id) FROM results_support f "
    + WHO.format(fact="f")
    + "WHERE f.programme_id = %s AND f.voided_at IS NULL AND f.occurred_on < %s {more} GROUP BY 1, 2, 3"
)
BY_HAND = {
    "results.co01": SUPPORTED.replace("{more}", ""),
    "results.co04": SUPPORTED.replace("{more}", "AND NOT f.financial"),
    "results.cooperating": "SELECT f.area_id, f.partner_id, {half}, COUNT(DISTINCT i.counts_as_id) "
    "FROM results_collaborationmember m JOIN results_collaboration f ON f.id = m.collaboration_id "
    + WHO.format(fact="m")
    + "WHERE f.programme_id = %s AND f.voided_at IS NULL AND f.occurred_on < %s GROUP BY 1, 2, 3",
    "results.private_investment": "SELECT area_id, partner_id, {half}, SUM(amount) FROM results_privateinvestment f "
    "WHERE programme_id = %s AND voided_at IS NULL AND occurred_on < %s GROUP BY 1, 2, 3",
}


def main() -> None:
    """Each database in a process of its own, then the table and the result line."""
    if len(sys.argv) > 1:
        print(json.dumps(measure_here()))
        return
    with databases("samspel_bench") as addresses:
        results = {name: run(__file__, url, "here", FACTS=str(FACTS)) for name, url in addresses.items()}
    print(f"{FACTS} facts, indicators {', '.join(BY_HAND)}, by {' × '.join(BY)}; median of {RUNS} runs, ms\n")
    print(f"{'database':<12}{'figures':>10}{'by hand':>10}{'ratio':>8}{'cells':>8}")
    for name, r in results.items():
        print(f"{name:<12}{r['ours']:>10.0f}{r['hand']:>10.0f}{r['ours'] / r['hand']:>8.2f}{r['cells']:>8}")
    ratios = [f"ratio_{name}={r['ours'] / r['hand']:.2f}" for name, r in results.items()]
    print("\nRESULT " + " ".join(ratios))


def measure_here() -> dict[str, Any]:
    """Fill this process's database and time both ways in turn."""
    prepare()
    programme = fill()

    from django.conf import settings
    from django.db import connection

    from samspel.core.figures import Request, Slice, fetch, measure

    settings.FIGURES_KEPT = 0  # every run is to count anew

    half = HALF[connection.vendor].format("f.occurred_on")
    asked = [Request(measure(code), Slice(programme, until=UNTIL), BY) for code in BY_HAND]

    def figures() -> list[dict[Any, Any]]:
        return [dict(answer) for answer in fetch(asked)]

    def by_hand() -> list[dict[Any, Any]]:
        answers = []
        with connection.cursor() as cursor:
            for sql in BY_HAND.values():
                cursor.execute(sql.format(half=half), [programme, UNTIL])
                answers.append({tuple(row[:3]): row[3] for row in cursor.fetchall()})
        return answers

    ours, hand = timed(RUNS, figures, by_hand)
    same = [{k: round(float(v), 2) for k, v in answer.items()} for answer in figures()]
    assert same == [{k: round(float(v), 2) for k, v in answer.items()} for answer in by_hand()], "answers differ"
    return {"ours": ours, "hand": hand, "cells": sum(map(len, same))}


def fill() -> int:
    """A million facts spread over areas, partners, organisations and days; returns the programme's id."""
    from django.db import connection, transaction

    from samspel.actors.models import Organisation
    from samspel.core.models import User

    programme = load_programme()
    spread = {
        "areas": list(programme.areas.values_list("pk", flat=True)),
        "partners": list(programme.partners.values_list("pk", flat=True)),
        "organisations": list(Organisation.objects.values_list("pk", flat=True)),
    }
    with transaction.atomic(), connection.cursor() as cursor:
        for sql in statements(connection.vendor, programme.pk, User.objects.all()[0].pk, spread):
            cursor.execute(sql)
    analyse()
    return int(programme.pk)


def statements(vendor: str, programme: int, user: int, spread: dict[str, list[int]]) -> list[str]:
    """INSERT … SELECT statements; values follow from the row's number, so both databases get the same rows."""

    def pick(name: str, step: int) -> str:
        values, count = spread[name], len(spread[name])
        return (
            f"({values[0]} + (n * {step} + n / 7) % {count})"
            if values[-1] - values[0] + 1 == count
            else cases(values, step)
        )

    def cases(values: list[int], step: int) -> str:
        whens = " ".join(f"WHEN {i} THEN {value}" for i, value in enumerate(values))
        return f"(CASE (n * {step} + n / 7) % {len(values)} {whens} END)"

    day = "(n * 13) % 1000"
    on = f"date('2018-01-05', '+' || ({day}) || ' days')" if vendor == "sqlite" else f"DATE '2018-01-05' + ({day})"
    series = (
        "(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {0}) SELECT n FROM s) s"
        if vendor == "sqlite"
        else "generate_series(1, {0}) AS s(n)"
    )
    common = "programme_id, area_id, partner_id, occurred_on, recorded_at, recorded_by_id, void_reason, "
    common += "reference, fingerprint, example"
    shared = (
        f"{programme}, {pick('areas', 3)}, {pick('partners', 5)}, {on}, '2020-12-31 10:00:00+00:00', {user}, '', "
        "'', '', TRUE"
    )
    count = {kind: FACTS * share // 100 for kind, share in SHARES.items()}
    organisation = pick("organisations", 11)
    financial = "(n % 9 = 0)"
    return [
        (
            f"INSERT INTO results_support ({common}, organisation_id, kind, financial, hours, amount, aid_basis) "
            f"SELECT {shared}, {organisation}, 'advice', {financial}, 4, 0, 'none' "
            f"FROM {series.format(count['support'])}"
        ),
        (
            f"INSERT INTO results_collaboration ({common}, title, kind, with_research) "
            f"SELECT {shared}, 'Samverkan', 'network', FALSE FROM {series.format(count['collaboration'])}"
        ),
        (
            "INSERT INTO results_collaborationmember (collaboration_id, organisation_id) "
            f"SELECT id, {organisation} FROM (SELECT id, id AS n FROM results_collaboration "
            "WHERE title = 'Samverkan') c"
        ),
        (
            f"INSERT INTO results_privateinvestment ({common}, organisation_id, purpose, amount, matches) "
            f"SELECT {shared}, {organisation}, 'Egen insats', 1000 + n % 5000, 'innovation' "
            f"FROM {series.format(count['investment'])}"
        ),
    ]


if __name__ == "__main__":
    main()
