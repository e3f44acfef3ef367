"""The programme room."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "samspel.programme"
    default_auto_field = "django.db.models.BigAutoField"
