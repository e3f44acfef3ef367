"""The observatory."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ObservatoryConfig(AppConfig):
    name = "samspel.observatory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Open the room's door, have the database keep versions, and make computations and methods known."""
        from samspel.kernel import triggers
        from samspel.observatory import methods, profile  # noqa: F401 - they register
        from samspel.observatory.analysis import (  # noqa: F401
            area_signs,
            nearness,
            opportunities,
            pairs,
            peer_groups,
            ranks,
            strengths,
        )
        from samspel.observatory.measures import comparison, relatedness, structure  # noqa: F401
        from samspel.observatory.services import KEPT
        from samspel.observatory.weak_spot_sources import coverage, needs, offers, pace, peers  # noqa: F401
        from samspel.programme.rooms import Door, open_main

        for refusal in KEPT:
            triggers.refuse(refusal)
        open_main(Door(70, "observatory", _("Analysis"), "observatory:overview"))
