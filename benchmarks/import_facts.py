"""A workbook of a hundred thousand rows of support, checked and saved from end to end, beside other ways to read it.

    make bench BENCH=import_facts [ROWS=100000] [PEER_ROWS=100000]

Goes the way of the page (begin, check, save), on SQLite and PostgreSQL, each step in processes of its own. One row in
seven is a grant; de minimis aid passes the gate of its undertaking, which the peer does not look at. Beside it:
openpyxl and calamine that only read the file, and django-import-export, which does the same job with the resource in
peer.py: every row tried in a transaction that is rolled back, then imported, as its admin does. With PEER_ROWS below
ROWS its time is scaled up in proportion.
"""

import json
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from shared import analyse, databases, load_programme, make_manager, prepare, run, size
from workbook import DAYS, ENTERPRISES, FIRST, known_numbers, make_workbook

ROWS = size("ROWS", 100_000, 60)
PEER_ROWS = size("PEER_ROWS", ROWS, ROWS)
NOWHERE = "sqlite://"
REPEATS = size("REPEATS", 1, 1)


def main() -> None:
    """The table and the result line; with arguments, one of the measurements in this process."""
    if len(sys.argv) > 1:
        print(json.dumps(STEPS[sys.argv[1]](Path(sys.argv[2]))))
        return
    with tempfile.TemporaryDirectory() as folder:
        file, peer_file = Path(folder) / "support.xlsx", Path(folder) / "peer.xlsx"
        make_workbook(file, ROWS)
        make_workbook(peer_file, PEER_ROWS)
        print(f"{ROWS} rows × 12 columns, {ENTERPRISES} enterprises, {file.stat().st_size / 1e6:.1f} MB")
        print(f"{'':<28}{'clock':>8}  {'processor':>9}  {'memory':>8}\n")
        for name in ("openpyxl", "calamine"):
            line(f"{name}, reading alone", run(__file__, NOWHERE, name, str(file)))
        ours = {name: best(name, "samspel", file) for name in kinds()}
        theirs = {name: best(name, "peer", peer_file) for name in kinds()}
    scale = ROWS / PEER_ROWS
    if scale != 1:
        print(f"django-import-export was given {PEER_ROWS} rows; × {scale:g} below.")
    ratios = {name: theirs[name]["seconds"] * scale / ours[name]["seconds"] for name in ours}
    for name, ratio in ratios.items():
        print(f"{name}: django-import-export takes {theirs[name]['seconds'] * scale:.1f} s, {ratio:.1f} times as long")
    slowest = max(found["seconds"] for found in ours.values())
    peak = max(found["peak"] for found in ours.values())
    print(f"\nRESULT seconds={slowest:.1f} peak_mb={peak:.0f} ratio_import_export={min(ratios.values()):.1f}")


def kinds() -> list[str]:
    """The databases there are."""
    with databases("samspel_bench_import") as addresses:
        return list(addresses)


def best(database: str, step: str, file: Path) -> dict[str, Any]:
    """The median of some runs, each into a fresh database."""
    found = []
    for _number in range(REPEATS):
        with databases("samspel_bench_import") as addresses:
            run(__file__, addresses[database], "fill", str(file))
            found.append(run(__file__, addresses[database], step, str(file)))
            line(f"{step} on {database}", found[-1])
    return sorted(found, key=lambda one: float(one["seconds"]))[len(found) // 2]


def line(name: str, found: dict[str, Any]) -> None:
    """One line of the table, as soon as it is known."""
    numbers = f"{found['seconds']:>8.1f} s{found['processor']:>8.1f} s{found['peak']:>8.0f} MB"
    print(f"{name:<28}{numbers}   {found.get('about', '')}", flush=True)


Moment = tuple[float, float]


def now() -> Moment:
    """Seconds on the clock, and of the processor in this process: on a busy machine the two part."""
    return time.perf_counter(), time.process_time()


def measured(began: Moment, about: str = "") -> dict[str, Any]:
    """Seconds since then, and the most memory this process has held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    clock, processor = (end - start for start, end in zip(began, now(), strict=True))
    return {"seconds": clock, "processor": processor, "peak": peak, "about": about}


def fill(file: Path) -> dict[str, Any]:
    """The programme and the enterprises that are known beforehand."""
    prepare()
    from samspel.actors.models import Organisation
    from samspel.core.models import Municipality

    programme = load_programme(with_example=False)
    manager = make_manager(programme)
    places = list(Municipality.objects.filter(partners__isnull=False))
    known = Organisation.objects.bulk_create(
        (
            Organisation(
                number=number, identity="number", name=name, kind="company", municipality=places[i % len(places)]
            )
            for i, (number, name) in enumerate(known_numbers())
        ),
        batch_size=2000,
    )
    open_to_aid(programme, manager, known)
    analyse()
    return {}


def open_to_aid(programme: Any, manager: Any, enterprises: Sequence[Any]) -> None:
    """What de minimis aid needs beforehand: a rate for each day, and an approved declaration from each enterprise."""
    from samspel.core import clock
    from samspel.money.models import AidDeclaration, DeclarationApproval, ExchangeRate

    days = (FIRST + timedelta(days=number) for number in range(DAYS))
    ExchangeRate.objects.bulk_create(
        ExchangeRate(currency=programme.currency, day=day, rate=Decimal("10.5"), source="Prov") for day in days
    )
    moment = clock.now()
    declared = AidDeclaration.objects.bulk_create(
        (
            AidDeclaration(
                programme=programme, organisation=enterprise, occurred_on=FIRST, signed_by="Någon",
                recorded_at=moment, recorded_by=manager,
            )
            for enterprise in enterprises
        ),
        batch_size=2000,
    )  # fmt: skip
    DeclarationApproval.objects.bulk_create(
        (DeclarationApproval(declaration=one, approved_at=moment, approved_by=manager) for one in declared),
        batch_size=2000,
    )


def samspel(file: Path) -> dict[str, Any]:
    """Begin, check and save as the page does; then the same file again, which must add nothing."""
    prepare()
    from django.conf import settings

    from samspel.core.models import User
    from samspel.core.programmes.models import Programme
    from samspel.imports.importer import importers
    from samspel.imports.services.staged_import import import_save
    from samspel.imports.services.table_import import table_import_begin, table_import_check
    from samspel.results.models import Support

    settings.IMPORTS_AT_ONCE = 10**9
    programme, before = Programme.objects.get(), Support.objects.count()
    user = User.objects.get(memberships__role="programme_manager")

    def bring() -> tuple[Any, list[Moment]]:
        moments = [now()]
        brought = table_import_begin(
            user=user,
            programme=programme,
            importer=importers()["support"],
            filename=file.name,
            content=file.read_bytes(),
        )
        moments.append(now())
        with progress(brought.pk):
            table_import_check(staged=brought, columns=brought.columns)
            moments.append(now())
            assert brought.stage == "checked", brought.report.get("fault")
            assert not brought.report["wrong"], brought.report["problems"][:3]
            import_save(staged=brought)
        brought.refresh_from_db()
        assert brought.stage == "saved", brought.report
        return brought, [*moments, now()]

    first, moments = bring()
    parts = [f"{name} {b[0] - a[0]:.1f}" for name, a, b in zip(PARTS, moments, moments[1:], strict=False)]
    answer = measured(moments[0], ", ".join(parts))
    assert Support.objects.count() - before == first.total == first.report["written"] == ROWS
    second, _moments = bring()
    assert second.report["written"] == 0
    assert Support.objects.count() - before == ROWS
    return answer


PARTS = ("begin", "check", "save")


@contextmanager
def progress(pk: int) -> Iterator[None]:
    """A bar on the terminal that shows how far the import has come, read from the database as the page reads it."""
    done = threading.Event()

    def watch() -> None:
        from django.db import connection

        from samspel.results.models import Import

        while not done.wait(0.5):
            stage, number, total = Import.objects.values_list("stage", "done", "total").get(pk=pk)
            bar = "█" * (30 * number // max(total, 1))
            print(f"\r{stage:<9}{bar:<30} {number:>7} of {total}", end="", file=sys.stderr, flush=True)
        print("\r" + " " * 70, end="\r", file=sys.stderr, flush=True)
        connection.close()

    watching = threading.Thread(target=watch) if sys.stderr.isatty() else None
    if watching:
        watching.start()
    try:
        yield
    finally:
        done.set()
        if watching:
            watching.join()


def peer(file: Path) -> dict[str, Any]:
    """The same file by django-import-export: read and tried, read and imported, as its admin does."""
    prepare()
    import peer as by_import_export

    from samspel.results.models import Support

    before = Support.objects.count()
    began = now()
    for dry_run in (True, False):
        result = by_import_export.bring_in(file, dry_run)
    answer = measured(began, f"{PEER_ROWS} rows")
    assert not result.has_errors()
    assert Support.objects.count() - before == PEER_ROWS
    return answer


def openpyxl(file: Path) -> dict[str, Any]:
    """Every cell, by openpyxl's fast way."""
    import openpyxl as library

    began = now()
    sheet: Any = library.load_workbook(file, read_only=True, data_only=True).active
    assert sum(1 for row in sheet.iter_rows(values_only=True)) == ROWS + 1
    return measured(began)


def calamine(file: Path) -> dict[str, Any]:
    """Every cell, by calamine."""
    from python_calamine import CalamineWorkbook

    began = now()
    sheet = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0)
    assert sum(1 for row in sheet.iter_rows()) == ROWS + 1
    return measured(began)


STEPS = {"fill": fill, "samspel": samspel, "peer": peer, "openpyxl": openpyxl, "calamine": calamine}

if __name__ == "__main__":
    main()
