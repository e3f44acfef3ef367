"""Who is there: organisations, their identities, years, owners, contacts and functions."""

from samspel.actors.contacts.models import Contact
from samspel.actors.organisations.models.function import ActorFunction, Competence, PastOperation
from samspel.actors.organisations.models.organisation import Alias, Identity, KeptApart, Merge, Organisation
from samspel.actors.ownership.models import OrganisationYear, Ownership

__all__ = [
    "ActorFunction",
    "Alias",
    "Competence",
    "Contact",
    "Identity",
    "KeptApart",
    "Merge",
    "Organisation",
    "OrganisationYear",
    "Ownership",
    "PastOperation",
]
