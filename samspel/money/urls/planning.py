"""Addresses of the money plan's versions."""

from django.urls import path

from samspel.money.views import planning

paths = [
    path("plan/versions/", planning.versions, name="plan-versions"),
    path("plan/change/", planning.change, name="change-plan"),
    path("plan/euro/", planning.in_euro, name="in-euro"),
]
