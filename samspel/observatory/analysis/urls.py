"""Addresses of the analysis pages, numbers and methods."""

from django.urls import path

from samspel.observatory.analysis.views import analysis, numbers, overview

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("regions/", analysis.profile, name="profile"),
    path("within-reach/", analysis.opportunities, name="opportunities"),
    path("complementarity/", analysis.complementarity, name="complementarity"),
    path("areas/", analysis.areas, name="areas"),
    path("peers/", analysis.peers, name="peers"),
    path("past-projects/", analysis.projects, name="projects"),
    path("numbers/<slug:method>/", numbers.number, name="number"),
    path("methods/", numbers.method_list, name="methods"),
    path("methods/<slug:method>/", numbers.method, name="method"),
]
