"""Addresses of the system map."""

from django.urls import path

from samspel.frontdoor.views import system

paths = [
    path("network/", system.network, name="network"),
    path("coverage/", system.coverage, name="coverage"),
    path("overlaps/", system.overlaps, name="overlaps"),
    path("gaps/", system.gaps, name="gaps"),
]
