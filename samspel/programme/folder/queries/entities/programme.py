"""The programme with its partners, and the places they answer for."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from samspel.core.models import County, Municipality
from samspel.core.programmes.models import Partner, Programme
from samspel.core.rules import NoRuleInForce, RuleSet, ValueNotKnown, rule_set
from samspel.programme.folder.formats import ProgrammeFolder
from samspel.programme.folder.queries.entities.entity import Entity, Given, both, plain


def _programme(folder: ProgrammeFolder) -> Iterator[Given]:
    spec = folder.programme
    yield (
        spec,
        {
            "shapes": dict(folder.shapes),
            "rule_overrides": dict(folder.rule_overrides),
            **counting_limits(rule_set(spec.rule_set, folder.rule_overrides or None), spec.starts_on),
        },
    )


def counting_limits(rules: RuleSet, starts_on: date) -> dict[str, Any]:
    """What the rules set for counting, as columns of the programme: figures compare with them in the database."""

    def number(code: str) -> Decimal | None:
        try:
            return rules.number(code, starts_on)
        except (NoRuleInForce, ValueNotKnown):
            return None

    years = number("indicator.new-enterprise-years")
    leap_day = (starts_on.month, starts_on.day) == (2, 29)
    first = starts_on.replace(day=28) if leap_day else starts_on
    since = None if years is None else first.replace(year=first.year - int(years))
    return {"new_enterprise_since": since, "least_hours": (number("indicator.least-hours") or Decimal(0))}


COUNTY = Entity(
    "county",
    County,
    ("code",),
    ("country", "national_code", *both("name"), "short_sv", "nuts2"),
    None,
    plain("counties"),
)
MUNICIPALITY = Entity(
    "municipality",
    Municipality,
    ("code",),
    ("country", "lau_code", "name", "county"),
    None,
    plain("municipalities"),
)
PROGRAMME = Entity(
    "programme",
    Programme,
    ("code",),
    (
        *both("name", "short", "territory", "summary", "fund"),
        "starts_on",
        "ends_on",
        "currency",
        "planning_rate",
        "rule_set",
        "is_public",
        "shapes",
        "rule_overrides",
        "new_enterprise_since",
        "least_hours",
    ),
    "",
    _programme,
)
PARTNER = Entity(
    "partner",
    Partner,
    ("code",),
    ("order", *both("name", "short"), "letter", "role", "organisation_number", "county"),
    "programme",
    plain("partners"),
    many=("municipalities",),
    vacate={"role": "partner"},
)
