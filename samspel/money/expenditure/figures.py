"""The measure of what has been spent."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samspel.core.figures import FigureColumn, Measure, MeasureKind, Unit, register
from samspel.money.expenditure.policy import ExpenditureAction
from samspel.money.models import Expenditure

worked_up = register(
    Measure(
        code="money.worked_up",
        kind=MeasureKind.SUM,
        unit=Unit.MONEY,
        name=pgettext_lazy("figure", "Spent"),
        definition=_("Costs booked on the programme by all partners, by booking date. Credits are deducted."),
        source=_("The partners' books"),
        view=ExpenditureAction.VIEW,
        protects="pk",
        model=Expenditure,
        of="amount",
        dimensions={"category": "category_id", "partner": "partner_id", "area": "area_id"},
        columns=(
            FigureColumn(_("Voucher"), "voucher", identity=True),
            FigureColumn(_("Text"), "text", identity=True),
            FigureColumn(_("Cost category"), "category__name_{lang}"),
            FigureColumn(pgettext_lazy("figure", "Partner"), "partner__short_{lang}"),
        ),
    )
)
