"""The list of a programme's actors, narrowed by filters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from samspel.actors.models import ActorFunction, Competence, Organisation
from samspel.actors.organisations.figures import actors
from samspel.actors.organisations.queries.number import NumberError, read_number
from samspel.actors.organisations.queries.visibility import actors_of, functions_counted, unmerged, works_here
from samspel.code_lists.actor_functions import FUNCTIONS
from samspel.code_lists.organisation_kinds import KINDS
from samspel.core.figures import Figure, Request, fetch
from samspel.core.models import Municipality
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Area

EVERYTHING = "everything"


@dataclass(frozen=True)
class OrganisationFilters:
    """What the list is narrowed to; empty means all. `kind` 'everything' lists all registered organisations."""

    text: str = ""
    kind: str = ""
    area: str = ""
    function: str = ""
    home: str = ""
    municipality: str = ""
    competence: str = ""


@dataclass(frozen=True)
class OrganisationRow:
    """An organisation of the list: the organisation, its kind in words, and what it does in which areas."""

    organisation: Organisation
    kind: str
    does: Sequence[tuple[Area, Sequence[str]]]


@dataclass(frozen=True)
class ActorSpread:
    """How many actors there are, and where."""

    all: Figure
    places: Mapping[str, Figure]
    without: Sequence[Municipality]


def organisations_in(context: ReadContext, filters: OrganisationFilters) -> QuerySet[Organisation]:
    """The organisations that the filters leave, those merged away left out. Only who works in the programme gets
    companies."""
    programme = context.programme.pk
    every = filters.kind in {"company", EVERYTHING} and works_here(context)
    rows = unmerged() if every else actors_of(programme, unmerged())
    if filters.kind not in {"", EVERYTHING}:
        rows = rows.filter(kind=filters.kind)
    if filters.area or filters.function:
        does = functions_counted(programme, OuterRef("pk"))
        asked = {"area__code": filters.area, "function": filters.function}
        rows = rows.filter(Exists(does.filter(**{key: value for key, value in asked.items() if value})))
    if filters.home:
        rows = rows.filter(municipality__partners__programme=programme, municipality__partners__code=filters.home)
    if filters.municipality:
        rows = rows.filter(municipality=filters.municipality)
    if filters.competence:
        can = Competence.objects.filter(code=filters.competence, organisation__identities__known_until=None)
        rows = rows.filter(Exists(can.filter(organisation__identities__counts_as=OuterRef("pk"))))
    if filters.text:
        rows = rows.filter(_found_by(filters.text))
    return rows.select_related("municipality").order_by("name", "pk")


def organisation_rows(context: ReadContext, organisations: Sequence[Organisation]) -> list[OrganisationRow]:
    """The organisations as lines, with what they do; one query."""
    does = functions_by_area(context, [o.pk for o in organisations])
    return [OrganisationRow(o, str(KINDS[o.kind]), does.get(o.pk, [])) for o in organisations]


def functions_by_area(context: ReadContext, ids: Iterable[int]) -> dict[int, list[tuple[Area, list[str]]]]:
    """Organisation id → its areas, each with its functions in words."""
    counted = ActorFunction.objects.filter(
        programme=context.programme,
        organisation__identities__known_until=None,
        organisation__identities__counts_as__in=list(ids),
    )
    cells = set(counted.values_list("organisation__identities__counts_as", "area", "function"))
    return {
        pk: [
            (area, [str(name) for code, name in FUNCTIONS.items() if (pk, area.pk, code) in cells])
            for area in context.structure.areas
            if any((pk, area.pk, code) in cells for code in FUNCTIONS)
        ]
        for pk in {cell[0] for cell in cells}
    }


def actor_spread(context: ReadContext) -> ActorSpread:
    """All actors and how many each municipality has."""
    here = context.slice
    everybody, by_place = fetch([Request(actors, here), Request(actors, here, ("municipality",))])
    municipalities = context.structure.municipalities
    places = {m.code: context.figure(actors, by_place.get((m.code,), 0), municipality=m.code) for m in municipalities}
    return ActorSpread(
        all=context.figure(actors, everybody.get((), 0)),
        places=places,
        without=[m for m in municipalities if not places[m.code].value],
    )


def _found_by(text: str) -> Q:
    """By organisation number in any spelling; else by a part of a name, also of what is merged into it."""
    if sum(c.isdigit() for c in text) >= 8 and (number := _number(text)):
        return Q(number=number)
    named = Organisation.objects.filter(Q(name__icontains=text) | Q(aliases__name__icontains=text))
    counting = named.filter(identities__known_until=None).values("identities__counts_as")
    return Q(identity="foreign", number="".join(text.upper().split())) | Q(pk__in=counting)


def _number(text: str) -> str:
    try:
        return read_number(text).number
    except NumberError:
        return ""
