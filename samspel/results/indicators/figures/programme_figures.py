"""The programme's own figures of results: what its decision promises, and what its work is described by."""

from dataclasses import replace

from django.db.models import F, Q

from samspel.code_lists.collaboration_kinds import COLLABORATION_KINDS
from samspel.code_lists.contact_kinds import CONTACT_KINDS
from samspel.code_lists.leadership_groups import LEADERSHIP_GROUPS
from samspel.core.figures import Column, Kind, Measure, Text, Unit, register
from samspel.results.indicators.figures.bases import COLLABORATION, ENTERPRISE, INVESTMENT, SUPPORT
from samspel.results.indicators.figures.columns import AREA, OF_FACT, PARTNER, who
from samspel.results.models import Collaboration, InternationalContact, Leadership, Participation

DECISION = Text("Beslutet om programmet", "The programme decision")
OWN_RECORD = Text("Programmets egna uppgifter", "The programme's own records")
BY_RECORD = {"area": "area_id", "partner": "partner_id"}

cooperating = register(
    replace(
        COLLABORATION,
        code="results.cooperating",
        name=Text("Företag som samverkar", "Cooperating enterprises"),
        definition=Text(
            "Olika företag som deltar i minst en samverkan för att stärka sin innovationskraft. Programmets egen "
            "indikator; lärosäten och offentliga aktörer räknas inte. Varje företag räknas en gång.",
            "Different enterprises taking part in at least one collaboration to strengthen their innovation capacity. "
            "The programme's own indicator; universities and public bodies do not count. Each counts once.",
        ),
        source=DECISION,
        where=Q(who__counts_as__kind="company"),
    )
)

private_investment = register(
    replace(
        INVESTMENT,
        code="results.private_investment",
        name=Text("Privata investeringar", "Private investment"),
        definition=Text(
            "Privata investeringar som matchar offentligt stöd till innovations- eller FoU-projekt, i programmets "
            "valuta. Varje belopp ska ha ett underlag.",
            "Private investment matching public support to innovation or R&D projects, in the programme's currency. "
            "Each amount needs evidence.",
        ),
        source=Text("Beslutet om programmet; jämför CO27", "The programme decision; compare CO27"),
    )
)

municipalities = register(
    replace(
        SUPPORT,
        code="results.municipalities",
        unit=Unit.MUNICIPALITIES,
        name=Text("Kommuner med företag i programmet", "Municipalities with enterprises in the programme"),
        definition=Text(
            "Olika kommuner i programmets område där minst ett företag har fått stöd i någon form.",
            "Different municipalities of the programme's territory in which at least one enterprise received support.",
        ),
        source=OWN_RECORD,
        of="who__counts_as__municipality_id",
        where=Q(who__counts_as__municipality__partners__programme=F("programme")),
        entity_columns=(Column(Text("Kommun", "Municipality"), "who__counts_as__municipality__name"),),
        entity_model=None,
        entity_order=(),
    )
)

hours = register(
    replace(
        SUPPORT,
        code="results.hours",
        kind=Kind.SUM,
        unit=Unit.HOURS,
        of="hours",
        name=Text("Timmar stöd till företag", "Hours of support to enterprises"),
        definition=Text(
            "Timmar som har lagts på stöd till företag, så som de har förts in.",
            "Hours given to enterprises as support, as recorded.",
        ),
        source=OWN_RECORD,
        entity_columns=(),
        entity_model=None,
        entity_order=(),
    )
)

collaborations = register(
    Measure(
        code="results.collaborations",
        kind=Kind.COUNT,
        unit=Unit.COLLABORATIONS,
        name=Text("Samarbeten", "Collaborations"),
        definition=Text(
            "Samarbeten som har börjat under perioden, oavsett hur många som deltar.",
            "Collaborations that began in the period, however many take part.",
        ),
        source=OWN_RECORD,
        model=Collaboration,
        dimensions=BY_RECORD,
        columns=(
            Column(Text("Samverkan", "Collaboration"), "title"),
            Column(Text("Typ", "Kind"), "kind", choices=COLLABORATION_KINDS),
            AREA,
            PARTNER,
        ),
    )
)

_participation = Measure(
    code="results.participants",
    kind=Kind.SUM,
    unit=Unit.PEOPLE,
    name=Text("Deltagare", "Participants"),
    definition=Text(
        "Summan av deltagare vid programmets aktiviteter. En person som deltar flera gånger räknas varje gång.",
        "The sum of participants at the programme's events. Somebody who takes part several times counts each time.",
    ),
    source=OWN_RECORD,
    model=Participation,
    of="people",
    dimensions=OF_FACT,
    many=frozenset({"home"}),
    columns=(*ENTERPRISE, Column(Text("Aktivitet", "Event"), "title"), AREA, PARTNER),
    relations=who,
)
participants = register(_participation)
women = register(
    replace(
        _participation,
        code="results.participants_women",
        name=Text("Deltagare, kvinnor", "Participants, women"),
        definition=Text(
            "Kvinnor bland deltagarna, där uppgiften har samlats in.",
            "Women among the participants, where that was recorded.",
        ),
        of="women",
        where=Q(women__isnull=False),
    )
)
men = register(
    replace(
        _participation,
        code="results.participants_men",
        name=Text("Deltagare, män", "Participants, men"),
        definition=Text(
            "Män bland deltagarna, där uppgiften har samlats in.",
            "Men among the participants, where that was recorded.",
        ),
        of="men",
        where=Q(men__isnull=False),
    )
)

contacts_abroad = register(
    Measure(
        code="results.international_contacts",
        kind=Kind.COUNT,
        unit=Unit.CONTACTS,
        name=Text("Internationella kontakter", "International contacts"),
        definition=Text(
            "Kontakter med aktörer i andra länder: besök, nätverk, avtal, gemensamma ansökningar och projekt.",
            "Contacts with actors in other countries: visits, networks, agreements, joint applications and projects.",
        ),
        source=OWN_RECORD,
        model=InternationalContact,
        dimensions=BY_RECORD,
        columns=(
            Column(Text("Kontakt", "Contact"), "title"),
            Column(Text("Typ", "Kind"), "kind", choices=CONTACT_KINDS),
            Column(Text("Land", "Country"), "country"),
            Column(Text("Motpart", "Counterpart"), "counterpart", identity=True),
            AREA,
            PARTNER,
        ),
    )
)

_leadership = Measure(
    code="results.leaders_women",
    kind=Kind.SUM,
    unit=Unit.PEOPLE,
    name=Text("Kvinnor i ledning och styrelse", "Women in management and on boards"),
    definition=Text(
        "Kvinnor i ledning och styrelser hos företag som programmet arbetar med, där uppgiften har förts in.",
        "Women in the management and on the boards of enterprises the programme works with, where recorded.",
    ),
    source=OWN_RECORD,
    model=Leadership,
    of="women",
    dimensions={**OF_FACT, "group": "group"},
    many=frozenset({"home"}),
    columns=(*ENTERPRISE, Column(Text("Grupp", "Group"), "group", choices=LEADERSHIP_GROUPS), AREA, PARTNER),
    relations=who,
)
leaders_women = register(_leadership)
leaders_men = register(
    replace(
        _leadership,
        code="results.leaders_men",
        name=Text("Män i ledning och styrelse", "Men in management and on boards"),
        definition=Text(
            "Män i ledning och styrelser hos företag som programmet arbetar med, där uppgiften har förts in.",
            "Men in the management and on the boards of enterprises the programme works with, where recorded.",
        ),
        of="men",
    )
)
