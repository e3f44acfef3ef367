"""Micro-data to the region × activity table: ten million rows on polars, a hundred million on a Spark cluster.

    make bench BENCH=microdata [ROWS=10000000] [SPARK_ROWS=100000000] [SPARK=no]

The rows are of 300 regions and 600 activities, with values. Those on polars are made beforehand, and what is timed is
their aggregation. Those on Spark are made by the cluster itself (`spark.range`) as the same function aggregates them.
The cluster is a standalone master and two workers on this machine; each has one core and 512 MB, as the driver does.
The Spark part is left out without Java or pyspark, or with SPARK=no. Peak memory is the resident set of the largest
executor (heap and all else of the process); on polars that of the process with its rows. The sums of both are checked.
"""

import os
import resource
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.shared import TINY, size  # noqa: E402

ROWS, SPARK_ROWS = size("ROWS", 1e7, 20_000), size("SPARK_ROWS", 1e8, 20_000)
REGIONS, ACTIVITIES, RUNS = 300, 600, 1 if TINY else 3
# multipliers that scatter the row number over regions, activities and values, the same on every engine
REGION, ACTIVITY, VALUE = 7919, 104_729, 31


def main() -> None:
    """Measure both engines, print the table and the result line."""
    from tests import spark_cluster

    seconds, pairs, peak = on_polars()
    print(f"{'engine':<28}{'rows':>13}{'seconds':>10}{'rows/s':>13}{'peak MB':>9}")
    print(f"{'polars':<28}{ROWS:>13}{seconds:>10.2f}{ROWS / seconds:>13.0f}{peak:>9.0f}")
    print(f"{'polars, held together':<28}{ROWS:>13}{pairs:>10.2f}{ROWS / pairs:>13.0f}{'':>9}")
    why = "SPARK=no" if os.environ.get("SPARK") == "no" else "a tiny run" if TINY else spark_cluster.missing()
    if why:
        print(f"{'Spark, two workers':<28}left out: {why}")
        print(f"\nRESULT polars_seconds_1e7={seconds * 1e7 / ROWS:.2f} spark_seconds_1e8=absent spark_peak_mb=absent")
        return
    spark_seconds, spark_peak = on_spark()
    named, rate = f"Spark, two workers of {spark_cluster.MEMORY}", SPARK_ROWS / spark_seconds
    print(f"{named:<28}{SPARK_ROWS:>13}{spark_seconds:>10.1f}{rate:>13.0f}{spark_peak:>9.0f}")
    result = f"polars_seconds_1e7={seconds * 1e7 / ROWS:.2f} spark_seconds_1e8={spark_seconds * 1e8 / SPARK_ROWS:.1f}"
    print(f"\nRESULT {result} spark_peak_mb={spark_peak:.0f}")


def on_polars() -> tuple[float, float, float]:
    """Median seconds of the table and of the pairs held together, and peak memory in MB, rows and all."""
    from samspel.insight.microdata import held_together, regional_table

    number = pl.int_range(ROWS, dtype=pl.Int64)
    rows = pl.select(
        (number // 3).alias("entity"),
        (number * REGION % REGIONS).cast(pl.String).alias("region"),
        (number * ACTIVITY // 7 % ACTIVITIES).cast(pl.String).alias("activity"),
        (number * VALUE % 97).cast(pl.Float64).alias("value"),
    )
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        found = regional_table(rows)
        times.append(time.perf_counter() - began)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    check(found, ROWS)
    began = time.perf_counter()
    held_together(rows)
    return median(times), time.perf_counter() - began, peak


def on_spark() -> tuple[float, float]:
    """Seconds of the table on the cluster, and the peak memory of its largest executor in MB."""
    from samspel.insight.microdata import regional_table
    from tests import spark_cluster

    with (
        TemporaryDirectory() as folder,
        spark_cluster.cluster(Path(folder)) as address,
        spark_cluster.session(address, "microdata") as session,
    ):
        session.range(1000).count()  # the executors are there
        rows = session.range(0, SPARK_ROWS, numPartitions=8).selectExpr(
            f"cast(id * {REGION} % {REGIONS} as string) as region",
            f"cast(id * {ACTIVITY} div 7 % {ACTIVITIES} as string) as activity",
            f"cast(id * {VALUE} % 97 as double) as value",
        )
        with watching() as peaks:
            began = time.perf_counter()
            found = regional_table(rows)
            seconds = time.perf_counter() - began
    check(found, SPARK_ROWS)
    return seconds, max(peaks.values(), default=0.0)


def check(found: pl.DataFrame, rows: int) -> None:
    """The sum over the table is that of the rows, whose values run through 0 to 96."""
    whole, rest = divmod(rows, 97)
    expected = whole * (96 * 97 // 2) + sum(n * VALUE % 97 for n in range(rest))
    assert found["value"].sum() == expected, (found["value"].sum(), expected)
    assert found.height <= REGIONS * ACTIVITIES


@contextmanager
def watching() -> Iterator[dict[int, float]]:
    """The largest resident set of each executor of this user's, by process, in MB, as long as the block lasts."""
    peaks: dict[int, float] = {}
    done = threading.Event()

    def look() -> None:
        while not done.wait(0.2):
            for pid in executors():
                peaks[pid] = max(peaks.get(pid, 0.0), resident(pid))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield peaks
    finally:
        done.set()
        thread.join()


def executors() -> Iterator[int]:
    """Processes of Spark executors that descend from this one."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
            if b"CoarseGrainedExecutorBackend" in command and descends(int(folder.name)):
                yield int(folder.name)
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue


def descends(pid: int) -> bool:
    """Whether a process was started by this one, or by one that was."""
    while pid > 1:
        if pid == os.getpid():
            return True
        pid = int(status(pid, "PPid"))
    return False


def resident(pid: int) -> float:
    """Peak resident set of a process in MB; 0 when it has ended."""
    try:
        return int(status(pid, "VmHWM")) / 1024
    except (FileNotFoundError, ProcessLookupError, KeyError):
        return 0.0


def status(pid: int, field: str) -> Any:
    """A number the kernel tells of a process."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return dict(line.split(":", 1) for line in lines)[field].split()[0]


if __name__ == "__main__":
    main()
