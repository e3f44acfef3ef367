"""Rows of a partner's books, and what a file adds to those brought in before. Pure.

An account belongs to the cost category of the narrowest range it is in; of equals the first one.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

LONGEST = 10  # digits of an account
Key = tuple[int, str]
"""A voucher: the year it is booked in, and its series and number."""


@dataclass(frozen=True, slots=True)
class BookEntry:
    """A row of a voucher. Debit is positive. `line` is where its voucher stands in the file."""

    series: str
    number: str
    booked_on: date
    account: str
    amount: Decimal
    text: str = ""
    project: str = ""
    paid_on: date | None = None
    supplier: str = ""
    invoice: str = ""
    line: int = 0
    row: int = 0

    @property
    def voucher(self) -> str:
        """Series and number, as people say them; nothing where there is no number."""
        return f"{self.series}{self.number}" if self.number else ""

    @property
    def key(self) -> Key:
        """What tells vouchers apart: numbers begin anew each year."""
        return (self.booked_on.year, self.voucher)

    @property
    def said(self) -> tuple[Any, ...]:
        """What the row says, without its place."""
        return (self.booked_on, self.account, self.project, self.amount, self.text)

    @property
    def fingerprint(self) -> str:
        """A digest that is the same for the same row however often the books are brought in. 32 hex digits."""
        plain = "\x1f".join(str(part) for part in (*self.key, *self.said, self.row))
        return hashlib.sha256(plain.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class AccountSpan:
    """Accounts from `first` to `last`, as texts of the same length or compared as such, in a category; None: left
    out."""

    first: str
    last: str
    category: Any

    def holds(self, account: str) -> bool:
        """Whether the account is in the range: 5000–5999 holds 5410 and 54101."""
        return self.first <= account[: len(self.first)] and account[: len(self.last)] <= self.last

    @property
    def width(self) -> tuple[int, int]:
        """How narrow it is, for choosing between ranges: 54–54 is as wide as 5400–5499."""
        length = max(len(self.first), len(self.last))
        try:
            return (int(self.last.ljust(LONGEST, "9")) - int(self.first.ljust(LONGEST, "0")), -length)
        except ValueError:
            return (0, -length)


UNMAPPED = object()


def category_of(account: str, spans: Sequence[AccountSpan]) -> Any:
    """The category of the account; None where it is left out, UNMAPPED where no range holds it."""
    holding = [span for span in spans if span.holds(account)]
    return min(holding, key=lambda span: span.width).category if holding else UNMAPPED


def numbered(entries: Iterable[BookEntry]) -> list[BookEntry]:
    """The entries with `row` telling apart those of a voucher that say the same."""
    seen: Counter[tuple[Any, ...]] = Counter()
    found = []
    for entry in entries:
        same = (*entry.key, *entry.said)
        found.append(replace(entry, row=seen[same]) if seen[same] else entry)
        seen[same] += 1
    return found


@dataclass
class BookDifference:
    """What a file adds: `new` entries of vouchers not there before, `same` rows that are there already, and for
    vouchers that have changed the rows that came and the fingerprints that are gone.

    `absent` are vouchers there before, of days the file covers, that it does not have."""

    new: list[BookEntry]
    same: int
    came: dict[Key, list[BookEntry]]
    gone: dict[Key, list[str]]
    absent: list[Key]

    @property
    def changed(self) -> list[Key]:
        """Vouchers that have changed."""
        return sorted({*self.came, *self.gone})


def difference(entries: Sequence[BookEntry], before: Mapping[str, tuple[Key, date]]) -> BookDifference:
    """What the entries (numbered) add to `before`: fingerprint → (voucher, booking date) of what is there."""
    known = defaultdict(set)
    for fingerprint, (key, _day) in before.items():
        known[key].add(fingerprint)
    read: dict[Key, dict[str, BookEntry]] = defaultdict(dict)
    for entry in entries:
        read[entry.key][entry.fingerprint] = entry
    found = BookDifference([], 0, {}, {}, [])
    for key, rows in read.items():
        there = known.get(key, set())
        found.same += len(there & rows.keys())
        added = [entry for fingerprint, entry in rows.items() if fingerprint not in there]
        lost = sorted(there - rows.keys())
        if not there:
            found.new += added
        elif key[1]:  # a voucher without number cannot be told from another one
            if added:
                found.came[key] = added
            if lost:
                found.gone[key] = lost
        else:
            found.new += added
    if entries:
        first, last = min(e.booked_on for e in entries), max(e.booked_on for e in entries)
        covered = {key for key, day in before.values() if first <= day <= last and key[1]}
        found.absent = sorted(covered - read.keys())
    return found
