"""Statistics, and what they tell of regions."""

from django.apps import AppConfig


class ObservatoryConfig(AppConfig):
    name = "samspel.observatory"
    default_auto_field = "django.db.models.BigAutoField"
