"""Measures of initiatives."""

from django.db.models import Q

from samspel.core.figures import Column, Kind, Measure, Text, Unit, register
from samspel.programme.initiatives.models import Initiative

OWN_RECORD = Text("Programmets egna uppgifter", "The programme's own records")
INITIATIVE_DIMENSIONS = {"area": "areas", "partner": "partners", "activity": "activity_id"}
INITIATIVE_COLUMNS = (
    Column(Text("Nummer", "Number"), "number"),
    Column(Text("Insats", "Initiative"), "title"),
    Column(Text("Område", "Area"), "area__short_{lang}"),
    Column(Text("Region", "Partner"), "partner__short_{lang}"),
)

initiatives = register(
    Measure(
        code="programme.initiatives",
        kind=Kind.COUNT,
        unit=Unit.INITIATIVES,
        name=Text("Insatser", "Initiatives"),
        definition=Text(
            "Insatser som har börjat under perioden. En insats räknas en gång, även när flera regioner eller områden "
            "deltar. Rättade insatser räknas som de nu är beskrivna och återkallade räknas inte.",
            "Initiatives that began in the period. Each counts once, even where several partners or areas take part. "
            "Corrected initiatives count as they now read, and voided ones do not count.",
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
        name=Text("Insatser av minst två regioner", "Initiatives by at least two partners"),
        definition=Text(
            "Insatser som har börjat under perioden och där minst två regioner deltar.",
            "Initiatives that began in the period and in which at least two partners take part.",
        ),
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
        name=Text("Insatser per områdespar", "Initiatives by pair of areas"),
        definition=Text(
            "Insatser som har börjat under perioden, räknade en gång för varje par av områden som de omfattar. "
            "Ett område för sig visar alla områdets insatser.",
            "Initiatives that began in the period, counted once for each pair of areas they join. "
            "An area by itself shows all its initiatives.",
        ),
        source=OWN_RECORD,
        model=Initiative.areas.through,
        of="initiative_id",
        fact="initiative__",
        dimensions={"area": "area_id", "other_area": "initiative__areas", "partner": "initiative__partners"},
        many=frozenset({"area", "other_area", "partner"}),
        columns=(
            Column(Text("Insats", "Initiative"), "initiative__title"),
            Column(Text("Område", "Area"), "area__short_{lang}"),
        ),
        entity_columns=(
            Column(Text("Nummer", "Number"), "initiative__number"),
            Column(Text("Insats", "Initiative"), "initiative__title"),
            Column(Text("Region", "Partner"), "initiative__partner__short_{lang}"),
        ),
    )
)
