"""RCA, proximity, density, ECI and outlook beside three other libraries, and beside the bare products of matrices.

Peers run in an environment of their own, made at the first run from peers-insight.txt. Each measurement is a process
of its own; time is that of the job without imports, memory the peak of the whole process with its imports. Where a
job is run several times, its shortest time counts, for all alike.
"""

import argparse
import json
import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from shared import TINY

HERE = Path(__file__).resolve().parent
ROOM, JOBS = HERE / "var", HERE / "insight_jobs.py"
SIZES = ((300, 600), (1500, 3000), (5000, 5000))
SPARSE = (20_000, 5_000)
PEERS = ("econcomplex", "ecomplexity", "economic_complexity")
TIME_OUT = 900  # seconds for one job
TOO_SLOW = 20  # seconds at 1 500 × 3 000 after which a peer is not run on 5 000 × 5 000: the work is nine times as much
TIMES = 5  # that the quick ones run
MEMORY = 14_000_000  # kilobytes a job may ask for, so that a peer cannot take the machine down

Measured = dict[str, Any]


def peers_python() -> Path:
    """The interpreter of the peers' environment, made where it is missing."""
    folder = ROOM / "peers-insight"
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", HERE / "peers-insight.txt"], check=True)
    return python


def measure(job: str, shape: tuple[int, int], python: Path) -> Measured | None:
    """Time and peak memory of the job; None where it takes too long or too much."""
    environment = {k: v for k, v in os.environ.items() if k not in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")}
    environment |= {"PYTHONPATH": str(HERE.parent), "PYTHONWARNINGS": "ignore"}
    arguments = [job, *map(str, shape), str(sample(job, shape))]
    command = ["bash", "-c", f'ulimit -v {MEMORY}; exec "$@"', "bash", str(python), str(JOBS), *arguments]
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=TIME_OUT, check=True)
    except subprocess.TimeoutExpired:
        print(f"  {job}: left out, more than {TIME_OUT} s")
        return None
    except subprocess.CalledProcessError as error:
        print(f"  {job}: left out, {(error.stderr or 'stopped').strip().splitlines()[-1]}")
        return None
    found: Measured = json.loads(done.stdout.splitlines()[-1])
    return found


def measure_all(jobs: Sequence[tuple[str, Path]], shape: tuple[int, int], times: int) -> dict[str, Measured]:
    """The shortest time and the largest peak of each job. They run in turn, so that all meet the machine alike."""
    found: dict[str, list[Measured]] = {}
    for _ in range(times):
        for job, python in jobs:
            if (measured := measure(job, shape, python)) is not None:
                found.setdefault(job, []).append(measured)
    return {
        job: {key: choose(each[key] for each in many) for key, choose in (("seconds", min), ("megabytes", max))}
        for job, many in found.items()
    }


def sample(job: str, shape: tuple[int, int]) -> Path:
    """Where a job leaves a sample of its results."""
    return ROOM / f"insight-{job}-{shape[0]}x{shape[1]}.npz"


def differences(shape: tuple[int, int]) -> str:
    """The largest difference from econcomplex in what both have. Its PCI may point the other way, and so its outlook:
    docs/decisions/0024."""
    with np.load(sample("samspel", shape)) as ours, np.load(sample("econcomplex", shape)) as theirs:
        turned = float(ours["coi"] @ theirs["coi"]) < 0
        found = {key: np.abs(ours[key] - (-theirs[key] if turned and key == "coi" else theirs[key])) for key in theirs}
    told = ", ".join(f"{key} {each.max():.1e}" for key, each in found.items())
    return told + (" (its PCI and outlook turned)" if turned else "")


def table_of(shape: tuple[int, int], skipped: set[str]) -> dict[str, Measured]:
    """Everything measured on one size, printed as it comes."""
    few = shape == SIZES[0]
    print(f"\n{shape[0]} × {shape[1]}")
    bare = measure_all([("samspel", Path(sys.executable)), ("blas", Path(sys.executable))], shape, TIMES)
    peers = [(peer, peers_python()) for peer in PEERS if peer not in skipped]
    found = bare | measure_all(peers, shape, TIMES if few else 1)
    for job, measured in found.items():
        print(f"  {job:20} {measured['seconds']:9.2f} s {measured['megabytes']:9.0f} MB", flush=True)
    for peer in sorted(skipped):
        print(f"  {peer:20} left out: more than {TOO_SLOW} s on 1500 × 3000")
    if "econcomplex" in found:
        print(f"  largest difference from econcomplex: {differences(shape)}")
    return found


def ratios(found: dict[str, Measured]) -> tuple[float, float, float]:
    """The best peer's time over ours, our memory over that peer's, and our time over that of the bare products."""
    ours = found["samspel"]
    best = min((found[peer] for peer in PEERS if peer in found), key=lambda each: each["seconds"])
    least = min(found[peer]["megabytes"] for peer in PEERS if peer in found)
    return best["seconds"] / ours["seconds"], ours["megabytes"] / least, ours["seconds"] / found["blas"]["seconds"]


def tiny() -> None:
    """Our own job, the sparse one and the bare products on tables of a moment, without the peers."""
    ROOM.mkdir(exist_ok=True)
    here = Path(sys.executable)
    found = {job: measure(job, (30, 60), here) for job in ("samspel", "sparse", "blas")}
    print("RESULT " + " ".join(f"seconds_{job}={one['seconds']:.3f}" for job, one in found.items() if one))


def main() -> None:
    """Print a table for each size, the sparse table, and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the smallest size only, to see that everything runs")
    sizes = SIZES[:1] if parser.parse_args().quick else SIZES
    if TINY:
        tiny()
        return
    ROOM.mkdir(exist_ok=True)
    results, skipped = {}, set()
    for shape in sizes:
        results[shape] = found = table_of(shape, skipped)
        faster, memory, blas = ratios(found)
        print(f"  {faster:.1f} × as fast as the best peer, {memory:.2f} of its memory, {blas:.2f} × the bare products")
        if shape == SIZES[1]:
            skipped |= {peer for peer in PEERS if peer not in found or found[peer]["seconds"] > TOO_SLOW}
            skipped -= {min((p for p in PEERS if p in found), key=lambda p: found[p]["seconds"])}
    if len(sizes) == len(SIZES):
        thin = measure("sparse", SPARSE, Path(sys.executable))
        if thin:
            print(
                f"\n{SPARSE[0]} × {SPARSE[1]}, 1 % filled\n  samspel {thin['seconds']:.2f} s {thin['megabytes']:.0f} MB"
            )
        middle, large = ratios(results[SIZES[1]]), ratios(results[SIZES[2]])
        print(
            f"RESULT ratio_1500x3000={middle[0]:.1f} ratio_5000x5000={large[0]:.1f}"
            f" memory_ratio_5000x5000={large[1]:.2f} ratio_blas={large[2]:.2f}"
        )


if __name__ == "__main__":
    main()
