"""Contacts added and erased. The audit log tells that it was done, not what the details were."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from samspel.actors.contacts.policy import ContactAction
from samspel.actors.models import Contact, Organisation
from samspel.core import access, audit
from samspel.core.programmes.models import Programme


@dataclass(frozen=True)
class ContactData:
    """Somebody's details, the legal basis for keeping them, and how long."""

    name: str
    role: str
    email: str
    phone: str
    basis: str
    given_on: date
    keep_until: date


@transaction.atomic
def contact_add(*, actor: Any, programme: Programme, organisation: Organisation, details: ContactData) -> Contact:
    """Keep somebody's details."""
    contact = Contact(
        programme=programme,
        organisation=organisation,
        name=details.name,
        role=details.role,
        email=details.email,
        phone=details.phone,
        basis=details.basis,
        given_on=details.given_on,
        keep_until=details.keep_until,
    )
    access.require(actor, ContactAction.RECORD, contact)
    contact.save()
    changes = {"organisation": organisation.pk, "basis": contact.basis, "keep_until": contact.keep_until}
    audit.write(actor, "contact.added", contact, changes=changes)
    return contact


@transaction.atomic
def contact_erase(*, actor: Any, contact: Contact) -> None:
    """Erase somebody's details for good."""
    access.require(actor, ContactAction.RECORD, contact)
    audit.write(actor, "contact.erased", contact, changes={"organisation": contact.organisation_id})
    contact.delete()


@transaction.atomic
def contacts_erase_expired(*, today: date) -> int:
    """Erase every contact whose time is over; returns how many. Run by `samspel tidy`."""
    number = 0
    for contact in Contact.objects.filter(keep_until__lt=today).select_related("programme"):
        audit.write(None, "contact.expired", contact, changes={"organisation": contact.organisation_id})
        contact.delete()
        number += 1
    return number
