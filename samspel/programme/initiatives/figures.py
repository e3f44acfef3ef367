"""Measures of initiatives."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samspel.core.figures import FigureColumn, Measure, MeasureKind, Unit, register
from samspel.core.programmes.policy import ProgrammeAction
from samspel.programme.initiatives.models import Initiative

OWN_RECORD = _("The programme's own records")
INITIATIVE_DIMENSIONS = {"area": "areas", "partner": "partners", "activity": "activity_id"}
INITIATIVE_COLUMNS = (
    FigureColumn(_("Number"), "number"),
    FigureColumn(_("Initiative"), "title"),
    FigureColumn(_("Area"), "area__short_{lang}"),
    FigureColumn(pgettext_lazy("figure", "Partner"), "partner__short_{lang}"),
)

initiatives = register(
    Measure(
        code="programme.initiatives",
        kind=MeasureKind.COUNT,
        unit=Unit.INITIATIVES,
        name=_("Initiatives"),
        definition=_(
            "Initiatives that began in the period. Each counts once, even where several partners or areas take part. "
            "Corrected initiatives count as they now read, and voided ones do not count."
        ),
        source=OWN_RECORD,
        view=ProgrammeAction.VIEW,
        protects="",
        model=Initiative,
        dimensions=INITIATIVE_DIMENSIONS,
        many=frozenset({"area", "partner"}),
        columns=INITIATIVE_COLUMNS,
    )
)

joint_initiatives = register(
    Measure(
        code="programme.joint_initiatives",
        kind=MeasureKind.COUNT,
        unit=Unit.INITIATIVES,
        name=_("Initiatives by at least two partners"),
        definition=_("Initiatives that began in the period and in which at least two partners take part."),
        source=OWN_RECORD,
        view=ProgrammeAction.VIEW,
        protects="",
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
        kind=MeasureKind.DISTINCT,
        unit=Unit.INITIATIVES,
        name=_("Initiatives by pair of areas"),
        definition=_(
            "Initiatives that began in the period, counted once for each pair of areas they join. "
            "An area by itself shows all its initiatives."
        ),
        source=OWN_RECORD,
        view=ProgrammeAction.VIEW,
        protects="",
        model=Initiative.areas.through,
        of="initiative_id",
        fact="initiative__",
        dimensions={"area": "area_id", "other_area": "initiative__areas", "partner": "initiative__partners"},
        many=frozenset({"area", "other_area", "partner"}),
        columns=(
            FigureColumn(_("Initiative"), "initiative__title"),
            FigureColumn(_("Area"), "area__short_{lang}"),
        ),
        entity_columns=(
            FigureColumn(_("Number"), "initiative__number"),
            FigureColumn(_("Initiative"), "initiative__title"),
            FigureColumn(pgettext_lazy("figure", "Partner"), "initiative__partner__short_{lang}"),
        ),
    )
)
