"""The front door."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrontdoorConfig(AppConfig):
    name = "samspel.frontdoor"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Open the room's doors, let offers be brought in from files, and list what waits."""
        from samspel.frontdoor.offers.importing import OfferImport
        from samspel.frontdoor.referrals.rooms import open_rooms
        from samspel.programme.rooms import Door, open_main
        from samspel.results.importable import may_be_brought_in

        may_be_brought_in(OfferImport())
        open_main(Door(5, "find", _("Find support"), "frontdoor:find"))
        open_rooms()
