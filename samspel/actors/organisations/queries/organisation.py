"""Organisations and municipalities to choose among, and what is registered of one."""

from typing import Any

from django.db.models import QuerySet

from samspel.actors.models import ActorFunction, Organisation
from samspel.actors.organisations.policy import ActorAction
from samspel.core import access
from samspel.core.models import Municipality
from samspel.core.programmes.models import Area, Programme


def organisations() -> QuerySet[Organisation]:
    """Every registered organisation, also those that are merged into another."""
    return Organisation.objects.all()


def municipalities() -> QuerySet[Municipality]:
    """Every municipality of the territory data."""
    return Municipality.objects.all()


def alias_names(organisation: Organisation) -> list[str]:
    """The other names of the organisation, in order."""
    return [alias.name for alias in organisation.aliases.all()]


def competence_codes(organisation: Organisation) -> list[str]:
    """The organisation's own competences, without those of what is merged into it."""
    return [competence.code for competence in organisation.competences.all()]


def function_cells(programme: Programme, organisation: Organisation) -> list[str]:
    """The organisation's own functions in the programme as 'area:function'."""
    rows = ActorFunction.objects.filter(programme=programme, organisation=organisation)
    return [f"{area}:{function}" for area, function in rows.values_list("area__code", "function")]


def areas_described_by(actor: Any, programme: Programme, organisation: Organisation) -> list[Area]:
    """The programme's areas in which the actor may say what the organisation does."""
    return [
        area
        for area in programme.areas.all()
        if access.can(
            actor, ActorAction.DESCRIBE, ActorFunction(programme=programme, organisation=organisation, area=area)
        )
    ]
