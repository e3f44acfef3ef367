"""The actors of a programme folder's actors.toml, registered: all of them or none, and again without doubling.

Organisations belong to no programme, so this is not part of loading the folder. What is registered already is added to,
never taken away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from samspel.actors.models import ActorFunction, Alias, Competence, Organisation
from samspel.actors.organisations.formats import ActorRow
from samspel.core import audit
from samspel.core.programmes.models import Area, Programme


@dataclass(frozen=True)
class ActorsReport:
    """How many actors were registered, and how many were there and got something more."""

    registered: int
    added_to: int
    unchanged: int


@transaction.atomic
def actors_import(*, programme: Programme, rows: Sequence[ActorRow]) -> ActorsReport:
    """Register the actors and say what they do in the programme; what is known by name or alias is added to."""
    known = {name.casefold(): pk for name, pk in Organisation.objects.values_list("name", "pk")}
    known |= {name.casefold(): pk for name, pk in Alias.objects.values_list("name", "organisation_id")}
    areas = {area.code: area for area in programme.areas.all()}
    counts = {"registered": 0, "added_to": 0, "unchanged": 0}
    for row in rows:
        pk = next((known[name.casefold()] for name in (row.name, *row.aliases) if name.casefold() in known), None)
        organisation = Organisation.objects.get(pk=pk) if pk else _registered(row)
        added = _add(programme, organisation, row, areas)
        counts["registered" if pk is None else "added_to" if added else "unchanged"] += 1
    report = ActorsReport(**counts)
    if report.registered or report.added_to:
        audit.write(None, "actors.brought_in", programme, changes=counts)
    return report


def _registered(row: ActorRow) -> Organisation:
    return Organisation.objects.create(
        name=row.name, kind=row.kind, identity="none", municipality_id=row.municipality or None, website=row.website
    )


def _add(programme: Programme, organisation: Organisation, row: ActorRow, areas: Mapping[str, Area]) -> bool:
    """Write what the row says and was not there; whether there was any."""
    functions = set(
        ActorFunction.objects.filter(programme=programme, organisation=organisation).values_list(
            "area__code", "function"
        )
    )
    skills = set(organisation.competences.values_list("code", flat=True))
    names = {organisation.name, *organisation.aliases.values_list("name", flat=True)}
    new = [
        *(
            ActorFunction(programme=programme, organisation=organisation, area=areas[area], function=function)
            for area, function in row.functions
            if (area, function) not in functions
        ),
        *(Competence(organisation=organisation, code=code) for code in row.competences if code not in skills),
        *(Alias(organisation=organisation, name=name) for name in (row.name, *row.aliases) if name not in names),
    ]
    for each in new:
        each.save()
    return bool(new)
