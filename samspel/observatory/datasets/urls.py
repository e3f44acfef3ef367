"""Addresses of data sets and of files on their way in."""

from django.urls import path, re_path

from samspel.imports.views.staged import import_patterns
from samspel.observatory.datasets.views import datasets, imports

urlpatterns = [
    path("data/", datasets.datasets, name="datasets"),
    path("data/new/", datasets.new_dataset, name="new-dataset"),
    path("data/<slug:dataset>/", datasets.dataset, name="dataset"),
    path("data/<slug:dataset>/describe/", datasets.describe, name="describe"),
    path("data/<slug:dataset>/import/", imports.bring_in, name="bring-in"),
    re_path(
        r"^data/(?P<dataset>[-\w]+)/versions/(?P<number>[0-9]{1,8})\.(?P<form>csv|xlsx)$",
        datasets.download,
        name="download",
    ),
    *import_patterns(imports.DataImportPages()),
]
