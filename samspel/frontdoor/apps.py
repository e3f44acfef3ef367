"""Where companies find help."""

from django.apps import AppConfig


class FrontdoorConfig(AppConfig):
    name = "samspel.frontdoor"
    default_auto_field = "django.db.models.BigAutoField"
