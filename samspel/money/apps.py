"""What it costs, who pays, and what is claimed."""

from django.apps import AppConfig


class MoneyConfig(AppConfig):
    name = "samspel.money"
    default_auto_field = "django.db.models.BigAutoField"
