"""Why a person may not handle an application."""

from typing import Any

from django.utils.translation import gettext_lazy

from samspel.core.assessment import impartial
from samspel.money.models import Application, Impartiality

WHY_NOT = {
    "own": gettext_lazy("You have written the application and cannot handle it."),
    "undeclared": gettext_lazy("Declare first whether you have an interest in the application."),
    "conflict": gettext_lazy("You have declared an interest in the application and cannot handle it."),
}


def why_not(person: Any, application: Application) -> str | None:
    """Why the person may not handle the application, in words; None where they may."""
    told = Impartiality.objects.filter(application=application, person=person).values_list("conflict", flat=True)
    writers = frozenset({application.made_by_id, application.submitted_by_id or application.made_by_id})
    reason = impartial(person.pk, writers, next(iter(told), None))
    return str(WHY_NOT[reason]) if reason else None
