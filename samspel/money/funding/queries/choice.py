"""The financiers and intakes that a reader may choose among."""

from typing import Any

from samspel.core import access
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Financier
from samspel.money.models import Intake
from samspel.web.forms import answerable


def financiers_of(context: ReadContext, action: str) -> Any:
    """The financiers whose region the reader may act for."""
    granted = [g for g in access.grants(context.reader, action) if g.programme_id == context.programme.pk]
    ids = answerable(granted, "partner", [p.pk for p in context.structure.partners])
    return Financier.objects.filter(programme=context.programme, partner__in=ids)


def open_intakes(context: ReadContext, today: Any) -> Any:
    """The intakes that take in applications today."""
    rows = Intake.objects.filter(programme=context.programme, opens_on__lte=today, closes_on__gte=today)
    return rows.select_related("partner")
