"""Logistic regression on cells of a matrix, with an effect for each row and each column, by penalised likelihood."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.special import expit

from samspel.insight.checks import Floats
from samspel.insight.errors import InsightError, Progress, tell

STEPS, HALVINGS = 60, 40
ENOUGH = 1e-10  # Newton decrement, in units of log-likelihood
SEPARATED = "the outcomes must not be told apart wholly by a covariate"
BEYOND = 50.0  # a log-odds per standard deviation that no data of a finite slope give


@dataclass(frozen=True, slots=True, eq=False)
class TwoWayFit:
    """What was fitted: logit P(y_ij = 1) = intercept + sum_k slope_k x_kij + row_i + column_j.

    `errors` come from the inverse of the penalised information; `clustered_errors` allow the cells of a row to go
    together (Liang and Zeger 1986). `gradient` is the largest slope of the penalised log-likelihood that is left.
    """

    intercept: float
    slopes: Floats
    rows: Floats
    columns: Floats
    errors: Floats
    clustered_errors: Floats
    log_likelihood: float
    gradient: float
    iterations: int

    def log_odds(self, covariates: Sequence[Floats]) -> Floats:
        """The linear predictor of every cell (rows × columns)."""
        found = self.intercept + self.rows[:, None] + self.columns[None, :]
        for slope, values in zip(self.slopes, covariates, strict=True):
            found = found + slope * values
        return found


@dataclass(slots=True, eq=False)
class _System:
    """Normal equations with the columns' diagonal block eliminated (Schur complement): (1 + K + R) squared."""

    cholesky: tuple[Floats, bool]
    cross: Floats
    diagonal: Floats

    def solve(self, head: Floats, tail: Floats) -> tuple[Floats, Floats]:
        found = cho_solve(self.cholesky, head - self.cross @ (tail / self.diagonal))
        return found, (tail - self.cross.T @ found) / self.diagonal


@dataclass(frozen=True, slots=True, eq=False)
class _Problem:
    """Covariates in standard units (0 where not used), outcomes, which cells are used, and the penalty."""

    standard: Sequence[Floats]
    happened: NDArray[np.bool_]
    used: NDArray[np.bool_]
    penalty: float

    def predictor(self, head: Floats, tail: Floats) -> Floats:
        """Log-odds of the cells; head is intercept, slopes and rows, tail the columns."""
        k = len(self.standard)
        found: Floats = (head[0] + head[1 + k :])[:, None] + tail[None, :]
        for slope, values in zip(head[1 : 1 + k], self.standard, strict=True):
            found += slope * values
        return found

    def likelihood(self, head: Floats, tail: Floats) -> float:
        """Log-likelihood, without penalty."""
        found = self.predictor(head, tail)
        return float(found[self.happened & self.used].sum() - np.logaddexp(0.0, found)[self.used].sum())

    def objective(self, head: Floats, tail: Floats) -> float:
        """Penalised log-likelihood."""
        effects = head[1 + len(self.standard) :]
        return self.likelihood(head, tail) - self.penalty / 2 * float(effects @ effects + tail @ tail)

    def newton(self, head: Floats, tail: Floats) -> tuple[_System, Floats, Floats, Floats]:
        """The system to solve, the gradients of head and tail, and the residuals of the cells."""
        chance = expit(self.predictor(head, tail))
        weight = np.where(self.used, chance * (1 - chance), 0.0)
        residual = np.where(self.used, self.happened - chance, 0.0)
        slopes = [float((residual * x).sum()) for x in self.standard]
        rows = residual.sum(axis=1) - self.penalty * head[1 + len(slopes) :]
        across = residual.sum(axis=0) - self.penalty * tail
        return self.system(weight), np.concatenate([[residual.sum()], slopes, rows]), across, residual

    def system(self, weight: Floats) -> _System:
        """Penalised information of the cells' weights; InsightError where it is singular."""
        k = len(self.standard)
        parts = [weight, *(weight * x for x in self.standard)]
        inner = np.diag(np.concatenate([np.zeros(1 + k), weight.sum(axis=1) + self.penalty]))
        for i, part in enumerate(parts):
            inner[i, 1 + k :] = inner[1 + k :, i] = part.sum(axis=1)
            inner[i, 0] = inner[0, i] = part.sum()
            for j, values in enumerate(self.standard, 1):
                inner[i, j] = (part * values).sum()
        cross = np.vstack([*(part.sum(axis=0)[None, :] for part in parts), weight])
        diagonal = weight.sum(axis=0) + self.penalty
        inner -= (cross / diagonal) @ cross.T
        try:
            return _System(cho_factor(inner), cross, diagonal)
        except np.linalg.LinAlgError as error:
            raise InsightError("separated", SEPARATED) from error

    def climb(
        self, head: Floats, tail: Floats, step: Floats, aside: Floats, target: float
    ) -> tuple[Floats, Floats, float]:
        """The step, halved until the objective does not fall."""
        size = 1.0
        for _ in range(HALVINGS):
            here, there = head + size * step, tail + size * aside
            found = self.objective(here, there)
            if found >= target - 1e-12 * abs(target):
                return here, there, found
            size /= 2
        raise InsightError("not_converged", "the fit must settle, and no step improves it")


def fit_two_way(
    covariates: Sequence[Floats],
    happened: NDArray[np.bool_],
    used: NDArray[np.bool_],
    penalty: float = 1.0,
    progress: Progress | None = None,
) -> TwoWayFit:
    """Maximum of log-likelihood - penalty / 2 (sum row_i^2 + sum column_j^2) over the used cells, by Newton steps.

    All arrays are rows × columns; there may be no covariate. Intercept and slopes are not penalised. Memory is some
    six arrays of that shape. InsightError where nothing or everything happened, where a covariate does not vary,
    or where it separates the outcomes, so that no finite slope is best.
    """
    _check(covariates, happened, used, penalty)
    scales = [(float(x[used].mean()), float(x[used].std())) for x in covariates]
    standard = [np.where(used, (x - mean) / spread, 0.0) for x, (mean, spread) in zip(covariates, scales, strict=True)]
    problem = _Problem(standard, happened, used, penalty)
    k, share = len(standard), happened[used].mean()
    head, tail = np.zeros(1 + k + happened.shape[0]), np.zeros(happened.shape[1])
    head[0] = np.log(share / (1 - share))
    target = problem.objective(head, tail)
    for iteration in range(1, STEPS + 1):
        system, up, across, _ = problem.newton(head, tail)
        step, aside = system.solve(up, across)
        gain = float(step @ up + aside @ across) / 2
        if gain < ENOUGH:
            break
        head, tail, target = problem.climb(head, tail, step, aside, target)
        if np.abs(head[1 : 1 + k]).max(initial=0) > BEYOND:
            raise InsightError("separated", SEPARATED)
        tell(progress, 1 - 1 / (1 + iteration))
    else:
        raise InsightError("not_converged", f"the fit must settle in {STEPS} steps; {gain:.1e} was still to gain")
    tell(progress, 1.0)
    return _report(problem, head, tail, scales, iteration)


def _check(covariates: Sequence[Floats], happened: NDArray[np.bool_], used: NDArray[np.bool_], penalty: float) -> None:
    if not (np.isfinite(penalty) and penalty > 0):
        raise InsightError("choice", f"penalty must be above 0, not {penalty}")
    cases = int(used.sum())
    events = int(happened[used].sum())
    if not 0 < events < cases:
        raise InsightError("one_kind", f"some cases must have happened and some not: {events} of {cases} did")
    for number, values in enumerate(covariates, 1):
        if not np.isfinite(values[used]).all():
            raise InsightError("missing", f"covariate {number} must be finite in every case used")
        if np.ptp(values[used]) <= 1e-12 * np.abs(values[used]).max():
            raise InsightError("constant", f"covariate {number} must vary between the cases used")


def _report(
    problem: _Problem, head: Floats, tail: Floats, scales: Sequence[tuple[float, float]], iterations: int
) -> TwoWayFit:
    """The fit in the covariates' own units, with its errors."""
    k, groups = len(scales), problem.happened.shape[0]
    system, up, across, residual = problem.newton(head, tail)
    means, spreads = np.array(scales).reshape(k, 2).T
    plain, clustered = np.zeros(k), np.zeros(k)
    for i in range(k):
        unit = np.zeros_like(head)
        unit[1 + i] = 1.0
        influence, aside = system.solve(unit, np.zeros_like(tail))
        scores = (residual * problem.predictor(influence, aside)).sum(axis=1)
        plain[i] = np.sqrt(influence[1 + i])
        clustered[i] = np.sqrt((scores @ scores) * groups / max(groups - 1, 1))
    slopes = head[1 : 1 + k] / spreads
    return TwoWayFit(
        intercept=float(head[0] - slopes @ means),
        slopes=slopes,
        rows=head[1 + k :],
        columns=tail,
        errors=plain / spreads,
        clustered_errors=clustered / spreads,
        log_likelihood=problem.likelihood(head, tail),
        gradient=float(max(np.abs(up).max(), np.abs(across).max())),
        iterations=iterations,
    )
