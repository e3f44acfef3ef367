"""Addresses of computations."""

from django.urls import path

from samspel.observatory.computations import views

urlpatterns = [
    path("computations/ask/", views.ask_computation, name="ask-computation"),
    path("computations/<key:pk>/", views.computation, name="computation"),
    path("computations/<key:pk>/cancel/", views.cancel_computation, name="cancel-computation"),
]
