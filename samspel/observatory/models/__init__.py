"""Data sets with their versions, files on their way in, and computations."""

from samspel.observatory.models.computations import Computation
from samspel.observatory.models.datasets import DataSet, DataSetVersion, Label, Observation
from samspel.observatory.models.imports import DataImport
from samspel.observatory.models.weak_spots import WeakSpotNote

__all__ = ["Computation", "DataImport", "DataSet", "DataSetVersion", "Label", "Observation", "WeakSpotNote"]
