"""What came of it: facts, indicators and reports."""

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "samspel.results"
    default_auto_field = "django.db.models.BigAutoField"
