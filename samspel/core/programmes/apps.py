"""Programmes and their plans: what every other app refers to."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "samspel.core.programmes"
    # The label is in table names, and in the audit chain, whose hashes cover it: it stays what it was.
    label = "programme"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the actions and the dimensions, and have the database keep decided plans."""
        from samspel.core import access, triggers
        from samspel.core.programmes import dimensions  # noqa: F401  declares them
        from samspel.core.programmes.plan_seal import REFUSALS
        from samspel.core.programmes.policy import POLICY

        access.declare(POLICY)
        for refusal in REFUSALS:
            triggers.refuse(refusal)
