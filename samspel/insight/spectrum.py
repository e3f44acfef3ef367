"""The second eigenvector of the walk between regions and activities, which economic complexity stands on.

The walk region → activity → region has the matrix D^-1 M U^-1 M', similar to the symmetric X'X with the standardised
residuals X of correspondence analysis once its first eigenvector, which is known, is taken out. X'X is formed in
float32 by BLAS, its leading vectors are found by Lanczos, and these are improved in float64 with M itself until the
residual of the eigen-equation is below `TOLERANCE`. Small and sparse tables are in float64 throughout.
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
TOLERANCE = 1e-11  # of the eigen-equation, for a unit vector and an operator of norm 1
LEADING = 8  # vectors improved together, so that the speed hangs on the ninth eigenvalue and not on the third
MOST_STEPS, MOST_ROUNDS = 300, 60
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
        quick, accuracy = apply, TOLERANCE
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


def improve(apply: Apply, vectors: Floats, progress: Progress | None) -> Second:
    """Rayleigh–Ritz in float64 on the vectors, their residuals and the last directions, until the first is right."""
    block, before = vectors, vectors[:, :0]
    width = vectors.shape[1]
    for turn in range(MOST_ROUNDS):
        space, _ = np.linalg.qr(np.hstack([block, before]))
        image = apply(space)
        values, ritz = linalg.eigh(space.T @ image)
        chosen = ritz[:, ::-1][:, :width]
        values, found = values[::-1], space @ chosen
        wrong = image @ chosen - found * values[:width]
        residual = float(np.linalg.norm(wrong[:, 0]))
        if residual < TOLERANCE or turn == MOST_ROUNDS - 1:
            break
        tell(progress, turn / MOST_ROUNDS)
        directions = found - block[:, :width] @ (block[:, :width].T @ found) if turn else before
        before = np.hstack([wrong / np.maximum(np.linalg.norm(wrong, axis=0), 1e-300), unit(directions)])
        block = found
    return Second(found[:, 0], float(values[0]), float(values[1]) if len(values) > 1 else 0.0, residual)


def unit(columns: Floats) -> Floats:
    """The columns at length 1; those that are all but 0 are left out."""
    lengths = np.linalg.norm(columns, axis=0)
    return columns[:, lengths > 1e-13] / lengths[lengths > 1e-13]
