"""The money room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MoneyConfig(AppConfig):
    name = "samspel.money"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Open the room's door in place of the plan's, list what waits, guard the ceiling of aid, and keep evidence."""
        from samspel.kernel import triggers
        from samspel.money.aid.gate import gate, hold
        from samspel.money.books.evidence import KEPT_FILES
        from samspel.money.waiting import to_ledger, waiting
        from samspel.programme.rooms import Door, leads_from_organisation, open_main, waits
        from samspel.results.gates import guard

        for refusal in KEPT_FILES:
            triggers.refuse(refusal)
        open_main(Door(50, "money", _("Money"), "money:economy"))
        waits(waiting)
        leads_from_organisation(to_ledger)
        guard(gate, hold)
