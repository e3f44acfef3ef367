"""Addresses of the money room: a module for each of its parts, each with a list `paths`."""

from django.urls import include, path

from samspel.money.urls import aid, books, claims, funding, planning

app_name = "money"

of_programme = [*books.paths, *claims.paths, *aid.paths, *funding.paths, *planning.paths]

urlpatterns = [path("p/<slug:code>/money/", include(of_programme))]
