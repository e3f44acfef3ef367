"""The results room's measures: the indicators of both programming periods."""

from dataclasses import replace

from django.db.models import F, Q

from samspel.kernel.figures import Column, Kind, Measure, Text, Unit, register
from samspel.results.models import CollaborationMember, PrivateInvestment, Support

AREA = Column(Text("Område", "Area"), "area__short_{lang}")
PARTNER = Column(Text("Region", "Partner"), "partner__short_{lang}")
ENTERPRISE = (
    Column(Text("Organisationsnummer", "Organisation number"), "organisation__number", identity=True),
    Column(Text("Företag", "Enterprise"), "organisation__name", identity=True),
    Column(Text("Kommun", "Municipality"), "organisation__municipality__name"),
)
KIND_NAMES = {
    "advice": Text("rådgivning", "advice"),
    "test_bed": Text("tillgång till testbädd", "test-bed access"),
    "coaching": Text("coachning", "coaching"),
    "workshop": Text("workshop", "workshop"),
    "matching": Text("förmedlad kontakt", "matchmaking"),
    "training": Text("utbildning", "training"),
    "grant": Text("bidrag", "grant"),
}
SUPPORT_COLUMNS = (
    *ENTERPRISE,
    Column(Text("Typ av stöd", "Kind of support"), "kind", choices=KIND_NAMES),
    Column(Text("Timmar", "Hours"), "hours"),
    AREA,
    PARTNER,
)
DIMENSIONS = {
    "area": "area_id",
    "partner": "partner_id",
    "municipality": "organisation__municipality_id",
    "home": "organisation__municipality__partners",
}
COMMON_2014 = Text(
    "ERUF 2014–2020, gemensamma indikatorer (förordning 1301/2013, bilaga I)",
    "ERDF 2014–2020, common indicators (Regulation 1301/2013, annex I)",
)
COMMON_2021 = Text(
    "ERUF 2021–2027, gemensamma indikatorer (förordning 2021/1058, bilaga I)",
    "ERDF 2021–2027, common indicators (Regulation 2021/1058, annex I)",
)

co01 = register(
    Measure(
        code="results.co01",
        kind=Kind.DISTINCT,
        unit=Unit.ENTERPRISES,
        name=Text("Företag som får stöd (CO01)", "Enterprises receiving support (CO01)"),
        definition=Text(
            "Olika företag som har fått stöd i någon form. Varje företag räknas en gång i programmet, efter sitt "
            "organisationsnummer, hur många gånger och i hur många regioner det än fått stöd.",
            "Different enterprises that received support of any form. Each counts once in the programme, by its "
            "organisation number, however often and in however many regions it was supported.",
        ),
        source=COMMON_2014,
        model=Support,
        of="organisation_id",
        dimensions=DIMENSIONS,
        many=frozenset({"home"}),
        columns=SUPPORT_COLUMNS,
        entity_columns=ENTERPRISE,
    )
)

co04 = register(
    replace(
        co01,
        code="results.co04",
        name=Text(
            "Företag som får annat stöd än pengar (CO04)",
            "Enterprises receiving non-financial support (CO04)",
        ),
        definition=Text(
            "Olika företag som har fått annat stöd än pengar, till exempel rådgivning eller tillgång till en testbädd. "
            "En delmängd av CO01. Varje företag räknas en gång i programmet.",
            "Different enterprises that received support other than money, such as advice or access to a test bed. "
            "A subset of CO01. Each counts once in the programme.",
        ),
        where=Q(financial=False),
    )
)

cooperating = register(
    Measure(
        code="results.cooperating",
        kind=Kind.DISTINCT,
        unit=Unit.ENTERPRISES,
        name=Text("Företag som samverkar", "Cooperating enterprises"),
        definition=Text(
            "Olika företag som deltar i minst en samverkan för att stärka sin innovationskraft. Programmets egen "
            "indikator; lärosäten och offentliga aktörer räknas inte. Varje företag räknas en gång.",
            "Different enterprises taking part in at least one collaboration to strengthen their innovation capacity. "
            "The programme's own indicator; universities and public bodies do not count. Each counts once.",
        ),
        source=Text("Beslutet om programmet", "The programme decision"),
        model=CollaborationMember,
        of="organisation_id",
        fact="collaboration__",
        where=Q(organisation__kind="company"),
        dimensions={
            "area": "collaboration__area_id",
            "partner": "collaboration__partner_id",
            "municipality": "organisation__municipality_id",
            "home": "organisation__municipality__partners",
        },
        many=frozenset({"home"}),
        columns=(
            *ENTERPRISE,
            Column(Text("Samverkan", "Collaboration"), "collaboration__title"),
            Column(Text("Område", "Area"), "collaboration__area__short_{lang}"),
            Column(Text("Region", "Partner"), "collaboration__partner__short_{lang}"),
        ),
        entity_columns=ENTERPRISE,
    )
)

private_investment = register(
    Measure(
        code="results.private_investment",
        kind=Kind.SUM,
        unit=Unit.MONEY,
        name=Text("Privata investeringar", "Private investment"),
        definition=Text(
            "Privata investeringar som matchar offentligt stöd till innovations- eller FoU-projekt, i programmets "
            "valuta. "
            "Varje belopp ska ha ett underlag.",
            "Private investment matching public support to innovation or R&D projects, in the programme's currency. "
            "Each amount needs evidence.",
        ),
        source=Text("Beslutet om programmet; jämför CO27", "The programme decision; compare CO27"),
        model=PrivateInvestment,
        of="amount",
        dimensions=DIMENSIONS,
        many=frozenset({"home"}),
        columns=(*ENTERPRISE, Column(Text("Ändamål", "Purpose"), "purpose", identity=True), AREA, PARTNER),
    )
)

municipalities = register(
    replace(
        co01,
        code="results.municipalities",
        unit=Unit.MUNICIPALITIES,
        name=Text("Kommuner med företag i programmet", "Municipalities with enterprises in the programme"),
        definition=Text(
            "Olika kommuner i programmets område där minst ett företag har fått stöd i någon form.",
            "Different municipalities of the programme's territory in which at least one enterprise received support.",
        ),
        source=Text("Programmets egna uppgifter", "The programme's own records"),
        of="organisation__municipality_id",
        where=Q(organisation__municipality__partners__programme=F("programme")),
        entity_columns=(Column(Text("Kommun", "Municipality"), "organisation__municipality__name"),),
    )
)

rco01 = register(
    replace(
        co01,
        code="results.rco01",
        name=Text("Företag som får stöd (RCO01)", "Enterprises supported (RCO01)"),
        source=COMMON_2021,
    )
)

rco10 = register(
    replace(
        cooperating,
        code="results.rco10",
        name=Text("Företag som samverkar med forskning (RCO10)", "Enterprises cooperating with research (RCO10)"),
        definition=Text(
            "Olika företag i en samverkan där också ett lärosäte eller forskningsinstitut är med. Varje företag "
            "räknas en gång.",
            "Different enterprises in a collaboration that a university or research institute also takes part in. "
            "Each counts once.",
        ),
        source=COMMON_2021,
        where=Q(organisation__kind="company", collaboration__with_research=True),
    )
)

rcr02 = register(
    replace(
        private_investment,
        code="results.rcr02",
        name=Text("Privata investeringar (RCR02)", "Private investment (RCR02)"),
        source=COMMON_2021,
    )
)
