"""The programme room's dimensions and measures."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samspel.core.figures import (
    Column,
    Dimension,
    Kind,
    Measure,
    Member,
    Slice,
    Unit,
    register,
    register_dimension,
)
from samspel.core.programmes.models import BudgetLine, FinancingLine, Initiative, PlanVersion
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

AREA = Column(_("Area"), "area__short_{lang}")
PARTNER = Column(pgettext_lazy("figure", "Partner"), "partner__short_{lang}")
OWN_RECORD = _("The programme's own records")
INITIATIVE_DIMENSIONS = {"area": "areas", "partner": "partners", "activity": "activity_id"}
INITIATIVE_COLUMNS = (
    Column(_("Number"), "number"),
    Column(_("Initiative"), "title"),
    AREA,
    PARTNER,
)

initiatives = register(
    Measure(
        code="programme.initiatives",
        kind=Kind.COUNT,
        unit=Unit.INITIATIVES,
        name=_("Initiatives"),
        definition=_(
            "Initiatives that began in the period. Each counts once, even where several partners or areas take part. "
            "Corrected initiatives count as they now read, and voided ones do not count."
        ),
        source=OWN_RECORD,
        model=Initiative,
        dimensions=INITIATIVE_DIMENSIONS,
        many=frozenset({"area", "partner"}),
        columns=INITIATIVE_COLUMNS,
    )
)

joint_initiatives = register(
    Measure(
        code="programme.joint_initiatives",
        kind=Kind.COUNT,
        unit=Unit.INITIATIVES,
        name=_("Initiatives by at least two partners"),
        definition=_("Initiatives that began in the period and in which at least two partners take part."),
        source=OWN_RECORD,
        model=Initiative,
        where=Q(partner_count__gte=2),
        dimensions=INITIATIVE_DIMENSIONS,
        many=frozenset({"area", "partner"}),
        columns=INITIATIVE_COLUMNS,
    )
)

shared_initiatives = register(
    Measure(
        code="programme.shared_initiatives",
        kind=Kind.DISTINCT,
        unit=Unit.INITIATIVES,
        name=_("Initiatives by pair of areas"),
        definition=_(
            "Initiatives that began in the period, counted once for each pair of areas they join. "
            "An area by itself shows all its initiatives."
        ),
        source=OWN_RECORD,
        model=Initiative.areas.through,
        of="initiative_id",
        fact="initiative__",
        dimensions={"area": "area_id", "other_area": "initiative__areas", "partner": "initiative__partners"},
        many=frozenset({"area", "other_area", "partner"}),
        columns=(
            Column(_("Initiative"), "initiative__title"),
            Column(_("Area"), "area__short_{lang}"),
        ),
        entity_columns=(
            Column(_("Number"), "initiative__number"),
            Column(_("Initiative"), "initiative__title"),
            Column(pgettext_lazy("figure", "Partner"), "initiative__partner__short_{lang}"),
        ),
    )
)


def _plan_in_force(rows: QuerySet[Any], where: Slice) -> QuerySet[Any]:
    """The lines of the plan version in force at the slice's moment; the first version before any is."""
    day: date = timezone.localdate(where.known_at) if where.known_at else timezone.localdate()
    versions = PlanVersion.objects.filter(programme_id=where.programme_id, sealed=True)
    latest = versions.filter(valid_from__lte=day).order_by("-number").values("pk")[:1]
    first = versions.order_by("number").values("pk")[:1]
    return rows.filter(version_id=Coalesce(Subquery(latest), Subquery(first)))


PLAN_SOURCE = _("The programme decision, budget and financing plan")
YEAR = Column(_("Year"), "year")

budget = register(
    Measure(
        code="programme.budget",
        kind=Kind.SUM,
        unit=Unit.MONEY,
        name=_("Budget"),
        definition=_("Planned costs under the budget in force on the date shown."),
        source=PLAN_SOURCE,
        model=BudgetLine,
        of="amount",
        select=_plan_in_force,
        dimensions={"category": "category_id", "partner": "partner_id", "year": "year"},
        columns=(Column(_("Cost category"), "category__name_{lang}"), PARTNER, YEAR),
    )
)

financing = register(
    Measure(
        code="programme.financing",
        kind=Kind.SUM,
        unit=Unit.MONEY,
        name=_("Financing"),
        definition=_("What each financier is to pay under the financing plan in force on the date shown."),
        source=PLAN_SOURCE,
        model=FinancingLine,
        of="amount",
        select=_plan_in_force,
        dimensions={"financier": "financier_id", "partner": "financier__partner_id", "year": "year"},
        columns=(Column(_("Financier"), "financier__name_{lang}"), YEAR),
    )
)
