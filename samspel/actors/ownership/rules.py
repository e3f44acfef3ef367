"""Who counts as one with whom: the single undertaking, and the enterprise whose size is measured. Pure.

Sources: Regulation (EU) 1407/2013 art. 2(2) and 2023/2831 art. 2(2), the single undertaking; Regulation (EU)
651/2014 annex I, partner and linked enterprises and the size bands.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Id = Hashable
MAJORITY = Decimal(50)  # more than half of the votes links two enterprises
PARTNER_SHARE = Decimal(25)  # from a quarter of capital or votes they are partners


@dataclass(frozen=True)
class Holding:
    """`owner` has a holding in `owned` on the days from `since` up to, not including, `until`.

    `kind`: 'shares' or 'votes' with `share` in per cent, 'appoints' (right to appoint the management's majority) or
    'dominant' (dominant influence by contract or statutes)."""

    owner: Id
    owned: Id
    kind: str
    share: Decimal | None
    since: date
    until: date | None = None

    def in_force(self, day: date) -> bool:
        """Whether it is in force on the day."""
        return self.since <= day and (self.until is None or day < self.until)

    @property
    def links(self) -> bool:
        """Whether it makes the two one undertaking."""
        return self.kind in {"appoints", "dominant"} or (
            self.kind == "votes" and self.share is not None and self.share > MAJORITY
        )


@dataclass(frozen=True)
class Size:
    """An enterprise's staff (annual work units), turnover and balance sheet (EUR; None where not known)."""

    staff: Decimal
    turnover: Decimal | None
    balance: Decimal | None


@dataclass(frozen=True)
class Band:
    """An upper bound of a size class: fewer staff than `staff_below`, and turnover or balance at most so much."""

    code: str
    staff_below: Decimal
    turnover_max: Decimal
    balance_max: Decimal


def undertaking(start: Id, holdings: Iterable[Holding], day: date) -> frozenset[Id]:
    """Everyone that makes a single undertaking with `start` on the day, itself included: the closure of the links,
    directly or through each other, up and down."""
    neighbours: dict[Id, set[Id]] = {}
    for holding in holdings:
        if holding.links and holding.in_force(day):
            neighbours.setdefault(holding.owner, set()).add(holding.owned)
            neighbours.setdefault(holding.owned, set()).add(holding.owner)
    found, waiting = {start}, [start]
    while waiting:
        for other in neighbours.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return frozenset(found)


def linked_groups(holdings: Iterable[Holding]) -> dict[Id, list[Holding]]:
    """The links parted into those that hang together, whatever their days: each side of a link → the links of its
    group. An undertaking is within one group, so that its closure needs no other links."""
    groups: dict[Id, list[Holding]] = {}
    for holding in holdings:
        if not holding.links:
            continue
        one, other = (groups.setdefault(side, []) for side in (holding.owner, holding.owned))
        if one is not other:
            one, other = (one, other) if len(one) >= len(other) else (other, one)
            one += other
            groups |= {side: one for link in other for side in (link.owner, link.owned)}
        groups[holding.owner] = groups[holding.owned] = one
        one.append(holding)
    return groups


def partner_shares(members: Collection[Id], holdings: Iterable[Holding], day: date) -> dict[Id, Decimal]:
    """Partner enterprises of the undertaking: outside it, with a share from a quarter up to half, up or down.

    Partner → its share in per cent, the larger of capital and votes."""
    found: dict[Id, Decimal] = {}
    for holding in holdings:
        if holding.links or holding.share is None or not holding.in_force(day) or holding.share < PARTNER_SHARE:
            continue
        for inside, outside in ((holding.owner, holding.owned), (holding.owned, holding.owner)):
            if inside in members and outside not in members:
                found[outside] = max(found.get(outside, Decimal(0)), holding.share)
    return found


def total_size(linked: Iterable[Size], partners: Iterable[tuple[Size, Decimal]] = ()) -> Size:
    """The figures the size class is judged by: linked enterprises whole, partners by their share in per cent.

    Turnover or balance is not known where any of those that count is not."""
    parts = [(size, Decimal(1)) for size in linked] + [(size, share / 100) for size, share in partners]
    return Size(
        staff=sum((size.staff * part for size, part in parts), Decimal(0)),
        turnover=_sum([(size.turnover, part) for size, part in parts]),
        balance=_sum([(size.balance, part) for size, part in parts]),
    )


def size_class(size: Size, bands: Sequence[Band]) -> str:
    """The first band (smallest first) that the figures fit, 'large' where they fit none; '' where it is not known.

    Staff must be below the bound; of turnover and balance one must be within its bound."""
    for band in bands:
        if size.staff < band.staff_below:
            money = (
                (size.turnover, band.turnover_max),
                (size.balance, band.balance_max),
            )
            if any(value is not None and value <= most for value, most in money):
                return band.code
            if any(value is None for value, _most in money):
                return ""
    return "large"


def lasting_class(by_year: Mapping[int, str]) -> str:
    """The class that holds after the years' own classes: a change counts when two years running show it
    (annex I, art. 4.2). The first year's class holds from the start; years that are not known are passed over."""
    lasting, last = "", ""
    for year in sorted(by_year):
        shown = by_year[year]
        if not shown:
            continue
        if not lasting or shown == last:
            lasting = shown
        last = shown
    return lasting


def _sum(parts: Sequence[tuple[Decimal | None, Decimal]]) -> Decimal | None:
    total = Decimal(0)
    for value, part in parts:
        if value is None:
            return None
        total += value * part
    return total
