"""All models of the actors, where Django looks for them."""

from samspel.actors.contacts.models import Contact
from samspel.actors.duplicates.models import Identity, KeptApart, Merge
from samspel.actors.organisations.models import ActorFunction, Alias, Competence, Organisation
from samspel.actors.ownership.models import OrganisationYear, Ownership
from samspel.actors.past_operations.models import PastOperation

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
