"""A company's books as plain values: accounts, dimensions with objects, years, balances and vouchers."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal
from functools import reduce
from typing import Literal

COST_CENTRE, PROJECT = "1", "6"
RESERVED = {
    "1": ("Kostnadsställe", None),
    "2": ("Kostnadsbärare", "1"),
    "6": ("Projekt", None),
    "7": ("Anställd", None),
    "8": ("Kund", None),
    "9": ("Leverantör", None),
    "10": ("Faktura", None),
}
"""Dimensions with a meaning in the standard, which need not be declared: name and the dimension it is under."""

Kind = Literal["trans", "added", "removed"]
BalanceKind = Literal["IB", "UB", "RES", "OIB", "OUB", "PSALDO", "PBUDGET"]
Objects = tuple[tuple[str, str], ...]
"""(dimension, object) for each object of a transaction or balance, such as (("1", "20"), ("6", "P14"))."""
Field = str | tuple[str, ...]

_EXACT, _ZERO = Context(prec=60), Decimal()


@dataclass(slots=True)
class Account:
    """An account. `kind` is T asset, S debt, K cost or I income; `sru` are codes of the tax return."""

    number: str
    name: str = ""
    kind: str = ""
    unit: str = ""
    sru: tuple[str, ...] = ()


@dataclass(slots=True)
class Object:
    """Something that costs are followed by, such as a project or a cost centre."""

    dimension: str
    number: str
    name: str = ""


@dataclass(slots=True)
class SieDimension:
    """A way to divide costs, with its declared objects by number. `parent` is the dimension that it is under."""

    number: str
    name: str = ""
    parent: str | None = None
    objects: dict[str, Object] = field(default_factory=dict)


@dataclass(slots=True)
class Year:
    """A financial year. `index` is 0 for the file's own, -1 for the one before; `end` is its last day."""

    index: int
    start: datetime.date
    end: datetime.date


@dataclass(slots=True)
class Balance:
    """A balance, or for PSALDO and PBUDGET the change or budget of `period` (YYYYMM). Debit is positive."""

    kind: BalanceKind
    year: int
    account: str
    amount: Decimal
    quantity: Decimal | None = None
    objects: Objects = ()
    period: str = ""


@dataclass(slots=True)
class Transaction:
    """A line of a voucher. Debit is positive. Without `date` or `text` those of the voucher hold.

    `added` came after the voucher was first made, and counts; `removed` was taken away, and does not."""

    account: str
    objects: Objects
    amount: Decimal
    date: datetime.date | None = None
    text: str = ""
    quantity: Decimal | None = None
    sign: str = ""
    kind: Kind = "trans"


@dataclass(slots=True)
class Voucher:
    """A voucher. `number` is a text, empty in files for import; `line` is where it stands in the file."""

    series: str
    number: str
    date: datetime.date
    text: str = ""
    registered: datetime.date | None = None
    sign: str = ""
    transactions: list[Transaction] = field(default_factory=list)
    line: int = field(default=0, compare=False)

    @property
    def counted(self) -> list[Transaction]:
        """The transactions that count: all but the removed."""
        return [transaction for transaction in self.transactions if transaction.kind != "removed"]

    @property
    def balance(self) -> Decimal:
        """The sum of what counts, exact; zero in a right voucher."""
        return reduce(_EXACT.add, [each.amount for each in self.transactions if each.kind != "removed"], _ZERO)


@dataclass(slots=True)
class SieRecord:
    """A record that is kept as it stands: label with “#”, in capitals, and fields; an object list is a tuple."""

    label: str
    fields: tuple[Field, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass
class Book:
    """A company's books. `records` are the other records before the first voucher, known (#ADRESS) or not."""

    sie_type: int = 4
    flag: str = "0"
    program: str = ""
    program_version: str = ""
    generated: datetime.date | None = None
    generated_by: str = ""
    company: str = ""
    orgnr: str = ""
    years: dict[int, Year] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    dimensions: dict[str, SieDimension] = field(default_factory=dict)
    balances: list[Balance] = field(default_factory=list)
    records: list[SieRecord] = field(default_factory=list)
    entries: Iterable[Voucher] = ()

    @property
    def objects(self) -> dict[tuple[str, str], Object]:
        """The declared objects by dimension and number."""
        return {(d.number, o.number): o for d in self.dimensions.values() for o in d.objects.values()}

    def vouchers(self) -> Iterator[Voucher]:
        """The vouchers, one at a time."""
        yield from self.entries


def top_dimension(dimensions: Mapping[str, SieDimension], number: str) -> str:
    """The dimension that `number` is in the end under, itself if none. A circle ends where it began to repeat."""
    passed = {number}
    while parent := parent_of(dimensions, number):
        if parent in passed:
            break
        passed.add(parent)
        number = parent
    return number


def parent_of(dimensions: Mapping[str, SieDimension], number: str) -> str | None:
    """The dimension that `number` is declared to be under, or is by the standard."""
    if declared := dimensions.get(number):
        return declared.parent
    return RESERVED.get(number, ("", None))[1]


def project_objects(dimensions: Mapping[str, SieDimension]) -> list[Object]:
    """The declared projects: objects of dimension 6 and of the dimensions under it, in the order of the file."""
    return [
        each
        for number, dimension in dimensions.items()
        if top_dimension(dimensions, number) == PROJECT
        for each in dimension.objects.values()
    ]
