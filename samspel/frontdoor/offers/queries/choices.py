"""What the forms of the front door let people choose among: areas, regions and municipalities."""

from collections.abc import Collection

from django.db.models import QuerySet

from samspel.core.models import Municipality
from samspel.core.programmes.models import Area, Partner, Programme


def area_choices(programme: Programme) -> QuerySet[Area]:
    """The programme's areas."""
    return Area.objects.filter(programme=programme)


def partner_choices(programme: Programme, among: Collection[int] | None = None) -> QuerySet[Partner]:
    """The programme's partners; with `among`, only those with these ids."""
    rows = Partner.objects.filter(programme=programme)
    return rows if among is None else rows.filter(pk__in=among)


def municipality_choices(among: Collection[str] | None = None) -> QuerySet[Municipality]:
    """Every municipality; with `among`, only those with these codes."""
    rows = Municipality.objects.all()
    return rows if among is None else rows.filter(code__in=among)
