"""Bringing in a partner's books as a staged import: the file, its columns, projects and accounts, a look at what it
adds, and all of it or nothing."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core import access, audit, bulk, clock
from samspel.core.programmes.models import Partner, Programme
from samspel.core.tables import missing, suggest
from samspel.imports.importer import Progress
from samspel.imports.services.staged_import import file_columns
from samspel.imports.services.work import ImportProcess, import_check, import_mark_saved, is_large
from samspel.imports.states import ENDED
from samspel.money.expenditure.importer import LARGEST, BooksError, is_sie, read_sie, read_table, table_fields
from samspel.money.expenditure.policy import ExpenditureAction
from samspel.money.expenditure.queries.book_preview import Preview, import_preview, spans_of
from samspel.money.expenditure.rules import AccountSpan, BookEntry, category_of
from samspel.money.expenditure.services.book_import_undo import book_import_undo, book_import_undo_note
from samspel.money.models import AccountRange, BookImport, ClaimRow, Expenditure

SHOWN = 50
"""How many vouchers and problems a report keeps for the page; all are counted."""


def book_import_begin(
    *, user: Any, programme: Programme, partner: Partner, filename: str, content: bytes, largest: int = LARGEST
) -> BookImport:
    """Keep the file, of at most `largest` bytes. BooksError where it cannot be read, PermissionDenied where the user
    may not."""
    made = BookImport(
        programme=programme, partner=partner, **file_columns(user=user, filename=filename, content=content)
    )
    access.require(user, ExpenditureAction.RECORD, made)
    if len(content) > largest:
        limit = {"limit": largest // 1024 // 1024}
        raise BooksError(_("The file is larger than %(limit)s MB. Bring it in with the command instead.") % limit)
    if is_sie(content):
        made.kind, books = "sie", read_sie(content)
        made.projects = _remembered_projects(partner, books.projects)
    else:
        table = read_table(content, filename)
        made.kind, made.columns = "table", suggest(table_fields(), table.header)
        made.report = {"header": list(table.header)}
    made.save()
    return made


def book_import_check(*, brought: BookImport) -> None:
    """Find what saving would do, at once or by the worker; it comes in the import's report. Nothing where the columns
    of an extract are not all chosen yet."""
    if brought.kind == "sie" or not missing(table_fields(), brought.columns):
        import_check(staged=brought)


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


@transaction.atomic
def book_import_save(*, user: Any, brought: BookImport) -> dict[str, int]:
    """Write what is new and replace what has changed, all or nothing; returns how many rows of each.

    BooksError where something must be mended first, or it is saved already."""
    access.require(user, ExpenditureAction.RECORD, brought)
    Partner.objects.select_for_update().get(pk=brought.partner_id)
    if not BookImport.objects.filter(pk=brought.pk).exclude(stage__in=ENDED).exists():
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
    told = {**counts, "total": str(found.total), "absent": len(found.difference.absent)}
    import_mark_saved(staged=brought, told=told)
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


def _remembered_projects(partner: Partner, seen: Mapping[str, Any]) -> list[str]:
    last = BookImport.objects.filter(partner=partner, stage="saved").order_by("-pk").first()
    return [code for code in (last.projects if last else []) if code in seen]


@transaction.atomic
def columns_choose(*, user: Any, brought: BookImport, columns: Mapping[str, int]) -> None:
    """Keep which column of a ledger extract is which field."""
    access.require(user, ExpenditureAction.RECORD, brought)
    brought.columns = dict(columns)
    brought.save(update_fields=["columns"])
    audit.write(user, "books.columns_chosen", brought, changes={"file": brought.filename, "columns": brought.columns})


@transaction.atomic
def projects_choose(*, user: Any, brought: BookImport, projects: Sequence[str]) -> None:
    """Keep which project objects of the file are the programme's."""
    access.require(user, ExpenditureAction.RECORD, brought)
    brought.projects = list(projects)
    brought.save(update_fields=["projects"])
    changes = {"file": brought.filename, "projects": brought.projects}
    audit.write(user, "books.projects_chosen", brought, changes=changes)


def _check(brought: BookImport, progress: Progress) -> Mapping[str, Any]:
    header = {}
    if brought.kind == "table":
        header = {"header": list(read_table(bytes(brought.content or b""), brought.filename).header)}
    return {"report": header | _told(import_preview(brought))}


def _save(brought: BookImport, user: Any, progress: Progress) -> None:
    book_import_save(user=user, brought=brought)


def _told(found: Preview) -> dict[str, Any]:
    """What would be done, as plain values. A category is told by its code: '' not chosen yet, '-' left out."""
    d = found.difference
    came = sum(len(rows) for rows in d.came.values())
    gone = sum(len(rows) for rows in d.gone.values())
    return {
        "company": found.books.company,
        "number": found.books.number,
        "projects": [[p.code, p.name, p.rows] for p in found.books.projects.values() if p.rows],
        "accounts": [
            [a.account, a.name, a.rows, str(a.total), "" if a.unmapped else getattr(a.category, "code", "-")]
            for a in found.accounts
        ],
        "taken": len(found.taken),
        "total": str(found.total),
        "added": len(d.new),
        "there": d.same,
        "changed": len(d.changed),
        "changed_vouchers": d.changed[:SHOWN],
        "absent_vouchers": d.absent[:SHOWN],
        "outside": found.outside,
        "locked": found.locked,
        "problems": [[line, str(message)] for line, message in found.problems[:SHOWN]],
        "remarks": [[line, str(message)] for line, message in found.books.remarks],
        "wrong": len(found.problems) + len(found.unmapped) + len(found.locked),
        "to_save": len(d.new) + came + gone,
    }


def _undo(brought: BookImport, user: Any, reason: str) -> Mapping[str, Any]:
    return book_import_undo(brought=brought, user=user, reason=reason)


def _undo_note(brought: BookImport) -> str:
    return book_import_undo_note(brought=brought)


BOOK_IMPORT = ImportProcess("money.BookImport", _check, _save, is_large, _undo, _undo_note, (BooksError,))
