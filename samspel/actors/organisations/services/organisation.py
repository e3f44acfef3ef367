"""What people do in the actors room. Each checks access, writes in one transaction, leaves an audit event."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samspel.actors.contacts.policy import ContactAction
from samspel.actors.models import (
    ActorFunction,
    Alias,
    Competence,
    Contact,
    Organisation,
    OrganisationYear,
    Ownership,
)
from samspel.actors.organisations.policy import ActorAction, OrganisationAction
from samspel.actors.organisations.queries.number import Number
from samspel.actors.ownership.services import size_class
from samspel.core import access, audit
from samspel.core.models import Municipality
from samspel.core.programmes.models import Area, Programme


class ActorError(Exception):
    """It cannot be done; the message is for the user."""


@dataclass(frozen=True)
class OrganisationData:
    """What is registered of an organisation."""

    name: str
    kind: str
    number: Number
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
def register(actor: Any, data: OrganisationData) -> Organisation:
    """Write a new organisation. ActorError where another has its number."""
    made = Organisation(**data.columns())
    access.require(actor, OrganisationAction.RECORD, made)
    _save(made)
    _set_aliases(made, data.aliases)
    audit.write(actor, "organisation.registered", made, changes=_told(data))
    return made


@transaction.atomic
def describe(actor: Any, organisation: Organisation, data: OrganisationData) -> Organisation:
    """Change what is registered. The audit log keeps what was changed, from what to what."""
    access.require(actor, OrganisationAction.RECORD, organisation)
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    before = _told(OrganisationData(
        locked.name, locked.kind, Number(locked.number, locked.identity, locked.country), locked.municipality,
        locked.industry, locked.started_on, locked.ended_on, locked.website,
        [alias.name for alias in locked.aliases.all()],
    ))  # fmt: skip
    for name, value in data.columns().items():
        setattr(locked, name, value)
    _save(locked)
    _set_aliases(locked, data.aliases)
    after = _told(data)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if changed:
        audit.write(actor, "organisation.described", locked, changes=changed)
    return locked


@transaction.atomic
def record_year(
    actor: Any, organisation: Organisation, year: int, staff: Decimal, turnover: Decimal | None, balance: Decimal | None
) -> OrganisationYear:
    """Write or correct a year's figures (EUR), and work out the size classes anew."""
    access.require(actor, OrganisationAction.RECORD, organisation)
    row, _made = OrganisationYear.objects.update_or_create(
        organisation=organisation, year=year, defaults={"staff": staff, "turnover": turnover, "balance": balance}
    )
    size_class.settle(organisation)
    changes = {"year": year, "staff": staff, "turnover": turnover, "balance": balance}
    audit.write(actor, "organisation.year_recorded", organisation, changes=changes)
    row.refresh_from_db()
    return row


@transaction.atomic
def record_ownership(actor: Any, link: Ownership) -> Ownership:
    """Write who has a hold on whom, and work out both sides' size classes anew."""
    access.require(actor, OrganisationAction.RECORD, link.owned)
    link.full_clean(validate_unique=False)
    link.save()
    for side in (link.owner, link.owned):
        size_class.settle(side)
    changes = {"owner": link.owner_id, "kind": link.kind, "share": link.share, "since": link.since, "until": link.until}
    audit.write(actor, "organisation.ownership_recorded", link.owned, changes=changes)
    return link


@transaction.atomic
def end_ownership(actor: Any, link: Ownership, until: date) -> None:
    """Say from which day a hold is no longer there."""
    access.require(actor, OrganisationAction.RECORD, link.owned)
    if until <= link.since:
        raise ActorError(_("The last day must be after the first."))
    link.until = until
    link.save(update_fields=["until"])
    for side in (link.owner, link.owned):
        size_class.settle(side)
    audit.write(actor, "organisation.ownership_ended", link.owned, changes={"owner": link.owner_id, "until": until})


def areas_described_by(actor: Any, programme: Programme, organisation: Organisation) -> list[Area]:
    """The programme's areas in which the actor may say what the organisation does."""
    return [
        area
        for area in programme.areas.all()
        if access.can(
            actor, ActorAction.DESCRIBE, ActorFunction(programme=programme, organisation=organisation, area=area)
        )
    ]


@transaction.atomic
def set_functions(
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


@transaction.atomic
def add_contact(actor: Any, contact: Contact) -> Contact:
    """Keep somebody's details. The audit log tells that, not what they are."""
    access.require(actor, ContactAction.RECORD, contact)
    contact.save()
    changes = {"organisation": contact.organisation_id, "basis": contact.basis, "keep_until": contact.keep_until}
    audit.write(actor, "contact.added", contact, changes=changes)
    return contact


@transaction.atomic
def erase_contact(actor: Any, contact: Contact) -> None:
    """Erase somebody's details for good."""
    access.require(actor, ContactAction.RECORD, contact)
    audit.write(actor, "contact.erased", contact, changes={"organisation": contact.organisation_id})
    contact.delete()


@transaction.atomic
def erase_expired_contacts(today: date) -> int:
    """Erase every contact whose time is over; returns how many. Run by `samspel tidy`."""
    number = 0
    for contact in Contact.objects.filter(keep_until__lt=today).select_related("programme"):
        audit.write(None, "contact.expired", contact, changes={"organisation": contact.organisation_id})
        contact.delete()
        number += 1
    return number


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


def _told(data: OrganisationData) -> dict[str, Any]:
    """As the audit log tells it."""
    told = data.columns()
    told["municipality"] = data.municipality.pk if data.municipality else None
    return told | {"aliases": sorted(data.aliases)}
