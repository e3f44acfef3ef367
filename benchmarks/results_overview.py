"""The results overview and the first page of a drill-down, over a million support facts.

    make bench BENCH=results_overview [FACTS=1000000]

SQLite and PostgreSQL in turn. 'kept' is a visit while nothing has been written since the one before (answers are kept
in memory under the audit log's last hash), 'first' the one just after a write, when every answer is counted anew; then
the raw limit: one hand-written count of distinct enterprises over the same table. The drill-down counts its rows anew
each time. The RESULT line holds the kept visits; the table has the first ones beside them.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.shared import TINY, analyse, databases, load_programme, make_manager, prepare, run, size

FACTS = size("FACTS", 1_000_000, 500)
ENTERPRISES = size("ENTERPRISES", 20_000, 50)
MERGED = size("MERGED", 300, 2)
VISITS = 1 if TINY else 15
FIRST_VISITS = 1 if TINY else 3


def main() -> None:
    """Each database in a process of its own, then the table and the result line."""
    if len(sys.argv) > 1:
        import json

        print(json.dumps(measure_here()))
        return
    with databases("samspel_overview") as addresses:
        found = {name: run(__file__, url, "here", FACTS=str(FACTS)) for name, url in addresses.items()}
    print(f"{FACTS} support facts, {ENTERPRISES} enterprises, {MERGED} merges; milliseconds, median\n")
    heads = ("database", "kept", "kept, manager", "first", "drill-down", "drill, first", "by hand")
    print("".join(f"{head:>15}" for head in heads))
    for name, r in found.items():
        print(
            f"{name:>15}"
            + "".join(f"{r[key]:>15.0f}" for key in ("kept", "manager", "first", "drill", "drill_first", "hand"))
        )
    medians = " ".join(f"median_ms_{name}={r['kept']:.0f}" for name, r in sorted(found.items()))
    print(f"\nRESULT {medians} drilldown_ms={max(r['drill'] for r in found.values()):.0f}")


def measure_here() -> dict[str, Any]:
    """Fill this process's database and visit the pages."""
    prepare()
    programme = load_programme(with_example=False)
    manager = make_manager(programme)
    fill(programme, manager)
    analyse()

    from django.db import connection, transaction
    from django.test import Client

    from samspel.core import audit
    from samspel.core.figures import kept

    public, inside = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
    inside.force_login(manager)
    overview, drill = f"/p/{programme.code}/results/", f"/p/{programme.code}/figures/results.co01/"

    def visit(client: Client, path: str) -> Callable[[], None]:
        def go() -> None:
            answer = client.get(path)
            assert answer.status_code == 200, answer.status_code

        return go

    def write() -> None:
        with transaction.atomic():
            audit.write(None, "benchmark.wrote", programme, changes={})

    def by_hand() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT COUNT(DISTINCT organisation_id) FROM results_support "
                "WHERE programme_id = %s AND voided_at IS NULL",
                [programme.pk],
            )
            cursor.fetchall()

    write()
    first = [spent(visit(public, overview), before=write) for _ in range(FIRST_VISITS)]
    drill_first = [spent(visit(inside, drill), before=write) for _ in range(FIRST_VISITS)]
    visit(public, overview)()
    visit(inside, overview)()
    visit(inside, drill)()
    assert kept.version()
    return {
        "first": median(first),
        "drill_first": median(drill_first),
        "kept": median(spent(visit(public, overview)) for _ in range(VISITS)),
        "manager": median(spent(visit(inside, overview)) for _ in range(VISITS)),
        "drill": median(spent(visit(inside, drill)) for _ in range(VISITS)),
        "hand": median(spent(by_hand) for _ in range(FIRST_VISITS)),
    }


def spent(act: Callable[[], None], before: Callable[[], None] | None = None) -> float:
    """Milliseconds that the act takes."""
    if before:
        before()
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def fill(programme: Any, user: Any) -> None:
    """The enterprises by the ORM, their facts by one statement each, some merges by the service."""
    from django.db import connection

    from samspel.actors.duplicates.services import merge_record
    from samspel.actors.models import Organisation
    from samspel.core.models import Municipality

    places = list(Municipality.objects.filter(partners__programme=programme).values_list("code", flat=True))
    rows = Organisation.objects.bulk_create(
        (
            Organisation(
                number=f"5599{n:06d}", name=f"Bolag {n:05d} AB", kind="company",
                municipality_id=places[n * 7 % len(places)], size_class=("micro", "small", "medium")[n % 3],
            )
            for n in range(ENTERPRISES)
        ),
        batch_size=2000,
    )  # fmt: skip
    first = rows[0].pk
    areas = list(programme.areas.values_list("pk", flat=True))
    partners = list(programme.partners.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        for statement in statements(connection.vendor, programme.pk, user.pk, first, areas, partners):
            cursor.execute(statement)
    for n in range(MERGED):
        merge_record(actor=user, organisation=rows[-1 - n], into=rows[n], reason="Samma företag")


def statements(vendor: str, programme: int, user: int, first: int, areas: list[int], partners: list[int]) -> list[str]:
    """Facts spread over enterprises, areas, partners and a thousand days."""

    def pick(values: list[int], step: int) -> str:
        whens = " ".join(f"WHEN {i} THEN {value}" for i, value in enumerate(values))
        return f"(CASE (n * {step} + n / 7) % {len(values)} {whens} END)"

    day = "(n * 13) % 1000"
    on = f"date('2018-01-05', '+' || ({day}) || ' days')" if vendor == "sqlite" else f"DATE '2018-01-05' + ({day})"
    series = (
        "(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {0}) SELECT n FROM s) s"
        if vendor == "sqlite"
        else "generate_series(1, {0}) AS s(n)"
    )
    common = (
        "programme_id, area_id, partner_id, occurred_on, recorded_at, recorded_by_id, void_reason, reference, "
        "fingerprint, example, organisation_id"
    )
    shared = (
        f"{programme}, {pick(areas, 3)}, {pick(partners, 5)}, {on}, '2020-12-31 10:00:00+00:00', {user}, '', '', '', "
        f"TRUE, {first} + (n * 11 + n / 13) % {ENTERPRISES}"
    )
    return [
        (
            f"INSERT INTO results_support ({common}, kind, financial, hours, amount, aid_basis) "
            f"SELECT {shared}, CASE WHEN n % 9 = 0 THEN 'grant' ELSE 'advice' END, (n % 9 = 0), 4, 0, 'none' "
            f"FROM {series.format(FACTS)}"
        ),
        (
            f"INSERT INTO results_privateinvestment ({common}, purpose, amount, matches) "
            f"SELECT {shared}, 'Egen insats', 1000 + n % 5000, 'innovation' FROM {series.format(FACTS // 100)}"
        ),
        (
            f"INSERT INTO results_innovation ({common}, kind, novelty, title) "
            f"SELECT {shared}, 'product', 'market', 'Nyhet' FROM {series.format(FACTS // 100)}"
        ),
    ]


if __name__ == "__main__":
    main()
