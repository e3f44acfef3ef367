"""The partners that a reader may act for."""

from typing import Any

from samspel.core import access
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Partner
from samspel.web.forms import answerable


def own_partners(context: ReadContext, action: str) -> Any:
    """The partners the reader may act for."""
    granted = [g for g in access.grants(context.reader, action) if g.programme_id == context.programme.pk]
    ids = answerable(granted, "partner", [p.pk for p in context.structure.partners])
    return Partner.objects.filter(programme=context.programme, pk__in=ids)
