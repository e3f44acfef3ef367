"""The second eigenvector of the walk between regions and activities, which economic complexity stands on.

The walk region → activity → region has the matrix D^-1 M U^-1 M', similar to the symmetric X'X with the standardised
residuals X of correspondence analysis once its first eigenvector, which is known, is taken out. X'X is formed in
float32 by BLAS, its leading vectors are found by Lanczos, and these are improved in float64 with M itself until the
residual of the eigen-equation is small enough. Small and sparse tables are in float64 throughout.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy import linalg, sparse
from scipy.linalg.blas import ssymv

from samspel.insight.blocks import BLOCK, row_slices, small_slices
from samspel.insight.checks import Floats
from samspel.insight.errors import Progress, part, tell
from samspel.insight.products import gram

SMALL = 800  # order up to which LAPACK finds all of it in no time
ACCURACY, ROUNDING = 1e-10, 1e-14  # residual against the gap to the next eigenvalue: the error of the vector
LEADING = 4  # vectors kept, so that the speed hangs on the fifth eigenvalue; later ones are not near enough to help
MOST_STEPS, MOST_ROUNDS, MOST_INNER, INNER, NEARLY = 300, 30, 200, 1e-4, 1e-6
GLANCE = 40  # steps that show whether the second eigenvalue comes twice, which a search from one vector cannot see
Apply = Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True)
class Second:
    """The second eigenvector of X'X (unit length), its eigenvalue, the next one, and the residual of the equation."""

    vector: Floats
    value: float
    following: float
    residual: float


def second(matrix: Any, progress: Progress | None = None) -> Second:
    """The second eigenvector for the columns of a presence matrix (bool or CSR) without empty rows and columns."""
    count = matrix.shape[1]
    rows = np.asarray(matrix.sum(axis=1), dtype=np.float64).ravel()
    roots = np.sqrt(np.asarray(matrix.sum(axis=0), dtype=np.float64).ravel())
    known = roots / np.linalg.norm(roots)

    def apply(vectors: Floats) -> Floats:
        vectors = vectors - np.outer(known, known @ vectors)
        image = walk(matrix, vectors / roots[:, None], rows) / roots[:, None]
        return image - np.outer(known, known @ image)

    if count <= SMALL:
        values, vectors = linalg.eigh(apply(np.eye(count)), subset_by_index=[max(0, count - 3), count - 1])
        value, vector = float(values[-1]), vectors[:, -1:]
        following = float(values[-2]) if count > 1 else 0.0
        return Second(vector[:, 0], value, following, float(np.linalg.norm(apply(vector) - value * vector)))
    quick = apply if sparse.issparse(matrix) else single(matrix, rows, roots, part(progress, 0.0, 0.5))
    found = improve(apply, quick, lanczos(quick, count, MOST_STEPS, part(progress, 0.5, 0.8)), part(progress, 0.8, 0.9))
    return replace(found, following=max(found.following, runner_up(apply, quick, found, part(progress, 0.9, 1.0))))


def walk(matrix: Any, vectors: Floats, rows: Floats) -> Floats:
    """M' diag(1 / rows) M @ vectors in float64, in one pass over M by blocks."""
    if sparse.issparse(matrix):
        return np.asarray(matrix.T @ ((matrix @ vectors) / rows[:, None]))
    total = np.zeros_like(vectors)
    for at in small_slices(0, *matrix.shape):
        block = matrix[at].astype(np.float64, order="C")
        total += block.T @ ((block @ vectors) / rows[at, None])
    return total


def single(matrix: Any, rows: Floats, roots: Floats, progress: Progress | None) -> Apply:
    """X'X in float32, as a function. Residuals are small, which keeps the rounding of their products small as well."""
    expected, scale = (roots / rows.sum() * roots).astype(np.float32), (1 / roots).astype(np.float32)
    sums, lengths = rows.astype(np.float32)[:, None], (1 / np.sqrt(rows)).astype(np.float32)[:, None]
    found = np.empty((min(BLOCK, matrix.shape[0]), matrix.shape[1]), dtype=np.float32)

    def residuals() -> Iterator[Any]:
        for rows_at in row_slices(matrix.shape[0]):
            for at in small_slices(rows_at.start, rows_at.stop, matrix.shape[1]):
                block = found[at.start - rows_at.start : at.stop - rows_at.start]
                np.subtract(matrix[at], sums[at] * expected[None, :], out=block)
                block *= scale[None, :]
                block *= lengths[at]
            yield found[: rows_at.stop - rows_at.start]

    symmetric = gram(residuals(), matrix.shape[1], matrix.shape[0], progress).T

    def apply(vectors: Floats) -> Floats:
        return np.asarray(ssymv(1.0, symmetric, vectors[:, 0].astype(np.float32), lower=1), dtype=np.float64)[:, None]

    return apply


def lanczos(apply: Apply, count: int, steps: int, progress: Progress | None) -> Floats:
    """The leading vectors by Lanczos with full orthogonalisation, the first nearly right; seeded start."""
    most = min(steps, count)
    basis = np.zeros((most, count))
    diagonal, beside = np.zeros(most), np.zeros(most)
    vector = np.random.default_rng(0).standard_normal(count)
    for step in range(most):
        basis[step] = vector / np.linalg.norm(vector)
        image = apply(basis[step][:, None])[:, 0]
        diagonal[step] = basis[step] @ image
        for _ in range(2):  # once is not enough for orthogonality to rounding
            image = image - basis[: step + 1].T @ (basis[: step + 1] @ image)
        beside[step] = np.linalg.norm(image)
        vector = image
        is_last = step == most - 1 or beside[step] < 1e-14
        if is_last or step % 10 == 9:
            values, ritz = linalg.eigh_tridiagonal(diagonal[: step + 1], beside[:step])
            tell(progress, (step + 1) / most)
            if is_last or beside[step] * abs(ritz[-1, -1]) < NEARLY * values[-1]:
                return np.asarray(basis[: step + 1].T @ ritz[:, -LEADING:])
    raise AssertionError("the last step returns")


def runner_up(apply: Apply, quick: Apply, found: Second, progress: Progress | None) -> float:
    """The largest eigenvalue but for the vector found, or less where it is not above what is known to follow."""
    vector = found.vector[:, None]

    def without(operator: Apply) -> Apply:
        def apply_to_rest(vectors: Floats) -> Floats:
            image = operator(vectors - vector @ (vector.T @ vectors))
            return np.asarray(image - vector @ (vector.T @ image))

        return apply_to_rest

    leading = lanczos(without(quick), len(vector), GLANCE, progress)
    seen = float((leading[:, -1:] * quick(leading[:, -1:])).sum())
    if seen <= found.following * (1 + NEARLY):
        return seen
    return improve(without(apply), without(quick), leading, None).value


def improve(apply: Apply, quick: Apply, leading: Floats, progress: Progress | None) -> Second:
    """Jacobi–Davidson: the space of the leading vectors and of corrections, each solved for with the quick operator.

    Only the products that decide, one for each correction, are in float64 with M itself.
    """
    space, _ = np.linalg.qr(leading)
    image = apply(space)
    for turn in range(MOST_ROUNDS):
        values, ritz = linalg.eigh(space.T @ image)
        following, value = (0.0, *values.tolist())[-2:]
        found = space @ ritz[:, -1:]
        wrong = image @ ritz[:, -1:] - value * found
        residual = float(np.linalg.norm(wrong))
        if residual <= max(ACCURACY * (value - following), ROUNDING) or turn == MOST_ROUNDS - 1:
            break
        tell(progress, turn / MOST_ROUNDS)
        fresh = correction(quick, value, space, wrong)
        space, image = np.hstack([space, fresh]), np.hstack([image, apply(fresh)])
    return Second(found[:, 0], value, following, residual)


def correction(quick: Apply, value: float, space: Floats, wrong: Floats) -> Floats:
    """What (value - A) t = wrong adds to the space, at length 1: by conjugate gradients, since value is the largest."""

    def outside(vector: Floats) -> Floats:
        vector = vector - space @ (space.T @ vector)
        return vector - space @ (space.T @ vector)  # once is not enough for orthogonality to rounding

    rest = outside(wrong)
    start = np.linalg.norm(rest)
    towards, found, size = rest, np.zeros_like(rest), float((rest * rest).sum())
    for _ in range(MOST_INNER):
        image = outside(value * towards - quick(towards))
        curved = float((towards * image).sum())
        if curved <= 0:
            break
        found = found + size / curved * towards
        rest = rest - size / curved * image
        before, size = size, float((rest * rest).sum())
        if size <= (INNER * start) ** 2:
            break
        towards = rest + size / before * towards
    found = outside(found if found.any() else wrong)
    return np.asarray(found / np.linalg.norm(found))
