"""Organisations and what they are to the programme."""

from django.apps import AppConfig


class ActorsConfig(AppConfig):
    name = "samspel.actors"
    default_auto_field = "django.db.models.BigAutoField"
