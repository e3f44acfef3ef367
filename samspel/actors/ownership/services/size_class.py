"""An organisation's size class year by year, from its figures, its owners' and what it owns."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from samspel.actors.models import Organisation, OrganisationYear, Ownership
from samspel.actors.ownership.rules import (
    Band,
    Hold,
    Size,
    added_up,
    lasting_class,
    partners_of,
    size_class,
    undertaking,
)
from samspel.core.rules import RuleSet, rule_set

BATCH = 1000
NEAR = 6  # steps along owners that are read; longer chains are cut, and a group that large is not small


def bands(rules: RuleSet, day: date) -> list[Band]:
    """The size bands in force on the day, smallest first."""
    found = []
    for code in ("micro", "small", "medium"):
        table: Any = rules.value(f"size-class.{code}", day)
        found.append(
            Band(
                code,
                Decimal(table["staff_below"]),
                Decimal(table["turnover_max_eur"]),
                Decimal(table["balance_max_eur"]),
            )
        )
    return found


def size_bands(day: date) -> list[Band]:
    """The bands of the Union's state-aid rules on the day."""
    return bands(rule_set("erdf-2021-2027"), day)


def holds_around(organisation_id: int) -> list[Hold]:
    """Every hold that can be reached from the organisation along owners and owned, a few steps out."""
    found: dict[int, Ownership] = {}
    reached, edge = {organisation_id}, {organisation_id}
    for _step in range(NEAR):
        rows = Ownership.objects.filter(owner__in=edge) | Ownership.objects.filter(owned__in=edge)
        new = {row.pk: row for row in rows if row.pk not in found}
        found |= new
        ends = {pk for row in new.values() for pk in (row.owner_id, row.owned_id)}
        edge = ends - reached
        reached |= edge
        if not edge:
            break
    return [Hold(o.owner_id, o.owned_id, o.kind, o.share, o.since, o.until) for o in found.values()]


def single_undertaking(organisation: Organisation, day: date) -> list[Organisation]:
    """Everyone that makes a single undertaking with the organisation on the day, itself first, then by name."""
    members = undertaking(organisation.pk, holds_around(organisation.pk), day)
    rows = Organisation.objects.filter(pk__in=members).select_related("municipality")
    return sorted(rows, key=lambda o: (o.pk != organisation.pk, o.name))


def class_of_year(own: OrganisationYear, limits: Sequence[Band], holds: Sequence[Hold]) -> str:
    """The class of the year alone, with linked and partner enterprises counted in; '' where theirs are not known."""
    day = date(own.year, 12, 31)
    linked = undertaking(own.organisation_id, holds, day)
    partners = partners_of(linked, holds, day)
    others = {*linked, *partners} - {own.organisation_id}
    sizes = _sizes(others, own.year) | {own.organisation_id: Size(own.staff, own.turnover, own.balance)}
    if others - sizes.keys():
        return ""
    whole = added_up([sizes[pk] for pk in linked], [(sizes[pk], share) for pk, share in partners.items()])
    return size_class(whole, limits)


def settle(organisation: Organisation) -> None:
    """Work out the classes of all the organisation's years and the one that holds, and store them."""
    holds = holds_around(organisation.pk)
    by_year: dict[int, str] = {}
    for year in organisation.years.order_by("year"):
        year.size_class = class_of_year(year, size_bands(date(year.year, 12, 31)), holds)
        year.save(update_fields=["size_class"])
        by_year[year.year] = year.size_class
    organisation.size_class = lasting_class(by_year)
    organisation.save(update_fields=["size_class"])


def settle_many(organisations: Collection[int]) -> None:
    """The same for many: in bulk for those that nobody owns and that own nobody, one by one for the rest."""
    for start in range(0, len(organisations), BATCH):
        part = list(organisations)[start : start + BATCH]
        holds = Ownership.objects.filter(owner__in=part) | Ownership.objects.filter(owned__in=part)
        held = {pk for pair in holds.values_list("owner_id", "owned_id") for pk in pair}
        for organisation in Organisation.objects.filter(pk__in=held.intersection(part)):
            settle(organisation)
        _settle_alone([pk for pk in part if pk not in held])


def _settle_alone(organisations: Sequence[int]) -> None:
    years = list(OrganisationYear.objects.filter(organisation__in=organisations).order_by("year"))
    limits = {year: size_bands(date(year, 12, 31)) for year in {row.year for row in years}}
    by_year: dict[int, dict[int, str]] = {}
    for row in years:
        row.size_class = size_class(Size(row.staff, row.turnover, row.balance), limits[row.year])
        by_year.setdefault(row.organisation_id, {})[row.year] = row.size_class
    OrganisationYear.objects.bulk_update(years, ["size_class"], batch_size=BATCH)
    rows = list(Organisation.objects.filter(pk__in=by_year))
    for organisation in rows:
        organisation.size_class = lasting_class(by_year[organisation.pk])
    Organisation.objects.bulk_update(rows, ["size_class"], batch_size=BATCH)


def _sizes(organisations: set[Any], year: int) -> dict[Any, Size]:
    rows = OrganisationYear.objects.filter(organisation__in=organisations, year=year)
    return {row.organisation_id: Size(row.staff, row.turnover, row.balance) for row in rows}
