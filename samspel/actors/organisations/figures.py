"""Measures of the actors: who they are, and the innovation system as a matrix."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samspel.actors.models import ActorFunction, Organisation
from samspel.actors.organisations.queries.visibility import actors_of
from samspel.code_lists.actor_functions import FUNCTIONS
from samspel.code_lists.organisation_kinds import ACTOR_KINDS, KINDS
from samspel.core.figures import (
    Dimension,
    FigureColumn,
    Measure,
    MeasureKind,
    Member,
    Slice,
    Unit,
    register,
    register_dimension,
)
from samspel.core.programmes.policy import ProgrammeAction
from samspel.core.programmes.structure import Structure

OWN_RECORDS = _("The actors' and the partners' own records")


def _functions(structure: Structure) -> list[Member]:
    return [Member(code, code, str(name)) for code, name in FUNCTIONS.items()]


def _actor_kinds(structure: Structure) -> list[Member]:
    return [Member(code, code, str(name)) for code, name in ACTOR_KINDS.items()]


register_dimension(Dimension("function", _("Function"), _functions))
register_dimension(Dimension("actor_kind", _("Kind of actor"), _actor_kinds))


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
        kind=MeasureKind.COUNT,
        unit=Unit.ACTORS,
        name=_("Actors by area and function"),
        definition=_(
            "How many actors have a function in an area. An actor with several functions or areas counts once in "
            "each; companies do not count. As described now."
        ),
        source=OWN_RECORDS,
        view=ProgrammeAction.VIEW,
        protects="",
        model=ActorFunction,
        dimensions={"area": "area_id", "function": "function"},
        columns=(
            FigureColumn(_("Actor"), "who__counts_as__name"),
            FigureColumn(pgettext_lazy("kind of actor", "Kind"), "who__counts_as__kind", choices=KINDS),
            FigureColumn(_("Area"), "area__short_{lang}"),
            FigureColumn(_("Function"), "function", choices=FUNCTIONS),
        ),
        relations=_who_now,
        select=_each_actor_once,
    )
)

actors = register(
    Measure(
        code="actors.actors",
        kind=MeasureKind.COUNT,
        unit=Unit.ACTORS,
        name=_("Actors"),
        definition=_(
            "Organisations with at least one function in the programme's areas. Companies do not count, and each "
            "counts once. As described now."
        ),
        source=OWN_RECORDS,
        view=ProgrammeAction.VIEW,
        protects="",
        model=Organisation,
        dimensions={"municipality": "municipality_id", "home": "municipality__partners", "actor_kind": "kind"},
        many=frozenset({"home"}),
        columns=(
            FigureColumn(_("Actor"), "name"),
            FigureColumn(pgettext_lazy("kind of actor", "Kind"), "kind", choices=KINDS),
            FigureColumn(_("Municipality"), "municipality__name"),
        ),
        select=_actors,
    )
)
