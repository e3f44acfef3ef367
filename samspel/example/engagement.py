"""More of the example world, beside support: events, new products, contacts abroad, who leads. Deterministic."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from samspel.example.activity import MONTHS, SEED, World

EVENTS = (
    "Frukostmöte om testbäddar",
    "Temadag om hållbar livsmedelsförsörjning",
    "Inspirationsdag om automation",
    "Workshop om vårdens behov",
    "Seminarium om lokal energi",
)
COUNTRIES = (("FI", "Tammerfors"), ("NL", "Wageningen"), ("DE", "Stuttgart"), ("DK", "Odense"), ("ES", "Bilbao"))
NEW_THINGS = ("Exempelprodukt", "Exempelprocess")


@dataclass(frozen=True)
class Attended:
    """A company's part in an event; women and men are None where they were not counted."""

    company: int
    on: date
    title: str
    people: int
    women: int | None
    men: int | None
    area: str
    partner: str


@dataclass(frozen=True)
class Brought:
    """Something new that a company brought out."""

    company: int
    on: date
    title: str
    kind: str
    novelty: str
    area: str
    partner: str


@dataclass(frozen=True)
class ContactAbroad:
    """A contact abroad."""

    on: date
    title: str
    kind: str
    country: str
    counterpart: str
    area: str
    partner: str


@dataclass(frozen=True)
class Led:
    """Who leads a company."""

    company: int
    on: date
    group: str
    women: int
    men: int
    area: str
    partner: str


@dataclass(frozen=True)
class Known:
    """What the register says of a company: its start, staff, turnover and balance sheet (EUR) in the first year."""

    started_on: date
    staff: Decimal
    turnover: Decimal
    balance: Decimal
    industry: str


@dataclass(frozen=True)
class Beyond:
    """All of it; `known` has one entry a company."""

    attended: Sequence[Attended]
    brought: Sequence[Brought]
    met: Sequence[ContactAbroad]
    led: Sequence[Led]
    known: Sequence[Known]


def beyond(world: World, areas: Sequence[str], start: date) -> Beyond:
    """The rest of the world, from one chance of its own, so that the first part stays as it was."""
    chance = random.Random(SEED + 1)  # noqa: S311 - an example, not a secret
    supported = sorted({s.company for s in world.support})
    areas_of = {s.company: s.area for s in world.support}
    partner_of = {i: company.partner for i, company in enumerate(world.companies)}
    last = start + timedelta(days=30 * MONTHS)
    known = [_known(chance, start) for _ in world.companies]
    attended = []
    for number, company in enumerate(chance.sample(supported, 90)):
        people, counted = chance.randint(1, 4), chance.random() < 0.8
        women = chance.randint(0, people)
        attended.append(
            Attended(
                company, _spread(start, last, number, 90), EVENTS[number % len(EVENTS)], people,
                women if counted else None, people - women if counted else None,
                areas_of[company], partner_of[company],
            )
        )  # fmt: skip
    brought = [
        Brought(
            company, _spread(start, last, number + 8, 26), f"{NEW_THINGS[number % 3 == 2]} {number + 1:02d}",
            "process" if number % 3 == 2 else "product", "market" if number % 2 else "firm",
            areas_of[company], partner_of[company],
        )
        for number, company in enumerate(chance.sample(supported, 18))
    ]  # fmt: skip
    partners = sorted(set(partner_of.values()))
    met = [
        ContactAbroad(
            _spread(start, last, number, 14), f"Utbyte med {COUNTRIES[number % 5][1]}",
            ("visit", "network", "joint_application")[number % 3], *COUNTRIES[number % 5],
            areas[number % len(areas)], partners[number % len(partners)],
        )
        for number in range(14)
    ]  # fmt: skip
    led = [
        Led(
            company, start + timedelta(days=200), ("board", "management")[number % 2], chance.randint(0, 3),
            chance.randint(1, 4), areas_of[company], partner_of[company],
        )
        for number, company in enumerate(chance.sample(supported, 70))
    ]  # fmt: skip
    return Beyond(attended, brought, met, led, known)


def _known(chance: random.Random, start: date) -> Known:
    """Most companies are small and old; some are new, a few are larger."""
    age = chance.choice([1, 2, 4, 6, 9, 14, 20, 30])
    staff = Decimal(chance.choice([1, 2, 3, 4, 6, 8, 12, 18, 25, 40, 80, 180]))
    turnover = staff * Decimal(chance.randint(60_000, 160_000))
    started_on = start - timedelta(days=365 * age + chance.randrange(300))
    industry = chance.choice(["10.71", "62.01", "25.62", "35.11", "72.19", "01.13", "86.90", "28.99"])
    return Known(started_on, staff, turnover, (turnover * Decimal("0.6")).quantize(Decimal(1)), industry)


def _spread(start: date, last: date, number: int, of: int) -> date:
    """The number-th of so many weekdays, evenly spread from the third month."""
    first = start + timedelta(days=60)
    day = first + (last - first) * number // max(of, 1)
    return day - timedelta(days=max(day.weekday() - 4, 0))
