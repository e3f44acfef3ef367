"""Addresses of the system map."""

from django.urls import path

from samspel.frontdoor.innovation_system.views import system_map

paths = [
    path("network/", system_map.network, name="network"),
    path("coverage/", system_map.coverage, name="coverage"),
    path("overlaps/", system_map.overlaps, name="overlaps"),
    path("gaps/", system_map.gaps, name="gaps"),
]
