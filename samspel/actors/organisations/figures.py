"""The actors room's measures: who the actors are, the innovation system as a matrix, and what was done before."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils.text import slugify

from samspel.actors.models import ActorFunction, Organisation, PastOperation
from samspel.actors.organisations.queries.visibility import actors_of
from samspel.code_lists.organisations import FUNCTIONS, KINDS
from samspel.core.figures import (
    Column,
    Dimension,
    Kind,
    Measure,
    Member,
    Slice,
    Text,
    Unit,
    register,
    register_dimension,
)
from samspel.core.programmes.models import Partner, Programme
from samspel.core.programmes.structure import Structure

ACTOR_KINDS = {code: name for code, name in KINDS.items() if code != "company"}
OWN_RECORDS = Text("Aktörernas och regionernas egna uppgifter", "The actors' and the partners' own records")
CODE_LENGTH = 60


def _functions(structure: Structure) -> list[Member]:
    return [Member(code, code, str(name)) for code, name in FUNCTIONS.items()]


def _actor_kinds(structure: Structure) -> list[Member]:
    return [Member(code, code, str(name)) for code, name in ACTOR_KINDS.items()]


def _past_objectives(structure: Structure) -> list[Member]:
    found = PastOperation.objects.exclude(objective="").order_by("objective").values_list("objective", flat=True)
    return [Member(name, slugify(name)[:CODE_LENGTH], name) for name in found.distinct()]


register_dimension(Dimension("function", Text("Funktion", "Function"), _functions))
register_dimension(Dimension("actor_kind", Text("Slag av aktör", "Kind of actor"), _actor_kinds))
register_dimension(Dimension("past_objective", Text("Mål", "Objective"), _past_objectives))


def _who_now(moment: datetime | None) -> Mapping[str, FilteredRelation]:
    """The join `who`: which organisation the row's organisation counts as now."""
    open_row = Q(organisation__identities__known_until=None)
    return {"who": FilteredRelation("organisation__identities", condition=open_row)}


def _each_actor_once(rows: QuerySet[Any], where: Slice) -> QuerySet[Any]:
    """The programme's functions of actors; where two merged actors have the same one, the first of them."""
    same = ActorFunction.objects.filter(
        area=OuterRef("area"),
        function=OuterRef("function"),
        pk__lt=OuterRef("pk"),
        organisation__identities__known_until=None,
        organisation__identities__counts_as=OuterRef("who__counts_as"),
    )
    return rows.filter(~Exists(same), programme_id=where.programme_id).exclude(who__counts_as__kind="company")


def _actors(rows: QuerySet[Any], where: Slice) -> QuerySet[Any]:
    return actors_of(where.programme_id, rows)


functions = register(
    Measure(
        code="actors.functions",
        kind=Kind.COUNT,
        unit=Unit.ACTORS,
        name=Text("Aktörer efter område och funktion", "Actors by area and function"),
        definition=Text(
            "Hur många aktörer som har en funktion i ett område. En aktör med flera funktioner eller områden räknas en "
            "gång i varje; företag räknas inte. Som det är beskrivet nu.",
            "How many actors have a function in an area. An actor with several functions or areas counts once in "
            "each; companies do not count. As described now.",
        ),
        source=OWN_RECORDS,
        model=ActorFunction,
        dimensions={"area": "area_id", "function": "function"},
        columns=(
            Column(Text("Aktör", "Actor"), "who__counts_as__name"),
            Column(Text("Slag", "Kind"), "who__counts_as__kind", choices=KINDS),
            Column(Text("Område", "Area"), "area__short_{lang}"),
            Column(Text("Funktion", "Function"), "function", choices=FUNCTIONS),
        ),
        relations=_who_now,
        select=_each_actor_once,
    )
)

actors = register(
    Measure(
        code="actors.actors",
        kind=Kind.COUNT,
        unit=Unit.ACTORS,
        name=Text("Aktörer", "Actors"),
        definition=Text(
            "Organisationer som har minst en funktion i programmets områden. Företag räknas inte, och var och en "
            "räknas en gång. Som det är beskrivet nu.",
            "Organisations with at least one function in the programme's areas. Companies do not count, and each "
            "counts once. As described now.",
        ),
        source=OWN_RECORDS,
        model=Organisation,
        dimensions={"municipality": "municipality_id", "home": "municipality__partners", "actor_kind": "kind"},
        many=frozenset({"home"}),
        columns=(
            Column(Text("Aktör", "Actor"), "name"),
            Column(Text("Slag", "Kind"), "kind", choices=KINDS),
            Column(Text("Kommun", "Municipality"), "municipality__name"),
        ),
        select=_actors,
    )
)


def in_territory(rows: QuerySet[Any], where: Slice) -> QuerySet[Any]:
    """Past operations in a municipality of the programme; where the register names none, those whose beneficiary is."""
    places = PastOperation.municipalities.through.objects.filter(pastoperation=OuterRef("pk"))
    territory = Partner.municipalities.through.objects.filter(partner__programme_id=where.programme_id)
    here = places.filter(municipality__in=territory.values("municipality"))
    beneficiary = territory.filter(municipality=OuterRef("beneficiary__municipality"))
    return rows.filter(Q(Exists(here)) | (~Q(Exists(places)) & Q(Exists(beneficiary))))


def _in_its_currency(rows: QuerySet[Any], where: Slice) -> QuerySet[Any]:
    own = Programme.objects.filter(pk=where.programme_id).values("currency")
    return in_territory(rows, where).filter(currency=Subquery(own))


_REGISTER = Text("Fondernas offentliga projektregister", "The funds' public project registers")
_OPERATION = (
    Column(Text("Insats", "Operation"), "name"),
    Column(Text("Stödmottagare", "Beneficiary"), "beneficiary_name"),
    Column(Text("Från", "From"), "starts_on"),
    Column(Text("Till", "To"), "ends_on"),
)

past_operations = register(
    Measure(
        code="actors.past_operations",
        kind=Kind.COUNT,
        unit=Unit.OPERATIONS,
        name=Text("Tidigare insatser", "Past operations"),
        definition=Text(
            "Projekt som fonderna har stött tidigare i programmets område: i någon av dess kommuner, eller där "
            "registret inte nämner någon kommun, av en stödmottagare i området.",
            "Projects that the funds have supported before in the programme's territory: in one of its municipalities "
            "or, where the register names none, by a beneficiary in the territory.",
        ),
        source=_REGISTER,
        model=PastOperation,
        dimensions={"past_objective": "objective"},
        columns=_OPERATION,
        select=in_territory,
    )
)

past_operations_granted = register(
    Measure(
        code="actors.past_operations_granted",
        kind=Kind.SUM,
        unit=Unit.MONEY,
        name=Text("Beviljat till tidigare insatser", "Granted to past operations"),
        definition=Text(
            "Beviljat stöd till tidigare insatser i programmets område. Insatser i en annan valuta än programmets "
            "räknas inte. Hela beloppet räknas även där insatsen också når utanför området.",
            "Support granted to past operations in the programme's territory. Operations in another currency than the "
            "programme's do not count. The whole amount counts even where the operation reaches beyond the territory.",
        ),
        source=_REGISTER,
        model=PastOperation,
        of="granted",
        dimensions={"past_objective": "objective"},
        columns=_OPERATION,
        select=_in_its_currency,
    )
)
