"""Address of the checks."""

from django.urls import path

from samspel.results.data_quality.views import checks as views

urlpatterns = [path("checks/", views.checks, name="checks")]
