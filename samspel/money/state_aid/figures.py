"""The measure of de minimis aid."""

from django.db.models import Q

from samspel.core.figures import Column, Kind, Measure, Text, Unit, register
from samspel.results.models import Support

de_minimis = register(
    Measure(
        code="money.de_minimis",
        kind=Kind.SUM,
        unit=Unit.MONEY,
        name=Text("Stöd av mindre betydelse", "De minimis aid"),
        definition=Text(
            "Stöd som programmet har gett företag som stöd av mindre betydelse, efter den dag det beviljades.",
            "Support that the programme has given enterprises as de minimis aid, by the day it was granted.",
        ),
        source=Text("Registrerat stöd", "Recorded support"),
        model=Support,
        of="amount",
        where=Q(aid_basis="de_minimis"),
        dimensions={"partner": "partner_id", "area": "area_id"},
        columns=(
            Column(Text("Organisation", "Organisation"), "organisation__name", identity=True),
            Column(Text("Referens", "Reference"), "reference", identity=True),
            Column(Text("Region", "Partner"), "partner__short_{lang}"),
        ),
    )
)
