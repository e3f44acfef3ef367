"""Addresses of the money room: a module for each of its parts, each with a list `paths`."""

from django.urls import include, path

from samspel.money.claims import urls as claims_urls
from samspel.money.expenditure import urls as expenditure_urls
from samspel.money.funding import urls as funding_urls
from samspel.money.plan import urls as plan_urls
from samspel.money.state_aid import urls as state_aid_urls

app_name = "money"

of_programme = [
    *expenditure_urls.paths,
    *claims_urls.paths,
    *state_aid_urls.paths,
    *funding_urls.paths,
    *plan_urls.paths,
]

urlpatterns = [path("p/<slug:code>/money/", include(of_programme))]
