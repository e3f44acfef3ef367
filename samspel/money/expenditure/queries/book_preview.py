"""What saving a file of books would do: read from the file, the partner's account ranges and what is there already."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from samspel.core.programmes.models import Partner
from samspel.money.expenditure.importer import Books, BooksError, books_of, chosen, read_sie, read_table
from samspel.money.expenditure.rules import (
    UNMAPPED,
    AccountSpan,
    BookDifference,
    BookEntry,
    Key,
    category_of,
    difference,
    numbered,
)
from samspel.money.models import AccountRange, BookImport, ClaimRow, Expenditure


@dataclass
class AccountSum:
    """An account in the file: its name, rows and sum on the chosen projects, and its category."""

    account: str
    name: str
    rows: int = 0
    total: Decimal = Decimal(0)
    category: Any = UNMAPPED

    @property
    def unmapped(self) -> bool:
        """Whether nothing is said of it yet."""
        return self.category is UNMAPPED


@dataclass
class Preview:
    """What saving would do. `locked` are changed vouchers with rows in a part that a partner has sent in."""

    books: Books
    accounts: list[AccountSum]
    taken: list[BookEntry]
    difference: BookDifference
    outside: int
    locked: list[Key]
    total: Decimal = Decimal(0)
    problems: list[tuple[int, str]] = field(default_factory=list)

    @property
    def unmapped(self) -> list[AccountSum]:
        """Accounts that nothing is said of yet."""
        return [account for account in self.accounts if account.unmapped]

    @property
    def may_save(self) -> bool:
        """Whether it can be saved, and there is anything to save."""
        d = self.difference
        return not self.problems and not self.unmapped and not self.locked and bool(d.new or d.came or d.gone)


def books_in(brought: BookImport) -> Books:
    """The books in the kept file. BooksError where it is gone or cannot be read."""
    if brought.content is None:
        raise BooksError(_("The file is no longer there. Bring it in again."))
    content = bytes(brought.content)
    if brought.kind == "sie":
        return read_sie(content)
    return books_of(read_table(content, brought.filename), brought.columns)


def import_preview(brought: BookImport) -> Preview:
    """What saving would do, by the chosen projects and the partner's account ranges."""
    found = books_in(brought)
    entries = numbered(chosen(list(found.entries()), brought.projects))
    spans = spans_of(brought.partner)
    sums: dict[str, AccountSum] = {}
    for entry in entries:
        if entry.account not in sums:
            name = found.accounts.get(entry.account, "")
            sums[entry.account] = AccountSum(entry.account, name, category=category_of(entry.account, spans))
        sums[entry.account].rows += 1
        sums[entry.account].total += entry.amount
    taken = [entry for entry in entries if sums[entry.account].category not in (UNMAPPED, None)]
    programme = brought.programme
    inside = [e for e in taken if programme.starts_on <= e.booked_on <= programme.ends_on]
    found_difference = difference(inside, _before(brought.partner))
    return Preview(
        found, sorted(sums.values(), key=lambda s: s.account), inside, found_difference, len(taken) - len(inside),
        _locked(brought.partner, found_difference), sum((e.amount for e in inside), Decimal(0)), found.problems,
    )  # fmt: skip


def spans_of(partner: Partner) -> list[AccountSpan]:
    """The partner's account ranges."""
    rows = AccountRange.objects.filter(partner=partner).select_related("category")
    return [AccountSpan(row.first, row.last, row.category) for row in rows]


def _before(partner: Partner) -> dict[str, tuple[Key, date]]:
    rows = Expenditure.objects.filter(partner=partner, voided_at=None, origin="books").exclude(fingerprint="")
    return {
        fingerprint: ((on.year, voucher), on)
        for fingerprint, voucher, on in rows.values_list("fingerprint", "voucher", "occurred_on")
    }


def _locked(partner: Partner, found: BookDifference) -> list[Key]:
    """Changed vouchers with rows in an open claim's part that is sent in: the part must come back first."""
    gone = {fingerprint: key for key, rows in found.gone.items() for fingerprint in rows}
    held: set[str] = set()
    every = list(gone)
    for start in range(0, len(every), 500):
        rows = ClaimRow.objects.filter(
            expenditure__partner=partner, expenditure__fingerprint__in=every[start : start + 500], holds=True,
            claim__state="open",
        ).exclude(part__state="draft")  # fmt: skip
        held |= set(rows.values_list("expenditure__fingerprint", flat=True))
    return sorted({gone[fingerprint] for fingerprint in held})
