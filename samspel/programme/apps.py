"""The programme room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "samspel.programme"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Open the room's own doors, and have the database keep decided plans."""
        from samspel.kernel import triggers
        from samspel.programme.rooms import Door, open_main, open_personal
        from samspel.programme.sealing import REFUSALS

        for refusal in REFUSALS:
            triggers.refuse(refusal)
        open_main(Door(10, "overview", _("Overview"), "overview"))
        open_main(Door(20, "initiatives", _("Initiatives"), "initiatives"))
        open_main(Door(30, "objectives", _("Targets"), "objectives"))
        open_main(Door(50, "money", _("Money"), "money"))
        open_personal(Door(10, "worklist", _("Work list"), "worklist", "worklist.view"))
        open_personal(Door(90, "people", _("People"), "people", "access.manage"))
