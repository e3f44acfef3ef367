"""Rows in blocks: large ones for products of matrices, small ones for what is done cell by cell."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

BLOCK = 1024  # rows at a time: blocks of some 20 MB keep BLAS busy and memory bounded
STRIPE = 2560  # columns at a time, where the whole width would take much memory
CACHED = 2**17  # cells of 8 bytes that stay in the cache of a processor


MOST_THREADS = 8


def row_slices(count: int) -> list[slice]:
    """The blocks of rows for products."""
    return [slice(start, min(start + BLOCK, count)) for start in range(0, count, BLOCK)]


def stripes(count: int) -> list[slice]:
    """The stripes of columns."""
    return [slice(start, min(start + STRIPE, count)) for start in range(0, count, STRIPE)]


def small_slices(start: int, stop: int, columns: int) -> list[slice]:
    """Blocks of rows so small that what is done to them one thing after the other stays in the cache."""
    step = max(8, CACHED // columns)
    return [slice(at, min(at + step, stop)) for at in range(start, stop, step)]


def side_by_side(work: Callable[[slice], None], slices: Sequence[slice]) -> None:
    """Do the work for every slice, as many at once as there are processors. Each writes cells that are its own; numpy
    lets go of the interpreter meanwhile. BLAS has threads of its own and is not to be called here."""
    threads = min(os.cpu_count() or 1, MOST_THREADS, len(slices) // 2)
    if threads < 2:
        for at in slices:
            work(at)
        return
    with ThreadPoolExecutor(threads) as pool:
        for _done in pool.map(work, slices):
            pass
