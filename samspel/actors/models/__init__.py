"""Who is there: organisations, their identities, years, owners, contacts and functions."""

from samspel.actors.models.contacts import Contact
from samspel.actors.models.organisation import Alias, Identity, KeptApart, Merge, Organisation
from samspel.actors.models.system import ActorFunction, Competence, PastOperation
from samspel.actors.models.years import OrganisationYear, Ownership

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
