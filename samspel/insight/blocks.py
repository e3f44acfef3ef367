"""Rows in blocks: large ones for products of matrices, small ones for what is done cell by cell."""

BLOCK = 2048  # rows at a time: blocks of some 40 MB keep BLAS busy and memory bounded
CACHED = 2**17  # cells of 8 bytes that stay in the cache of a processor


def row_slices(count: int) -> list[slice]:
    """The blocks of rows for products."""
    return [slice(start, min(start + BLOCK, count)) for start in range(0, count, BLOCK)]


def small_slices(start: int, stop: int, columns: int) -> list[slice]:
    """Blocks of rows so small that what is done to them one thing after the other stays in the cache."""
    step = max(8, CACHED // columns)
    return [slice(at, min(at + step, stop)) for at in range(start, stop, step)]
