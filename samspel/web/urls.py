"""Addresses outside any programme: health, and the session's going on."""

from django.urls import path

from samspel.web import health
from samspel.web.accounts import views as accounts_views

urlpatterns = [
    path("account/session/", accounts_views.keep_session, name="keep-session"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
]
