"""Files of rows on their way in."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "samspel.imports"
    default_auto_field = "django.db.models.BigAutoField"
