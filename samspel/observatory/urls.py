"""Addresses of the observatory."""

from django.urls import include, path

from samspel.observatory.analysis import urls as analysis
from samspel.observatory.computations import urls as computations
from samspel.observatory.datasets import urls as datasets
from samspel.observatory.weak_spots import urls as weak_spots

app_name = "observatory"

of_programme = [
    *analysis.urlpatterns,
    *weak_spots.urlpatterns,
    *datasets.urlpatterns,
    *computations.urlpatterns,
]

urlpatterns = [path("p/<slug:code>/analysis/", include(of_programme))]
