"""The example as plain values: deterministic, no database. Dates fall in the programme's first 21 months."""

import calendar
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from stdnum import luhn

from samspel.example.catalogue import HUBS, NOT_REACHED, SUPPORT_KINDS, VOUCHER_TEXTS

SEED = 20180101
COMPANIES = 300
MONTHS = 21
SUPPORTED = 178
ONLY_GRANT = 9
COOPERATING = 61
INVESTED = Decimal(2_140_000)
SPENT_SHARE = {"staff": Decimal("0.56"), "external": Decimal("0.47"), "other": Decimal("0.55")}


@dataclass(frozen=True)
class Company:
    """An invented company."""

    number: str
    name: str
    municipality: str
    partner: str


@dataclass(frozen=True)
class Supported:
    """One occasion of support to the company at `company`."""

    company: int
    on: date
    kind: str
    hours: Decimal
    amount: Decimal
    area: str
    partner: str
    with_evidence: bool


@dataclass(frozen=True)
class Together:
    """A collaboration between companies and perhaps a university (by position)."""

    on: date
    title: str
    area: str
    partner: str
    companies: Sequence[int]
    university: int | None


@dataclass(frozen=True)
class Invested:
    """Private money from a company."""

    company: int
    on: date
    amount: Decimal
    purpose: str
    area: str


@dataclass(frozen=True)
class Booked:
    """A voucher row."""

    on: date
    partner: str
    category: str
    voucher: str
    text: str
    amount: Decimal


@dataclass
class World:
    """Everything the example holds."""

    companies: list[Company] = field(default_factory=list)
    support: list[Supported] = field(default_factory=list)
    collaborations: list[Together] = field(default_factory=list)
    investments: list[Invested] = field(default_factory=list)
    vouchers: list[Booked] = field(default_factory=list)


def make(
    places: Mapping[str, tuple[str, str]],
    budget: Mapping[tuple[str, int], Decimal],
    areas: Sequence[str],
    start: date,
) -> World:
    """The example world.

    `places`: municipality code → (name, partner code). `budget`: (category code, year) → amount.
    Same input, same world."""
    chance = random.Random(SEED)  # noqa: S311 - an example, not a secret
    world = World()
    world.companies = _companies(chance, places)
    reached = _reached(chance, world.companies, places)
    world.support = sorted(_support(chance, world.companies, reached, areas, start), key=lambda s: (s.on, s.company))
    cooperating = chance.sample(reached, COOPERATING)
    world.collaborations = list(_collaborations(chance, world.companies, cooperating, areas, start))
    world.investments = list(_investments(chance, cooperating[:14], areas, start))
    partners = sorted({partner for _name, partner in places.values()})
    world.vouchers = list(_vouchers(chance, partners, budget, start))
    return world


def organisation_number(serial: int) -> str:
    """A ten-digit number with a valid check digit, of the form 559900-0007."""
    body = f"5599{serial:05d}"
    digits = body + luhn.calc_check_digit(body)
    return f"{digits[:6]}-{digits[6:]}"


def _companies(chance: random.Random, places: Mapping[str, tuple[str, str]]) -> list[Company]:
    codes = [code for code, (name, _) in sorted(places.items()) if name not in NOT_REACHED]
    spread = [code for code in codes for _ in range(HUBS.get(places[code][0], chance.randint(1, 6)))]
    while len(spread) < COMPANIES:
        spread.append(chance.choice(codes))
    chance.shuffle(spread)
    spread = codes + spread[: COMPANIES - len(codes)]
    return [
        Company(organisation_number(i), f"Exempelbolag {i:03d} AB", code, places[code][1])
        for i, code in enumerate(spread, start=1)
    ]


def _reached(chance: random.Random, companies: Sequence[Company], places: Mapping[str, tuple[str, str]]) -> list[int]:
    """Which companies got support: at least one in every municipality that has any."""
    first = {company.municipality: i for i, company in reversed(list(enumerate(companies)))}
    others = [i for i in range(len(companies)) if i not in set(first.values())]
    return sorted(first.values()) + chance.sample(others, SUPPORTED - len(first))


def _support(
    chance: random.Random,
    companies: Sequence[Company],
    reached: Sequence[int],
    areas: Sequence[str],
    start: date,
) -> Iterator[Supported]:
    grants = set(chance.sample(list(reached[60:]), ONLY_GRANT))
    for company in reached:
        month = 1 + int((MONTHS - 1) * chance.betavariate(1.5, 1.15))
        area = chance.choice(areas)
        for _ in range(chance.choice([1, 1, 2, 2, 3, 4])):
            if month > MONTHS:
                break
            financial = company in grants
            yield Supported(
                company=company,
                on=_day(chance, start, month),
                kind="grant" if financial else chance.choice(SUPPORT_KINDS),
                hours=Decimal(0) if financial else Decimal(chance.choice([2, 4, 6, 8, 12, 16])),
                amount=Decimal(chance.choice([15_000, 20_000, 30_000])) if financial else Decimal(0),
                area=area if chance.random() < 0.8 else chance.choice(areas),
                partner=_helper(companies, company),
                with_evidence=chance.random() < 0.93,
            )
            month += chance.randint(1, 5)


def _helper(companies: Sequence[Company], company: int) -> str:
    """The region that helps: every ninth company gets its help from the next region."""
    partners = sorted({c.partner for c in companies})
    own = partners.index(companies[company].partner)
    return partners[(own + 1) % len(partners)] if company % 9 == 4 else companies[company].partner


def _collaborations(
    chance: random.Random,
    companies: Sequence[Company],
    members: Sequence[int],
    areas: Sequence[str],
    start: date,
) -> Iterator[Together]:
    rest, number = list(members), 0
    while rest:
        size = min(len(rest), chance.choice([2, 3, 3, 4])) if len(rest) != 1 else 1
        group, rest = rest[:size], rest[size:]
        number += 1
        university = chance.randrange(5) if chance.random() < 0.55 or size == 1 else None
        yield Together(
            on=_day(chance, start, min(MONTHS, 2 + number)),
            title=f"Exempelsamverkan {number:02d}",
            area=chance.choice(areas),
            partner=companies[group[0]].partner,
            companies=group,
            university=university,
        )


def _investments(
    chance: random.Random, members: Sequence[int], areas: Sequence[str], start: date
) -> Iterator[Invested]:
    left = INVESTED
    for number, company in enumerate(members):
        last = number == len(members) - 1
        amount = left if last else Decimal(chance.randint(6, 22) * 10_000)
        left -= amount
        if amount > 0:
            yield Invested(
                company,
                _day(chance, start, 7 + number),
                amount,
                "Egen insats i utvecklingsprojekt",
                chance.choice(areas),
            )
        if left <= 0:
            return


def _vouchers(
    chance: random.Random, partners: Sequence[str], budget: Mapping[tuple[str, int], Decimal], start: date
) -> Iterator[Booked]:
    """Each category's share of its whole budget, spread over months and partners to the öre."""
    number = 0
    for category in sorted({category for category, _year in budget}):
        total = sum((amount for (code, _), amount in budget.items() if code == category), Decimal(0))
        left = (total * SPENT_SHARE.get(category, Decimal("0.5"))).quantize(Decimal("0.01"))
        slots = [(month, partner) for month in range(1, MONTHS + 1) for partner in partners for _ in range(2)]
        weights = [Decimal(str(round(0.4 + month / MONTHS + chance.random() * 0.5, 3))) for month, _ in slots]
        whole = sum(weights)
        spent = left
        for (month, partner), weight in zip(slots, weights, strict=True):
            number += 1
            amount = left if number % len(slots) == 0 else (spent * weight / whole).quantize(Decimal("0.01"))
            left -= amount
            text = chance.choice(VOUCHER_TEXTS.get(category, ["Kostnad"]))
            yield Booked(_day(chance, start, month), partner, category, f"EX{number:05d}", text, amount)


def _day(chance: random.Random, start: date, month: int) -> date:
    """A weekday in the programme's month (1 = the first)."""
    year, index = divmod(start.month - 1 + month - 1, 12)
    first = date(start.year + year, index + 1, 1)
    day = first + timedelta(days=chance.randrange(calendar.monthrange(first.year, first.month)[1] - 2))
    return day if day.weekday() < 5 else first + timedelta(days=(7 - first.weekday()) % 7)


__all__ = ["World", "make", "organisation_number"]
