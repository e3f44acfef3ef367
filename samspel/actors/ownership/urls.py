"""Addresses of an organisation's years and owners."""

from django.urls import path

from samspel.actors.ownership import views

urlpatterns = [
    path("<int:pk>/years/", views.years, name="years"),
    path("<int:pk>/owners/", views.owners, name="owners"),
]
