"""Pages of the observatory."""

from samspel.observatory.analysis.views.analysis import areas, complementarity, opportunities, peers, profile, projects
from samspel.observatory.analysis.views.numbers import method, method_list, number
from samspel.observatory.analysis.views.overview import overview
from samspel.observatory.computations.views import ask_computation, cancel_computation, computation
from samspel.observatory.datasets.views.datasets import dataset, datasets, describe, download, new_dataset
from samspel.observatory.datasets.views.imports import bring_in, drop_import, import_page, save_import
from samspel.observatory.weak_spots.views import change_note, new_note, weak_spots

__all__ = [
    "areas",
    "ask_computation",
    "bring_in",
    "cancel_computation",
    "change_note",
    "complementarity",
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
    "new_note",
    "number",
    "opportunities",
    "overview",
    "peers",
    "profile",
    "projects",
    "save_import",
    "weak_spots",
]
