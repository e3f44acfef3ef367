"""What figures of every app are broken down by: the programme's areas, partners, places, activities and years."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samspel.core.figures import Dimension, Member, register_dimension
from samspel.core.programmes.structure import Structure


def _areas(structure: Structure) -> Sequence[Member]:
    return [Member(a.pk, a.code, a.short) for a in structure.areas]


def _partners(structure: Structure) -> Sequence[Member]:
    return [Member(p.pk, p.code, p.short) for p in structure.partners]


def _municipalities(structure: Structure) -> Sequence[Member]:
    return [Member(m.code, m.code, m.name) for m in structure.municipalities]


def _categories(structure: Structure) -> Sequence[Member]:
    return [Member(c.pk, c.code, c.name) for c in structure.categories]


def _financiers(structure: Structure) -> Sequence[Member]:
    return [Member(f.pk, f.code, f.name) for f in structure.financiers]


def _activities(structure: Structure) -> Sequence[Member]:
    return [Member(a.pk, f"{a.track.code}.{a.code}", a.title) for a in structure.activities]


def _years(structure: Structure) -> Sequence[Member]:
    first, last = structure.programme.starts_on.year, structure.programme.ends_on.year
    return [Member(year, str(year), str(year)) for year in range(first, last + 1)]


for key, name, members in (
    ("area", _("Area"), _areas),
    ("other_area", _("Together with area"), _areas),
    ("partner", pgettext_lazy("figure", "Responsible partner"), _partners),
    ("home", _("Home region"), _partners),
    ("municipality", _("Municipality"), _municipalities),
    ("activity", _("Activity in the decision"), _activities),
    ("category", _("Cost category"), _categories),
    ("financier", _("Financier"), _financiers),
    ("year", _("Year"), _years),
):
    register_dimension(Dimension(key, name, members))
