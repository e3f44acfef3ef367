"""What an organisation does in a programme's areas, and what it is good at, recorded."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from samspel.actors.models import ActorFunction, Competence, Organisation
from samspel.actors.organisations.policy import ActorAction
from samspel.actors.organisations.queries.organisation import areas_described_by
from samspel.core import audit
from samspel.core.programmes.models import Area, Programme


@transaction.atomic
def functions_set(
    *,
    actor: Any,
    programme: Programme,
    organisation: Organisation,
    functions: Iterable[tuple[Area, str]],
    competences: Iterable[str],
) -> None:
    """Say what the organisation does in the programme's areas, and what it is good at.

    An area lead changes the own area's functions only; the rest must come as it is."""
    answers_for = {area.pk for area in areas_described_by(actor, programme, organisation)}
    if not answers_for:
        raise PermissionDenied(ActorAction.DESCRIBE)
    wanted = {(area.pk, function) for area, function in functions}
    rows = {
        (f.area_id, f.function): f for f in ActorFunction.objects.filter(programme=programme, organisation=organisation)
    }
    if not {area_id for area_id, _function in rows.keys() ^ wanted} <= answers_for:
        raise PermissionDenied("actor.describe in another area")
    for key in rows.keys() - wanted:
        rows[key].delete()
    for area_id, function in sorted(wanted - rows.keys()):
        ActorFunction.objects.create(programme=programme, organisation=organisation, area_id=area_id, function=function)
    known = {c.code: c for c in organisation.competences.all()}
    codes = set(competences)
    for code in known.keys() - codes:
        known[code].delete()
    for code in sorted(codes - known.keys()):
        Competence.objects.create(organisation=organisation, code=code)
    changes = {"functions": sorted(f"{area}:{name}" for area, name in wanted), "competences": sorted(codes)}
    audit.write(actor, "organisation.functions_set", organisation, changes=changes, programme_code=programme.code)
