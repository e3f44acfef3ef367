"""The programme's plan, people and initiatives."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "samspel.programme"
    label = "programme_plan"  # the label `programme` is that of core.programmes
    default_auto_field = "django.db.models.BigAutoField"
