"""The results room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResultsConfig(AppConfig):
    name = "samspel.results"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Open the room's doors."""
        from samspel.actors.history import register_history
        from samspel.programme.rooms import Door, open_main, open_personal, waits
        from samspel.results.happenings import happenings
        from samspel.results.periods import waiting

        open_main(Door(40, "results", _("Results"), "results:overview"))
        open_personal(Door(20, "record", _("Record"), "results:record", "support.record"))
        waits(waiting)
        register_history(happenings)
