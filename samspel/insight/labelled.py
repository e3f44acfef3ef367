"""Results that keep their labels: arrays to calculate with, tidy frames to plot and export."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import sparse

from samspel.insight.checks import position


@dataclass(frozen=True, slots=True, eq=False)
class Vector:
    """A value for each label. `kind` is what the labels are (region or activity), `name` what the values are."""

    name: str
    kind: str
    labels: tuple[str, ...]
    values: NDArray[np.float64]

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return np.array(self.values, dtype=dtype, copy=copy)

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, label: str) -> float:
        """The value of a label; InsightError where there is none."""
        return float(self.values[position(self.labels, label, self.kind)])

    def tidy(self) -> pl.DataFrame:
        """Rows of label and value, in the order of the table."""
        return pl.DataFrame({self.kind: list(self.labels), self.name: np.asarray(self.values)})


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """A value for each pair of labels, rows × columns: an array, or CSR where the input was CSR and 0 stays 0."""

    name: str
    kinds: tuple[str, str]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: Any

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return np.array(self.dense(), dtype=dtype, copy=copy)

    @property
    def shape(self) -> tuple[int, int]:
        """The number of rows and of columns."""
        return len(self.rows), len(self.columns)

    def __getitem__(self, at: tuple[str, str]) -> float:
        """The value of a pair of labels; InsightError where there is none."""
        row, column = position(self.rows, at[0], self.kinds[0]), position(self.columns, at[1], self.kinds[1])
        return float(self.values[row, column])

    def dense(self) -> NDArray[Any]:
        """The values as an array; the result's own unless it is sparse."""
        found: NDArray[Any] = self.values.toarray() if sparse.issparse(self.values) else self.values
        return found

    def row(self, label: str) -> Vector:
        """The values of one row, by column."""
        at = position(self.rows, label, self.kinds[0])
        return Vector(self.name, self._column_kind, self.columns, self._some([at])[0].astype(np.float64))

    def tidy(self, rows: Sequence[str] | None = None) -> pl.DataFrame:
        """Rows of two labels and the value: of all rows, or of some. As many as there are cells: ask for some."""
        chosen = self.rows if rows is None else tuple(rows)
        at = [position(self.rows, label, self.kinds[0]) for label in chosen]
        return pl.DataFrame({
            self.kinds[0]: np.repeat(np.array(chosen, dtype=object), len(self.columns)).tolist(),
            self._column_kind: list(self.columns) * len(chosen),
            self.name: self._some(at).ravel(),
        })  # fmt: skip

    def _some(self, at: list[int]) -> NDArray[Any]:
        chosen = self.values[at]
        return np.asarray(chosen.toarray() if sparse.issparse(chosen) else chosen)

    @property
    def _column_kind(self) -> str:
        """Two columns of a frame cannot have one name: the second of two regions is the other region."""
        return f"other_{self.kinds[1]}" if self.kinds[0] == self.kinds[1] else self.kinds[1]
