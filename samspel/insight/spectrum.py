"""The second eigenvector of the walk between regions and activities, which economic complexity stands on.

The walk region → activity → region has the matrix D^-1 M U^-1 M', similar to the symmetric X'X with the standardised
residuals X of correspondence analysis once its first eigenvector, which is known, is taken out. X'X is formed in
float32 by BLAS, its leading vectors are found by Lanczos, and these are improved in float64 with M itself until the
residual of the eigen-equation is small enough. Small and sparse tables are in float64 throughout.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import linalg, sparse
from scipy.linalg.blas import ssymv

from samspel.insight.errors import Progress, part, tell
from samspel.insight.presence import row_slices
from samspel.insight.products import gram
from samspel.insight.table import Floats

SMALL = 800  # order up to which LAPACK finds all of it in no time
ACCURACY = 1e-10  # of the vector, which is wrong by the residual divided by the gap to the next eigenvalue
NOISE = 1e-5  # a gap below which the order of the two is chance, and more digits are not worth their time
TOLERANCE = 1e-11  # of the eigen-equation for a unit vector and an operator of norm 1, in noise
LEADING = 8  # vectors improved together, so that the speed hangs on the ninth eigenvalue and not on the third
MOST_STEPS, MOST_ROUNDS, WIDEST = 300, 60, 160
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
    if sparse.issparse(matrix):
        quick, accuracy = apply, 1e-12
    else:
        quick, accuracy = single(matrix, rows, roots, part(progress, 0.0, 0.5)), 1e-8
    leading = lanczos(quick, count, accuracy, part(progress, 0.5, 0.9))
    return improve(apply, leading, part(progress, 0.9, 1.0))


def walk(matrix: Any, vectors: Floats, rows: Floats) -> Floats:
    """M' diag(1 / rows) M @ vectors in float64, in one pass over M by blocks."""
    if sparse.issparse(matrix):
        return np.asarray(matrix.T @ ((matrix @ vectors) / rows[:, None]))
    total = np.zeros_like(vectors)
    for at in row_slices(matrix.shape[0]):
        block = matrix[at].astype(np.float64, order="C")
        total += block.T @ ((block @ vectors) / rows[at, None])
    return total


def single(matrix: Any, rows: Floats, roots: Floats, progress: Progress | None) -> Apply:
    """X'X in float32, as a function. Residuals are small, which keeps the rounding of their products small as well."""
    expected, scale = (roots / rows.sum() * roots).astype(np.float32), (1 / roots).astype(np.float32)

    def residuals() -> Any:
        for at in row_slices(matrix.shape[0]):
            block = matrix[at].astype(np.float32, order="C")
            block -= rows[at, None].astype(np.float32) * expected[None, :]
            block *= scale[None, :]
            block *= (1 / np.sqrt(rows[at, None])).astype(np.float32)
            yield block

    symmetric = gram(residuals(), matrix.shape[1], matrix.shape[0], progress).T

    def apply(vectors: Floats) -> Floats:
        return np.asarray(ssymv(1.0, symmetric, vectors[:, 0].astype(np.float32), lower=1), dtype=np.float64)[:, None]

    return apply


def lanczos(apply: Apply, count: int, accuracy: float, progress: Progress | None) -> Floats:
    """The leading vectors by Lanczos with full orthogonalisation, the first to about `accuracy`; seeded start."""
    most = min(MOST_STEPS, count)
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
            if is_last or beside[step] * abs(ritz[-1, -1]) < accuracy * max(values[-1], accuracy):
                return np.asarray(basis[: step + 1].T @ ritz[:, -LEADING:])
    raise AssertionError("the last step returns")


def improve(apply: Apply, leading: Floats, progress: Progress | None) -> Second:
    """Block Davidson in float64: the space of the leading vectors and all residuals, until the first vector is right."""
    width = leading.shape[1]
    space, _ = np.linalg.qr(leading)
    image = apply(space)
    for turn in range(MOST_ROUNDS):
        values, ritz = linalg.eigh(space.T @ image)
        values, ritz = values[::-1], ritz[:, ::-1]
        found = space @ ritz[:, :width]
        wrong = image @ ritz[:, :width] - found * values[:width]
        residual, gap = float(np.linalg.norm(wrong[:, 0])), float(values[0] - values[1])
        if residual <= (ACCURACY * gap if gap > NOISE else TOLERANCE) or turn == MOST_ROUNDS - 1:
            break
        tell(progress, turn / MOST_ROUNDS)
        if space.shape[1] > WIDEST:
            space, image = space @ ritz[:, : 2 * width], image @ ritz[:, : 2 * width]
        fresh = beyond(space, wrong)
        space, image = np.hstack([space, fresh]), np.hstack([image, apply(fresh)])
    return Second(found[:, 0], float(values[0]), float(values[1]), residual)


def beyond(space: Floats, vectors: Floats) -> Floats:
    """An orthonormal basis of what the vectors add to the space."""
    for _ in range(2):  # once is not enough for orthogonality to rounding
        vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=0), 1e-300)
        vectors, _ = np.linalg.qr(vectors - space @ (space.T @ vectors))
    return vectors
