"""How the programme is organised, and what it has undertaken."""

from samspel.core.programmes.models import Body, Provision
from samspel.programme.folder.queries.entities.entity import Entity, both, plain

BODY = Entity(
    "body",
    Body,
    ("code",),
    (
        "order",
        "kind",
        *both("name", "mandate"),
        "reports_to",
        "area",
        "partner",
        "part_time",
        "to_be_procured",
    ),
    "programme",
    plain("bodies"),
)
PROVISION = Entity(
    "provision",
    Provision,
    ("code",),
    ("order", "kind", *both("title", "text")),
    "programme",
    plain("provisions"),
)
