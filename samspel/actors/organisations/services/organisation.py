"""Organisations registered and described anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samspel.actors.models import Alias, Organisation
from samspel.actors.organisations.policy import OrganisationAction
from samspel.actors.organisations.queries.number import OrganisationNumber
from samspel.core import access, audit
from samspel.core.models import Municipality


class ActorError(Exception):
    """It cannot be done; the message is for the user."""


@dataclass(frozen=True)
class OrganisationData:
    """What is registered of an organisation."""

    name: str
    kind: str
    number: OrganisationNumber
    municipality: Municipality | None
    industry: str = ""
    started_on: date | None = None
    ended_on: date | None = None
    website: str = ""
    aliases: Sequence[str] = ()

    def columns(self) -> dict[str, Any]:
        """As columns of the organisation."""
        return {
            "name": self.name,
            "kind": self.kind,
            "number": self.number.number,
            "identity": self.number.identity,
            "country": self.number.country,
            "municipality": self.municipality,
            "industry": self.industry,
            "started_on": self.started_on,
            "ended_on": self.ended_on,
            "website": self.website,
        }


@transaction.atomic
def organisation_register(*, actor: Any, data: OrganisationData) -> Organisation:
    """Write a new organisation. ActorError where another has its number."""
    made = Organisation(**data.columns())
    access.require(actor, OrganisationAction.RECORD, made)
    _save(made)
    _set_aliases(made, data.aliases)
    audit.write(actor, "organisation.registered", made, changes=_audited(data))
    return made


@transaction.atomic
def organisation_describe(*, actor: Any, organisation: Organisation, data: OrganisationData) -> Organisation:
    """Change what is registered. The audit log keeps what was changed, from what to what."""
    access.require(actor, OrganisationAction.RECORD, organisation)
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    before = _audited(OrganisationData(
        locked.name, locked.kind, OrganisationNumber(locked.number, locked.identity, locked.country),
        locked.municipality,
        locked.industry, locked.started_on, locked.ended_on, locked.website,
        [alias.name for alias in locked.aliases.all()],
    ))  # fmt: skip
    for name, value in data.columns().items():
        setattr(locked, name, value)
    _save(locked)
    _set_aliases(locked, data.aliases)
    after = _audited(data)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if changed:
        audit.write(actor, "organisation.described", locked, changes=changed)
    return locked


def _save(organisation: Organisation) -> None:
    taken = Organisation.objects.filter(country=organisation.country, number=organisation.number)
    other = taken.exclude(pk=organisation.pk).first() if organisation.number else None
    if other is not None:
        raise ActorError(_("%(name)s already has this organisation number.") % {"name": other.name})
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as error:
        raise ActorError(_("Somebody else has just registered an organisation with this number.")) from error


def _set_aliases(organisation: Organisation, names: Sequence[str]) -> None:
    wanted = {name.strip() for name in names if name.strip()} - {organisation.name}
    organisation.aliases.exclude(name__in=wanted).delete()
    known = set(organisation.aliases.values_list("name", flat=True))
    Alias.objects.bulk_create(Alias(organisation=organisation, name=name) for name in sorted(wanted - known))


def _audited(data: OrganisationData) -> dict[str, Any]:
    """As the audit log keeps it."""
    columns = data.columns()
    columns["municipality"] = data.municipality.pk if data.municipality else None
    return columns | {"aliases": sorted(data.aliases)}
