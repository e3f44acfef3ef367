"""Addresses of the front door: a module for each of its parts, each with a list `paths`."""

from django.urls import include, path

from samspel.frontdoor.urls import challenges, find, offers, referrals, system

app_name = "frontdoor"

of_programme = [*offers.paths, *find.paths, *referrals.paths, *challenges.paths, *system.paths]

urlpatterns = [path("p/<slug:code>/", include(of_programme))]
