"""The results room."""

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "samspel.results"
    default_auto_field = "django.db.models.BigAutoField"
