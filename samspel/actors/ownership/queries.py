"""Owners, years and the single undertaking of an organisation."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from samspel.actors.models import Organisation, OrganisationYear, Ownership
from samspel.actors.ownership.rules import (
    Band,
    Holding,
    Size,
    partner_shares,
    size_class,
    total_size,
    undertaking,
)
from samspel.code_lists.holding_kinds import HOLDINGS
from samspel.code_lists.size_classes import SIZES
from samspel.core import clock
from samspel.core.rules import RuleSet, rule_set
from samspel.web import addresses

NEAR = 6  # steps along owners that are read; longer chains are cut, and a group that large is not small


@dataclass(frozen=True)
class HoldingRow:
    """A holding as one side sees it: the other organisation, in what way, and whether it lasts."""

    pk: int
    other: Organisation
    kind: str
    holding: Ownership
    lasts: bool


@dataclass(frozen=True)
class YearRow:
    """One year's figures (EUR), with the size class in words."""

    row: OrganisationYear
    size: str


def holdings_of(organisation: Organisation) -> tuple[list[HoldingRow], list[HoldingRow]]:
    """Who has a holding in it, and in whom it has one; those that have ended last."""
    today = clock.today()
    owners: list[HoldingRow] = []
    owned: list[HoldingRow] = []
    for holding in _holdings(organisation).order_by("-since", "pk"):
        inward = holding.owned_id == organisation.pk
        lasts = holding.until is None or today < holding.until
        other = holding.owner if inward else holding.owned
        row = HoldingRow(holding.pk, other, str(HOLDINGS[holding.kind]), holding, lasts)
        (owners if inward else owned).append(row)
    return sorted(owners, key=lambda row: not row.lasts), sorted(owned, key=lambda row: not row.lasts)


def holding_of(organisation: Organisation, pk: str) -> Ownership | None:
    """The holding with the id, where the organisation is one of its two sides."""
    return _holdings(organisation).filter(pk=addresses.key(pk) or 0).first()


def years_of(organisation: Organisation) -> list[YearRow]:
    """The organisation's figures, newest first."""
    return [YearRow(row, str(SIZES[row.size_class])) for row in organisation.years.all()]


def holdings_around(organisation_id: int) -> list[Holding]:
    """Every holding that can be reached from the organisation along owners and owned, a few steps out, whatever its
    dates."""
    found: dict[int, Ownership] = {}
    reached, edge = {organisation_id}, {organisation_id}
    for _step in range(NEAR):
        rows = Ownership.objects.filter(owner__in=edge) | Ownership.objects.filter(owned__in=edge)
        new = {row.pk: row for row in rows if row.pk not in found}
        found |= new
        sides = {pk for row in new.values() for pk in (row.owner_id, row.owned_id)}
        edge = sides - reached
        reached |= edge
        if not edge:
            break
    return [_as_holding(row) for row in found.values()]


def links_of(organisations: Collection[int]) -> dict[int, Holding]:
    """The holdings that make one undertaking of any of the organisations and another, whatever their dates, by id."""
    rows = Ownership.objects.filter(owner__in=organisations) | Ownership.objects.filter(owned__in=organisations)
    found = ((row.pk, _as_holding(row)) for row in rows)
    return {pk: holding for pk, holding in found if holding.links}


def single_undertaking(organisation: Organisation, day: date) -> list[Organisation]:
    """Everyone that makes a single undertaking with the organisation on the day, itself first, then by name."""
    members = undertaking(organisation.pk, holdings_around(organisation.pk), day)
    rows = Organisation.objects.filter(pk__in=members).select_related("municipality")
    return sorted(rows, key=lambda o: (o.pk != organisation.pk, o.name))


def size_bands(day: date) -> list[Band]:
    """The bands of the Union's state-aid rules in force on the day, smallest first."""
    return _bands(rule_set("erdf-2021-2027"), day)


def class_of_year(own: OrganisationYear, bands: Sequence[Band], holdings: Sequence[Holding]) -> str:
    """The class of the year alone, with the enterprises that are linked and partners on its last day counted in; ''
    where their figures of the year are not known."""
    day = date(own.year, 12, 31)
    linked = undertaking(own.organisation_id, holdings, day)
    partners = partner_shares(linked, holdings, day)
    others = {*linked, *partners} - {own.organisation_id}
    sizes = _sizes(others, own.year) | {own.organisation_id: Size(own.staff, own.turnover, own.balance)}
    if others - sizes.keys():
        return ""
    whole = total_size([sizes[pk] for pk in linked], [(sizes[pk], share) for pk, share in partners.items()])
    return size_class(whole, bands)


def with_holdings(organisations: Collection[int]) -> set[int]:
    """Those of the organisations that own somebody or are owned, now or once."""
    rows = Ownership.objects.filter(owner__in=organisations) | Ownership.objects.filter(owned__in=organisations)
    return {pk for pair in rows.values_list("owner_id", "owned_id") for pk in pair}.intersection(organisations)


def _holdings(organisation: Organisation) -> QuerySet[Ownership]:
    rows = Ownership.objects.filter(Q(owned=organisation) | Q(owner=organisation))
    return rows.select_related("owner", "owned")


def _as_holding(row: Ownership) -> Holding:
    return Holding(row.owner_id, row.owned_id, row.kind, row.share, row.since, row.until)


def _bands(rules: RuleSet, day: date) -> list[Band]:
    found = []
    for code in ("micro", "small", "medium"):
        table: Any = rules.value(f"size-class.{code}", day)
        limits = (table["staff_below"], table["turnover_max_eur"], table["balance_max_eur"])
        found.append(Band(code, *map(Decimal, limits)))
    return found


def _sizes(organisations: set[Any], year: int) -> dict[Any, Size]:
    rows = OrganisationYear.objects.filter(organisation__in=organisations, year=year)
    return {row.organisation_id: Size(row.staff, row.turnover, row.balance) for row in rows}
