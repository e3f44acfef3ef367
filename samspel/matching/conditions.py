"""What an offer and a wish say of each other beside the texts: filters met, and what to know before choosing."""

from dataclasses import dataclass
from enum import StrEnum

from samspel.matching.filters import FilterMet, met
from samspel.matching.records import SIZES, Record, Wish


class Caution(StrEnum):
    """What the one who asks should know before choosing."""

    STARTS_LATER = "starts_later"  # value: days from today
    AFTER_WANTED = "after_wanted"  # value: days after the wanted date
    AIMED_AT_LARGER = "aimed_at_larger"  # value: sizes it is made for
    AIMED_AT_SMALLER = "aimed_at_smaller"
    OTHER_REGION = "other_region"  # value: region of its owner
    UNCONFIRMED = "unconfirmed"  # for over a year
    TRL_EDGE = "trl_edge"  # values: lowest and highest
    ONLY_REGIONS = "only_regions"  # the condition cannot be judged: nobody said where the asker is
    ONLY_SIZES = "only_sizes"
    ONLY_SECTORS = "only_sectors"


@dataclass(frozen=True, slots=True)
class Reservation:
    """A caution with its values: codes or numbers, and the date where there is one (ISO)."""

    caution: Caution
    values: tuple[str, ...] = ()
    on: str = ""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What an offer and a wish have to say of each other beside the texts."""

    met: tuple[FilterMet, ...]
    shared_areas: tuple[str, ...]
    reservations: tuple[Reservation, ...]


def conditions(offer: Record, wish: Wish) -> Conditions:
    """Filters met, areas in common, and what to know before choosing."""
    return Conditions(met(offer, wish), tuple(sorted(offer.areas & wish.areas)), reservations(offer, wish))


def reservations(record: Record, wish: Wish) -> tuple[Reservation, ...]:
    """What to know before choosing, the weightiest first."""
    found = [
        *_timing(record, wish),
        _aim(record, wish),
        *_unjudged(record, wish),
        _elsewhere(record, wish),
        _edge(record, wish),
        Reservation(Caution.UNCONFIRMED) if record.stale else None,
    ]
    return tuple(each for each in found if each)


def _timing(record: Record, wish: Wish) -> list[Reservation]:
    begins = max((day for day in (record.starts_on, record.next_free_on) if day), default=None)
    if begins is None:
        return []
    if wish.wanted_by and begins > wish.wanted_by:
        return [Reservation(Caution.AFTER_WANTED, (str((begins - wish.wanted_by).days),), begins.isoformat())]
    if wish.today and begins > wish.today:
        return [Reservation(Caution.STARTS_LATER, (str((begins - wish.today).days),), begins.isoformat())]
    return []


def _aim(record: Record, wish: Wish) -> Reservation | None:
    aimed = [size for size in SIZES if size in record.aimed_sizes]
    if not aimed or wish.size not in SIZES or wish.size in aimed:
        return None
    larger = SIZES.index(aimed[-1]) > SIZES.index(wish.size)
    return Reservation(Caution.AIMED_AT_LARGER if larger else Caution.AIMED_AT_SMALLER, tuple(aimed))


def _unjudged(record: Record, wish: Wish) -> list[Reservation]:
    conditions = (
        (Caution.ONLY_REGIONS, wish.region, record.regions),
        (Caution.ONLY_SIZES, wish.size, record.sizes),
        (Caution.ONLY_SECTORS, wish.sector, record.sectors),
    )
    return [Reservation(caution, tuple(sorted(only))) for caution, asked, only in conditions if only and not asked]


def _elsewhere(record: Record, wish: Wish) -> Reservation | None:
    if not wish.region or not record.home_region or record.home_region == wish.region:
        return None
    return Reservation(Caution.OTHER_REGION, (record.home_region,))


def _edge(record: Record, wish: Wish) -> Reservation | None:
    if wish.trl is None or record.trl is None or record.trl[0] == record.trl[1] or wish.trl not in record.trl:
        return None
    return Reservation(Caution.TRL_EDGE, (str(record.trl[0]), str(record.trl[1])))
