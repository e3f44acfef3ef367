"""Addresses of the front door: a module for each of its parts, each with a list `paths`."""

from django.urls import include, path

from samspel.frontdoor.challenges import urls as challenges_urls
from samspel.frontdoor.innovation_system import urls as innovation_system_urls
from samspel.frontdoor.needs import urls as needs_urls
from samspel.frontdoor.offers import urls as offers_urls
from samspel.frontdoor.referrals import urls as referrals_urls

app_name = "frontdoor"

of_programme = [
    *offers_urls.paths,
    *needs_urls.paths,
    *referrals_urls.paths,
    *challenges_urls.paths,
    *innovation_system_urls.paths,
]

urlpatterns = [path("p/<slug:code>/", include(of_programme))]
