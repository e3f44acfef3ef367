"""The actors room's pages."""

from samspel.actors.views.actor import actor, actors, operations, system
from samspel.actors.views.contacts import contacts, erase_contact
from samspel.actors.views.editing import edit_actor, functions, new_actor
from samspel.actors.views.review import decide_duplicate, duplicates, undo_merge
from samspel.actors.views.years import owners, years

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
