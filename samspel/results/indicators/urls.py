"""Addresses of the indicators: the overview, one indicator, one region."""

from django.urls import path

from samspel.results.indicators.views import indicators as views

urlpatterns = [
    path("", views.overview, name="overview"),
    path("indicators/<text:measure>/", views.indicator, name="indicator"),
    path("regions/<slug:partner>/", views.region, name="region"),
]
