"""Addresses of the kernel: health."""

from django.urls import path

from samspel.kernel import health

urlpatterns = [
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
]
