"""The actors room's pages."""

from samspel.actors.contacts.views import contacts, erase_contact
from samspel.actors.duplicates.views import decide_duplicate, duplicates, undo_merge
from samspel.actors.organisations.views.actors import actor, actors, operations, system
from samspel.actors.organisations.views.registration import edit_actor, functions, new_actor
from samspel.actors.ownership.views import owners, years

__all__ = [
    "actor",
    "actors",
    "contacts",
    "decide_duplicate",
    "duplicates",
    "edit_actor",
    "erase_contact",
    "functions",
    "new_actor",
    "operations",
    "owners",
    "system",
    "undo_merge",
    "years",
]
