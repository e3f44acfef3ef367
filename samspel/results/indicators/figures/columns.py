"""What the drill-downs of results show, and the words for the choices."""

from datetime import datetime

from django.db.models import FilteredRelation

from samspel.actors.duplicates.queries.identities import identity_known_at
from samspel.core.figures import Column, Dimension, Member, Text, register_dimension
from samspel.core.programmes.structure import Structure

SUPPORT_KINDS = {
    "advice": Text("rådgivning", "advice"),
    "test_bed": Text("tillgång till testbädd", "test-bed access"),
    "coaching": Text("coachning", "coaching"),
    "workshop": Text("workshop", "workshop"),
    "matching": Text("förmedlad kontakt", "matchmaking"),
    "training": Text("utbildning", "training"),
    "digitalisation": Text("stöd till digitalisering", "support to digitalise"),
    "grant": Text("bidrag", "grant"),
    "other": Text("annat stöd", "other support"),
}
AID_BASES = {
    "none": Text("inget statligt stöd", "not state aid"),
    "de_minimis": Text("försumbart stöd", "de minimis"),
    "gber": Text("gruppundantag (GBER)", "block exemption (GBER)"),
}
COLLABORATION_KINDS = {
    "joint_development": Text("gemensam utveckling", "joint development"),
    "joint_research": Text("gemensam forskning", "joint research"),
    "network": Text("nätverk eller kluster", "network or cluster"),
    "shared_use": Text("delad utrustning", "shared equipment"),
    "purchase_of_services": Text("köp av tjänster", "purchase of services"),
}
INVESTMENT_MATCHES = {
    "grant": Text("bidrag till företaget", "a grant to the enterprise"),
    "innovation": Text("innovationsprojekt", "an innovation project"),
    "research": Text("FoU-projekt", "an R&D project"),
}
INNOVATION_KINDS = {"product": Text("produkt", "product"), "process": Text("process", "process")}
NOVELTIES = {
    "market": Text("ny på marknaden", "new to the market"),
    "firm": Text("ny för företaget", "new to the firm"),
}
CONTACT_KINDS = {
    "visit": Text("besök", "visit"),
    "network": Text("nätverk", "network"),
    "agreement": Text("avtal", "agreement"),
    "joint_application": Text("gemensam ansökan", "joint application"),
    "joint_project": Text("gemensamt projekt", "joint project"),
}
LEADERSHIP_GROUPS = {"board": Text("styrelse", "board"), "management": Text("ledning", "management")}
SIZES = {
    "micro": Text("mikroföretag", "micro"),
    "small": Text("litet", "small"),
    "medium": Text("medelstort", "medium-sized"),
    "large": Text("stort", "large"),
    "": Text("storlek saknas", "size not known"),
}

ENTERPRISE = (
    Column(Text("Organisationsnummer", "Organisation number"), "who__counts_as__number", identity=True),
    Column(Text("Företag", "Enterprise"), "who__counts_as__name", identity=True),
    Column(Text("Kommun", "Municipality"), "who__counts_as__municipality__name"),
)
AREA = Column(Text("Område", "Area"), "area__short_{lang}")
PARTNER = Column(Text("Region", "Partner"), "partner__short_{lang}")

PLACES = {
    "municipality": "who__counts_as__municipality_id",
    "home": "who__counts_as__municipality__partners",
    "size": "who__counts_as__size_class",
}
OF_FACT = {"area": "area_id", "partner": "partner_id", **PLACES}


def who(moment: datetime | None) -> dict[str, FilteredRelation]:
    """The join `who`: the identity, as known at the moment, of the fact's organisation."""
    path = "organisation__identities"
    return {"who": FilteredRelation(path, condition=identity_known_at(moment, path))}


def _sizes(structure: Structure) -> list[Member]:
    return [Member(code, code or "unknown", str(name)) for code, name in SIZES.items()]


register_dimension(Dimension("size", Text("Storleksklass", "Size class"), _sizes))
