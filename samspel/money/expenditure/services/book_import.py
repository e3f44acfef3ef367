"""Bringing in a partner's books: keep the file, choose projects and categories, look, and save all or nothing."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core import access, audit, bulk, clock
from samspel.core.programmes.models import Partner, Programme
from samspel.core.tables import suggest
from samspel.money.expenditure.importer import (
    LARGEST,
    Books,
    BooksError,
    books_of,
    chosen,
    is_sie,
    read_sie,
    read_table,
    table_fields,
)
from samspel.money.expenditure.policy import ExpenditureAction
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


def book_import_begin(
    *, user: Any, programme: Programme, partner: Partner, filename: str, content: bytes, largest: int = LARGEST
) -> BookImport:
    """Keep the file, of at most `largest` bytes. BooksError where it cannot be read, PermissionDenied where the user
    may not."""
    made = BookImport(programme=programme, partner=partner, filename=filename[:200], made_by=user, made_at=clock.now())
    access.require(user, ExpenditureAction.RECORD, made)
    if len(content) > largest:
        limit = {"limit": largest // 1024 // 1024}
        raise BooksError(_("The file is larger than %(limit)s MB. Bring it in with the command instead.") % limit)
    made.digest = hashlib.sha256(content).hexdigest()
    made.content = content
    if is_sie(content):
        made.kind, books = "sie", read_sie(content)
        made.projects = _remembered_projects(partner, books.projects)
    else:
        table = read_table(content, filename)
        made.kind, made.columns = "table", suggest(table_fields(), table.header)
    made.save()
    return made


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


@transaction.atomic
def accounts_map(*, user: Any, programme: Programme, partner: Partner, ranges: Sequence[AccountSpan]) -> None:
    """Remember which accounts belong to which category; replaces what was remembered for the same ranges."""
    made = AccountRange(programme=programme, partner=partner)
    access.require(user, ExpenditureAction.RECORD, made)
    for span in ranges:
        AccountRange.objects.update_or_create(
            programme=programme, partner=partner, first=span.first, last=span.last, defaults={"category": span.category}
        )
    told = {f"{s.first}-{s.last}": getattr(s.category, "code", None) for s in ranges}
    audit.write(user, "books.mapped", partner, changes=told)


def spans_of(partner: Partner) -> list[AccountSpan]:
    """The partner's account ranges."""
    rows = AccountRange.objects.filter(partner=partner).select_related("category")
    return [AccountSpan(row.first, row.last, row.category) for row in rows]


@transaction.atomic
def book_import_save(*, user: Any, brought: BookImport) -> dict[str, int]:
    """Write what is new and replace what has changed, all or nothing; returns how many rows of each.

    BooksError where something must be mended first, or it is saved already."""
    access.require(user, ExpenditureAction.RECORD, brought)
    Partner.objects.select_for_update().get(pk=brought.partner_id)
    if not BookImport.objects.filter(pk=brought.pk).exclude(stage="saved").exists():
        raise BooksError(_("The file is already saved."))
    found = import_preview(brought)
    if not found.may_save:
        raise BooksError(_("There is something to mend before the file can be saved, or nothing new in it."))
    gone = [fingerprint for rows in found.difference.gone.values() for fingerprint in rows]
    moment = clock.now()
    reason = _("Changed in the books: %(file)s") % {"file": brought.filename}
    voided = _void_changed(user, brought.partner, gone, reason, moment)
    came = [entry for rows in found.difference.came.values() for entry in rows]
    spans = spans_of(brought.partner)
    rows = [_row(entry, spans) for entry in [*found.difference.new, *came]]
    alike = {
        "programme_id": brought.programme_id, "partner_id": brought.partner_id, "recorded_by_id": user.pk,
        "recorded_at": moment, "origin": "books", "brought_id": brought.pk,
    }  # fmt: skip
    bulk.insert(Expenditure, rows, alike)
    counts = {"new": len(found.difference.new), "came": len(came), "gone": voided, "same": found.difference.same}
    brought.stage, brought.content = "saved", None
    brought.report = {**counts, "total": str(found.total), "absent": len(found.difference.absent)}
    brought.save()
    digest = hashlib.sha256("".join(str(row["fingerprint"]) for row in rows).encode()).hexdigest()
    audit.write(user, "expenditure.imported", brought, changes={"file": brought.filename, "digest": digest, **counts})
    return counts


def _row(entry: BookEntry, spans: Sequence[AccountSpan]) -> Mapping[str, Any]:
    return {
        "occurred_on": entry.booked_on, "category_id": category_of(entry.account, spans).pk, "voucher": entry.voucher,
        "text": entry.text, "amount": entry.amount, "account": entry.account, "project": entry.project,
        "row": entry.row, "paid_on": entry.paid_on, "supplier": entry.supplier, "invoice": entry.invoice,
        "fingerprint": entry.fingerprint,
    }  # fmt: skip


def _void_changed(user: Any, partner: Partner, fingerprints: Sequence[str], reason: str, moment: Any) -> int:
    """Void rows of changed vouchers; those gathered in an open draft leave it."""
    voided = 0
    for start in range(0, len(fingerprints), 500):
        part = fingerprints[start : start + 500]
        rows = Expenditure.objects.filter(partner=partner, fingerprint__in=part, voided_at=None)
        ClaimRow.objects.filter(expenditure__in=rows, claim__state="open", part__state="draft").delete()
        voided += rows.update(voided_at=moment, voided_by=user, void_reason=reason)
    return voided


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


def _remembered_projects(partner: Partner, seen: Mapping[str, Any]) -> list[str]:
    last = BookImport.objects.filter(partner=partner, stage="saved").order_by("-pk").first()
    return [code for code in (last.projects if last else []) if code in seen]


@transaction.atomic
def columns_choose(*, user: Any, brought: BookImport, columns: Mapping[str, int]) -> None:
    """Keep which column of a ledger extract is which field."""
    access.require(user, ExpenditureAction.RECORD, brought)
    brought.columns = dict(columns)
    brought.save(update_fields=["columns"])


@transaction.atomic
def projects_choose(*, user: Any, brought: BookImport, projects: Sequence[str]) -> None:
    """Keep which project objects of the file are the programme's."""
    access.require(user, ExpenditureAction.RECORD, brought)
    brought.projects = list(projects)
    brought.save(update_fields=["projects"])


@transaction.atomic
def book_import_drop(*, user: Any, brought: BookImport) -> None:
    """Throw away a file that is not saved."""
    access.require(user, ExpenditureAction.RECORD, brought)
    BookImport.objects.filter(pk=brought.pk).exclude(stage="saved").delete()
