"""Addresses of the horizontal criteria."""

from django.urls import path

from samspel.results.horizontal.views import criteria as views

urlpatterns = [
    path("horizontal/", views.horizontal, name="horizontal"),
    path("horizontal/<slug:criterion>/", views.criterion, name="criterion"),
]
