"""What a role in a programme is for."""

from samspel.core.access import Role

SCOPE_OF_ROLE = {
    Role.AREA_LEAD: "area",
    Role.OFFICER: "partner",
    Role.CONTROLLER: "partner",
    Role.ACTOR: "organisation",
    Role.COMPANY: "organisation",
}
"""The one area, partner or organisation that a role is given for; other roles are for the whole programme."""
