"""A SIE 4E file with a million transactions, read to vouchers, beside the package pysie-accounting.

    make bench BENCH=sie [TRANSACTIONS=1000000] [PYSIE_PYTHON=/some/venv/bin/python]

Each measurement runs in a process of its own. PYSIE_PYTHON is an interpreter that has pysie-accounting, which is no
dependency of Samspel; without one, the ratio is “absent”. That package reads UTF-8 only, so it gets the books in UTF-8,
and smaller ones: its time is scaled up by the transaction.
"""

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.shared import TINY, size  # noqa: E402

TRANSACTIONS = size("TRANSACTIONS", 1_000_000, 500)
THEIRS = min(TRANSACTIONS, 100_000)
RUNS = 1 if TINY else 3
TEXTS = ("Lön", "Resa till Växjö", "Inköp, förbrukning", "Konsult: möte", "Hyra Åkersberga", "Överföring", "Porto")


def main() -> None:
    """Write the files, measure both readers, then the table and the result line."""
    if len(sys.argv) > 1:
        print(json.dumps(measure_here(Path(sys.argv[1]))))
        return
    with tempfile.TemporaryDirectory() as folder:
        full, small = Path(folder) / "full.se", Path(folder) / "small.se"
        generate(full, TRANSACTIONS, "cp437")
        generate(small, THEIRS, "utf-8")
        size = full.stat().st_size / 1e6
        runs = [run([sys.executable, __file__, str(full)]) for _each in range(RUNS)]
        ours = median(each["seconds"] for each in runs)
        peak = max(each["peak"] for each in runs)
        theirs, why = measure_theirs(small)
    print(f"SIE 4E, {TRANSACTIONS} transactions in {runs[0]['vouchers']} vouchers, {size:.0f} MB")
    print(f"Processor seconds on one core, median of {RUNS}\n")
    print(f"{'reader':<20}{'transactions':>14}{'seconds':>10}{'s per million':>15}{'peak MB':>9}")
    print(f"{'samspel':<20}{TRANSACTIONS:>14}{ours:>10.2f}{ours / TRANSACTIONS * 1e6:>15.2f}{peak:>9.0f}")
    ours_per = ours / TRANSACTIONS
    if theirs is None:
        print(f"{'pysie-accounting':<20}{why}")
        ratio = "absent"
    else:
        per = theirs["seconds"] / THEIRS
        print(f"{'pysie-accounting':<20}{THEIRS:>14}{theirs['seconds']:>10.2f}{per * 1e6:>15.2f}{theirs['peak']:>9.0f}")
        print(f"\npysie-accounting kept {theirs['transactions']} of {THEIRS} transactions")
        ratio = f"{per / ours_per:.2f}"
    print(f"\nRESULT seconds_1e6={ours_per * 1e6:.2f} ratio_pysie={ratio}")


def run(command: list[str]) -> Any:
    """What a process says on its last line."""
    environment = {**os.environ, "SAMSPEL_DEVELOPMENT": "1"}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def measure_here(path: Path) -> dict[str, float]:
    """Read all of the file in this process: seconds, peak memory in MB beyond that of the program, and counts."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "samspel.config.settings"
    import django

    django.setup()
    from samspel.money.sie import read

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    reading = read(path)
    vouchers = transactions = 0
    total = Decimal()
    for voucher in reading.vouchers():
        vouchers += 1
        transactions += len(voucher.transactions)
        total += voucher.balance
    seconds = time.process_time() - began
    peak = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert (transactions, total) == (TRANSACTIONS, 0), (transactions, total)
    assert reading.encoding == "cp437"
    assert not reading.remarks, reading.remarks[:3]
    return {"seconds": seconds, "peak": peak, "vouchers": vouchers}


THEIR_WAY = """
import json, resource, sys, time
from pysie_accounting.pysie import PySIE
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
reader = PySIE()
began = time.process_time()
reader.open_trans(sys.argv[2])
reader.open(sys.argv[1])
seconds = time.process_time() - began
peak = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
kept = sum(len(each[3]) for each in reader.verifikat.values())
print(json.dumps({"seconds": seconds, "peak": peak, "transactions": kept}))
"""


def measure_theirs(path: Path) -> tuple[Any, str]:
    """The median of the other package on a file, or None and why there is none."""
    python = os.environ.get("PYSIE_PYTHON")
    if not python or subprocess.run([python, "-c", "import pysie_accounting.pysie"], capture_output=True).returncode:
        return None, "not installed"
    codes = path.with_suffix(".csv")
    codes.write_text("SRU,Ink2\n7281,2.26\n7513,3.7\n")
    try:
        runs = [run([python, "-c", THEIR_WAY, str(path), str(codes)]) for _each in range(RUNS)]
    except subprocess.CalledProcessError:
        return None, "cannot read the file"
    return sorted(runs, key=lambda each: each["seconds"])[RUNS // 2], ""


def generate(path: Path, transactions: int, encoding: str) -> None:
    """A year's books: 300 accounts, 60 projects, about four transactions in a voucher; the same each time."""
    with path.open("w", encoding=encoding, newline="") as file:
        file.writelines(line + "\r\n" for line in file_lines(transactions))


def file_lines(transactions: int) -> Iterator[str]:
    """The lines of the file."""
    yield from ("#FLAGGA 0", '#PROGRAM "Bokföring" 1.0', "#FORMAT PC8", "#GEN 20190115", "#SIETYP 4")
    yield from ('#FNAMN "Övningsbolaget i Åmål"', "#ORGNR 556677-8899", "#RAR 0 20180101 20181231")
    for account in ACCOUNTS:
        yield f'#KONTO {account} "Konto för ändamål {account}"'
        yield f"#SRU {account} {7281 if account < 3000 else 7513}"
    yield from ('#DIM 1 "Kostnadsställe"', '#DIM 6 "Projekt"')
    yield from (f'#OBJEKT 1 "{number}" "Enhet {number}"' for number in range(10, 30))
    yield from (f'#OBJEKT 6 "P{number}" "Projekt på väg {number}"' for number in range(100, 160))
    yield from (f"#IB 0 {account} {account}.50" for account in ACCOUNTS if account < 3000)
    pick = random.Random(4)
    number = 0
    while transactions:
        number += 1
        count = min(pick.choice((2, 3, 4, 4, 5, 6)), transactions)
        count += transactions - count == 1
        transactions -= count
        yield from voucher_lines(pick, number, count)


ACCOUNTS = [*range(1510, 1600, 3), *range(1910, 1960, 2), *range(2410, 2660, 5), *range(4010, 7990, 20)]


def voucher_lines(pick: random.Random, number: int, count: int) -> Iterator[str]:
    """A voucher that balances; about half of its transactions have objects, a third texts of their own."""
    day = f"{date(2018, 1, 1) + timedelta(days=pick.randrange(365)):%Y%m%d}"
    yield f'#VER "A" "{number}" {day} "{pick.choice(TEXTS)} {number}" {day}'
    yield "{"
    rest = 0
    for at in range(count):
        cents = -rest if at == count - 1 else pick.randrange(-5_000_000, 5_000_000)
        rest += cents
        project = f'{{1 "{pick.randrange(10, 30)}" 6 "P{pick.randrange(100, 160)}"}}' if pick.random() < 0.5 else "{}"
        sign = "-" if cents < 0 else ""
        text = f' {day} "{pick.choice(TEXTS)} rad {at} nr {number}"' if pick.random() < 0.33 else ""
        yield f"\t#TRANS {pick.choice(ACCOUNTS)} {project} {sign}{abs(cents) // 100}.{abs(cents) % 100:02}{text}"
    yield "}"


if __name__ == "__main__":
    main()
