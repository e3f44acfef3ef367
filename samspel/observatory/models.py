"""Data sets with their versions, files on their way in, and computations."""

from samspel.observatory.computations.models import Computation
from samspel.observatory.datasets.models.data_import import DataImport
from samspel.observatory.datasets.models.dataset import DataSet, DataSetVersion, Label, Observation
from samspel.observatory.weak_spots.models import WeakSpotNote

__all__ = ["Computation", "DataImport", "DataSet", "DataSetVersion", "Label", "Observation", "WeakSpotNote"]
