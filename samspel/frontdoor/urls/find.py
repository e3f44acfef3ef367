"""Addresses of a need: written, understood, sent, followed."""

from django.urls import path

from samspel.frontdoor.views import find as views

paths = [
    path("find/", views.find, name="find"),
]
