"""Do regions enter what is related to what they have? A model of entry, and a test of it on cases it has not seen."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import expit, ndtri

from samspel.insight.auc import Auc, auc
from samspel.insight.checks import Floats
from samspel.insight.errors import InsightError, Progress, part, tell
from samspel.insight.labelled import Matrix
from samspel.insight.logistic import TwoWayFit, fit_two_way
from samspel.insight.presence import as_presence
from samspel.insight.relatedness import relatedness_density

PENALTY = 1.0
HeldOut = Literal["cells", "time"]


@dataclass(frozen=True, slots=True, eq=False)
class EntryModel:
    """logit P(entry) = intercept + coefficient × density + region + activity, over what a region lacked before.

    The coefficient is in log-odds for a density from 0 to 1; `odds_ratio` is for 0.1 of density. `error` is its
    standard error, `clustered_error` the one that lets the activities of a region go together; low and high are the
    95 % interval by the larger of the two. Effects are log-odds, shrunk by the penalty (a normal prior of variance
    1 / penalty), so that regions and activities without entry stay finite.
    """

    coefficient: float
    error: float
    clustered_error: float
    low: float
    high: float
    penalty: float
    cases: int
    entries: int
    regions: tuple[str, ...]
    activities: tuple[str, ...]
    fit: TwoWayFit

    @property
    def odds_ratio(self) -> float:
        """How many times the odds of entry where density is 0.1 higher."""
        return float(np.exp(self.coefficient / 10))

    def chance(self, density: Matrix) -> Matrix:
        """P(entry), 0 to 1 (regions × activities), at these densities; the labels must be those of the model."""
        if (density.rows, density.columns) != (self.regions, self.activities):
            raise InsightError("labels", "density must have the regions and activities of the model, in their order")
        chances = expit(self.fit.log_odds([np.asarray(density.values, dtype=np.float64)]))
        return Matrix("chance", ("region", "activity"), self.regions, self.activities, chances)

    def tidy(self) -> pl.DataFrame:
        """The effects as rows: kind (region or activity), label, effect (log-odds)."""
        kinds = ["region"] * len(self.regions) + ["activity"] * len(self.activities)
        effects = np.concatenate([self.fit.rows, self.fit.columns])
        return pl.DataFrame({"kind": kinds, "label": [*self.regions, *self.activities], "effect": effects})


@dataclass(frozen=True, slots=True)
class EntryTest:
    """How well entry was foretold where the model had not looked: AUC with its interval, and what density adds.

    `without_density` is the AUC of the same model with effects only, `density_only` that of density itself. `folds`
    are the AUCs of the parts held out (one where time is held out).
    """

    held_out: HeldOut
    auc: Auc
    without_density: Auc
    density_only: Auc
    folds: tuple[float, ...]


def entry_model(
    before: Any, after: Any, near: Matrix | None = None, penalty: float = PENALTY, progress: Progress | None = None
) -> EntryModel:
    """Logistic regression of entry on relatedness density with effects of region and activity. After Boschma et al.
    (2015) and Hidalgo et al. (2007).

    before, after: Presence (or 0 and 1; regions × activities) with the same labels. Cases are the pairs absent before;
    an entry is one that is present after. Density is that of before, by `near` (proximity of before if left out).
    Penalised maximum likelihood (see `fit_two_way`); the same each time. InsightError where there is no entry, or
    nothing but entries, and where density does not vary or separates them.
    """
    cases = _cases(before, after, near)
    fit = fit_two_way([cases.density], cases.entered, cases.at_risk, penalty, progress)
    slope, error = float(fit.slopes[0]), max(float(fit.errors[0]), float(fit.clustered_errors[0]))
    reach = float(ndtri(0.975)) * error
    counts = int(cases.at_risk.sum()), int(cases.entered[cases.at_risk].sum())
    return EntryModel(
        slope, float(fit.errors[0]), float(fit.clustered_errors[0]), slope - reach, slope + reach, penalty, *counts,
        cases.regions, cases.activities, fit,
    )  # fmt: skip


def foretell_cells(
    before: Any, after: Any, near: Matrix | None = None, folds: int = 5, seed: int = 0, penalty: float = PENALTY,
    progress: Progress | None = None,
) -> EntryTest:  # fmt: skip
    """Cases are dealt at random into folds; each fold is foretold by a model of the others. AUC over all cases.

    The same seed gives the same folds. Entries are dealt apart from the rest, so that every fold has its share;
    InsightError for fewer entries, or fewer other cases, than folds.
    """
    cases = _cases(before, after, near)
    dealt = _deal(cases, folds, seed)
    parts = [(cases, cases.at_risk & (dealt != fold), cases, dealt == fold) for fold in range(folds)]
    return _test("cells", parts, penalty, progress)


def foretell_time(
    first: Any, second: Any, third: Any, near: Matrix | None = None, penalty: float = PENALTY,
    progress: Progress | None = None,
) -> EntryTest:  # fmt: skip
    """Entry from second to third is foretold by the model of first to second, with density as it was at second.

    `near`, where given, is used for both; else each has the proximity of its own beginning.
    """
    past, future = _cases(first, second, near), _cases(second, third, near)
    return _test("time", [(past, past.at_risk, future, future.at_risk)], penalty, progress)


@dataclass(frozen=True, slots=True, eq=False)
class _Cases:
    regions: tuple[str, ...]
    activities: tuple[str, ...]
    density: Floats
    at_risk: NDArray[np.bool_]
    entered: NDArray[np.bool_]


def _cases(before: Any, after: Any, near: Matrix | None) -> _Cases:
    one, other = as_presence(before), as_presence(after)
    if (one.regions, one.activities) != (other.regions, other.activities):
        raise InsightError("labels", "before and after must have the same regions and activities, in the same order")
    return _Cases(one.regions, one.activities, relatedness_density(one, near).values, ~one.dense(), other.dense())


def _deal(cases: _Cases, folds: int, seed: int) -> NDArray[np.int64]:
    """The fold of each case (regions × activities); entries and others are each dealt evenly."""
    pick = np.random.default_rng(seed)
    found = np.full(cases.at_risk.shape, -1, dtype=np.int64)
    for kind in (cases.entered, ~cases.entered):
        at = np.flatnonzero(cases.at_risk & kind)
        if folds < 2 or len(at) < folds:
            raise InsightError("choice", f"folds must be 2 or more, and no more than the {len(at)} cases of a kind")
        found.ravel()[at] = pick.permutation(np.arange(len(at)) % folds)
    return found


def _test(
    held_out: HeldOut, parts: list[tuple[_Cases, NDArray[np.bool_], _Cases, NDArray[np.bool_]]], penalty: float,
    progress: Progress | None,
) -> EntryTest:  # fmt: skip
    """Fit on the cells to learn from, foretell those held out, and take the AUC of all of them together."""
    outcomes: list[NDArray[np.bool_]] = []
    scores: dict[str, list[Floats]] = {"with": [], "without": [], "density": []}
    for number, (past, train, future, held) in enumerate(parts):
        outcomes.append(future.entered[held])
        span = part(progress, number / len(parts), (number + 1) / len(parts))
        for name, foretold in _foretell(past, train, future, penalty, span):
            scores[name].append(foretold[held])
    every = np.concatenate(outcomes)
    found = {name: auc(np.concatenate(each), every) for name, each in scores.items()}
    folds = tuple(auc(s, y).value for s, y in zip(scores["with"], outcomes, strict=True))
    tell(progress, 1.0)
    return EntryTest(held_out, found["with"], found["without"], found["density"], folds)


def _foretell(
    past: _Cases, train: NDArray[np.bool_], future: _Cases, penalty: float, progress: Progress | None
) -> Iterator[tuple[str, Floats]]:
    """Scores of all cells: of the model, of one without density, and density itself."""
    fit = fit_two_way([past.density], past.entered, train, penalty, part(progress, 0, 0.6))
    yield "with", fit.log_odds([future.density])
    yield "without", fit_two_way([], past.entered, train, penalty, part(progress, 0.6, 1)).log_odds([])
    yield "density", future.density
