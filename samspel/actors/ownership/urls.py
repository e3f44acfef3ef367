"""Addresses of an organisation's years and owners."""

from django.urls import path

from samspel.actors.ownership import views

urlpatterns = [
    path("<key:pk>/years/", views.years, name="years"),
    path("<key:pk>/owners/", views.owners, name="owners"),
]
