"""What the drill-downs of results show, and the words for the choices."""

from datetime import datetime

from django.db.models import FilteredRelation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samspel.actors.duplicates.queries.identities import identity_known_at
from samspel.code_lists.size_classes import COLUMN_SIZES
from samspel.core.figures import Dimension, FigureColumn, Member, register_dimension
from samspel.core.programmes.structure import Structure

ENTERPRISE = (
    FigureColumn(_("Organisation number"), "who__counts_as__number", identity=True),
    FigureColumn(_("Enterprise"), "who__counts_as__name", identity=True),
    FigureColumn(_("Municipality"), "who__counts_as__municipality__name"),
)
AREA = FigureColumn(_("Area"), "area__short_{lang}")
PARTNER = FigureColumn(pgettext_lazy("figure", "Partner"), "partner__short_{lang}")

PLACES = {
    "municipality": "who__counts_as__municipality_id",
    "home": "who__counts_as__municipality__partners",
    "size": "who__counts_as__size_class",
}
OF_FACT = {"area": "area_id", "partner": "partner_id", **PLACES}


def who(moment: datetime | None) -> dict[str, FilteredRelation]:
    """The join `who`: the identity, as known at the moment, of the fact's organisation."""
    path = "organisation__identities"
    return {"who": FilteredRelation(path, condition=identity_known_at(moment, path))}


def _sizes(structure: Structure) -> list[Member]:
    return [Member(code, code or "unknown", str(name)) for code, name in COLUMN_SIZES.items()]


register_dimension(Dimension("size", _("Size class"), _sizes))
