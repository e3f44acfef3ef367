"""The observatory."""

from django.apps import AppConfig


class ObservatoryConfig(AppConfig):
    name = "samspel.observatory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the database keep the versions of data sets."""
        from samspel.kernel import triggers
        from samspel.observatory.services import KEPT

        for refusal in KEPT:
            triggers.refuse(refusal)
