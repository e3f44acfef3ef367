"""Addresses of the kernel: health, and the session's going on."""

from django.urls import path

from samspel.kernel import health
from samspel.kernel.accounts import views

urlpatterns = [
    path("account/session/", views.keep_session, name="keep-session"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
]
