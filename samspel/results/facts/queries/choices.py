"""What can be chosen in the form of a fact: only what the reader may answer for."""

from typing import Any

from django.db.models import QuerySet

from samspel.core import access
from samspel.core.models import Municipality
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Area, Partner
from samspel.results.facts.labels.kinds.fact_kind import FactKind
from samspel.web.forms import answerable


def own_areas(context: ReadContext, kind: FactKind) -> tuple[QuerySet[Any], list[int]]:
    """The programme's areas that the reader may record the kind for, and their ids."""
    rows = Area.objects.filter(programme=context.programme)
    return _own(context, kind, rows, "area", [area.pk for area in context.structure.areas])


def own_partners(context: ReadContext, kind: FactKind) -> tuple[QuerySet[Any], list[int]]:
    """The programme's partners that the reader may record the kind for, and their ids."""
    rows = Partner.objects.filter(programme=context.programme)
    return _own(context, kind, rows, "partner", [partner.pk for partner in context.structure.partners])


def municipalities() -> QuerySet[Any]:
    """All municipalities."""
    return Municipality.objects.all()


def _own(
    context: ReadContext, kind: FactKind, rows: QuerySet[Any], key: str, every: list[int]
) -> tuple[QuerySet[Any], list[int]]:
    granted = [g for g in access.grants(context.reader, kind.action) if g.programme_id == context.programme.pk]
    ids = answerable(granted, key, every)
    return rows.filter(pk__in=ids), ids
