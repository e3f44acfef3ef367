"""Addresses of the money plan's versions."""

from django.urls import path

from samspel.money.plan.views import plan_versions

paths = [
    path("plan/versions/", plan_versions.versions, name="plan-versions"),
    path("plan/change/", plan_versions.change, name="change-plan"),
    path("plan/euro/", plan_versions.in_euro, name="in-euro"),
]
