"""Pages of the observatory."""

from samspel.observatory.views.computations import ask_computation, cancel_computation, computation
from samspel.observatory.views.datasets import dataset, datasets, describe, download, new_dataset
from samspel.observatory.views.imports import bring_in, drop_import, import_page, save_import
from samspel.observatory.views.numbers import method, method_list, number
from samspel.observatory.views.overview import overview

__all__ = [
    "ask_computation",
    "bring_in",
    "cancel_computation",
    "computation",
    "dataset",
    "datasets",
    "describe",
    "download",
    "drop_import",
    "import_page",
    "method",
    "method_list",
    "new_dataset",
    "number",
    "overview",
    "save_import",
]
