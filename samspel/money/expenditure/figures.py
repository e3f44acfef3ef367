"""The measure of what has been spent."""

from samspel.core.figures import Column, Kind, Measure, Text, Unit, register
from samspel.money.models import Expenditure

worked_up = register(
    Measure(
        code="money.worked_up",
        kind=Kind.SUM,
        unit=Unit.MONEY,
        name=Text("Upparbetat", "Spent"),
        definition=Text(
            "Bokförda kostnader i programmet hos alla parter, efter bokföringsdag. Krediteringar räknas av.",
            "Costs booked on the programme by all partners, by booking date. Credits are deducted.",
        ),
        source=Text("Parternas bokföring", "The partners' books"),
        model=Expenditure,
        of="amount",
        dimensions={"category": "category_id", "partner": "partner_id", "area": "area_id"},
        columns=(
            Column(Text("Verifikation", "Voucher"), "voucher", identity=True),
            Column(Text("Text", "Text"), "text", identity=True),
            Column(Text("Kostnadsslag", "Cost category"), "category__name_{lang}"),
            Column(Text("Region", "Partner"), "partner__short_{lang}"),
        ),
    )
)
