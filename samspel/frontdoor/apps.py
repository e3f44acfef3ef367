"""The front door."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrontdoorConfig(AppConfig):
    name = "samspel.frontdoor"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Open the room's doors, let offers be brought in from files, and see that the index hears of companies."""
        from samspel.frontdoor.challenges.waiting import waiting as challenges_waiting
        from samspel.frontdoor.figures import needs as _figures  # noqa: F401  registers itself
        from samspel.frontdoor.needs import personal
        from samspel.frontdoor.offers.importing import OfferImport
        from samspel.frontdoor.offers.reminders import waiting
        from samspel.frontdoor.referrals.rooms import open_rooms
        from samspel.frontdoor.searching import checks  # noqa: F401  registers itself
        from samspel.frontdoor.searching.indexer import how_it_is
        from samspel.frontdoor.searching.outbox import COMPANIES
        from samspel.frontdoor.system import rooms as system
        from samspel.kernel import health, triggers
        from samspel.programme.people import also_keeps
        from samspel.programme.rooms import Door, open_main, waits
        from samspel.results.importable import may_be_brought_in

        for follower in COMPANIES:
            triggers.follow(follower)
        health.tell("index", how_it_is)
        also_keeps(personal.kept_about, personal.erase)
        may_be_brought_in(OfferImport())
        waits(waiting)
        waits(challenges_waiting)
        open_main(Door(5, "find", _("Find support"), "frontdoor:find"))
        open_rooms()
        system.open_rooms()
