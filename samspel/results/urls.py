"""Addresses of the results, slice by slice."""

from django.urls import include, path

from samspel.imports.urls import urlpatterns as imports
from samspel.results.data_quality.urls import urlpatterns as data_quality
from samspel.results.facts.urls import urlpatterns as facts
from samspel.results.horizontal.urls import urlpatterns as horizontal
from samspel.results.indicators.urls import urlpatterns as indicators
from samspel.results.reporting_periods.urls import urlpatterns as reporting_periods

app_name = "results"

of_programme = [*indicators, *data_quality, *reporting_periods, *horizontal, *imports, *facts]

urlpatterns = [path("p/<slug:code>/results/", include(of_programme))]
