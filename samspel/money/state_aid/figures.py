"""The measure of de minimis aid."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samspel.core.figures import FigureColumn, Measure, MeasureKind, Unit, register
from samspel.money.state_aid.policy import AidAction
from samspel.results.models import Support

de_minimis = register(
    Measure(
        code="money.de_minimis",
        kind=MeasureKind.SUM,
        unit=Unit.MONEY,
        name=_("De minimis aid"),
        definition=_("Support that the programme has given enterprises as de minimis aid, by the day it was granted."),
        source=_("Recorded support"),
        view=AidAction.VIEW,
        protects="organisation_id",
        model=Support,
        of="amount",
        where=Q(aid_basis="de_minimis"),
        dimensions={"partner": "partner_id", "area": "area_id"},
        columns=(
            FigureColumn(_("Organisation"), "organisation__name", identity=True),
            FigureColumn(_("Reference"), "reference", identity=True),
            FigureColumn(pgettext_lazy("figure", "Partner"), "partner__short_{lang}"),
        ),
    )
)
