"""The actors room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActorsConfig(AppConfig):
    name = "samspel.actors"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every organisation counts as itself until somebody says otherwise; and the room's door is opened."""
        from samspel.actors.identities import FIRST_IDENTITY
        from samspel.actors.rooms import overdue_contacts
        from samspel.kernel import triggers
        from samspel.programme.rooms import Door, open_beside, open_main, waits

        triggers.follow(FIRST_IDENTITY)
        open_main(Door(60, "network", _("Network"), "actors:actors"))
        open_beside("network", Door(10, "actors", _("Actors"), "actors:actors"))
        open_beside("network", Door(20, "functions", _("The innovation system"), "actors:system"))
        waits(overdue_contacts)
