"""A file of books as entries: SIE 4, or a ledger extract as Excel or CSV. SIE is told by its content."""

import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from samspel.core.tables import Field, Table, TableError, parse, read
from samspel.imports.importer import ImportFault
from samspel.money import sie
from samspel.money.expenditure.rules import BookEntry

LARGEST = 64 * 1024 * 1024  # bytes; a larger SIE file is brought in with the command
SHOWN = 200


class BooksError(ImportFault):
    """The file cannot be read; the message is for the user."""


@dataclass
class BookProject:
    """A project object seen in the file: how often, and its name where declared."""

    code: str
    name: str = ""
    rows: int = 0


@dataclass
class Books:
    """What a file holds, before anything is chosen. `problems` are (line, message); with any, nothing can be saved."""

    kind: str
    company: str = ""
    number: str = ""
    projects: dict[str, BookProject] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)
    remarks: list[tuple[int, str]] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)
    omitted: int = 0
    entries: Callable[[], Iterator[BookEntry]] = lambda: iter(())


def is_sie(content: bytes) -> bool:
    """Whether the content begins as a SIE file does."""
    return content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"#")


def read_sie(content: bytes) -> Books:
    """A SIE file's books. BooksError where it is none, or has no vouchers."""
    try:
        found = sie.read(io.BytesIO(content))
    except sie.SieError as error:
        raise BooksError(str(error)) from error
    books = Books("sie", found.company, found.orgnr)
    dimensions = {n for n in [*found.dimensions, sie.PROJECT] if sie.top_dimension(found.dimensions, n) == sie.PROJECT}
    names = {(o.dimension, o.number): o.name for o in sie.project_objects(found.dimensions)}
    seen: Counter[tuple[str, str]] = Counter()
    vouchers = 0
    for voucher in found.vouchers():
        vouchers += 1
        for row in voucher.counted:
            seen.update(pair for pair in row.objects if pair[0] in dimensions)
    if not vouchers:
        raise BooksError(_("The file has no vouchers. Export SIE of type 4, with transactions."))
    for pair in {**names, **seen}:
        code = ":".join(pair)
        books.projects[code] = BookProject(code, names.get(pair, ""), seen[pair])
    books.accounts = {a.number: a.name for a in found.accounts.values()}
    books.remarks = [(remark.line, remark.message) for remark in found.remarks[:SHOWN]]
    books.omitted = found.omitted
    books.entries = lambda: _sie_entries(found, dimensions)
    return books


def _sie_entries(found: sie.Reading, dimensions: set[str]) -> Iterator[BookEntry]:
    for voucher in found.vouchers():
        for row in voucher.counted:
            if row.amount:
                project = next((":".join(pair) for pair in row.objects if pair[0] in dimensions), "")
                text = " ".join((row.text or voucher.text).split())[:200]
                yield BookEntry(
                    voucher.series, voucher.number, row.date or voucher.date, row.account, row.amount, text, project,
                    line=voucher.line,
                )  # fmt: skip


def table_fields() -> list[Field]:
    """The columns of a ledger extract."""
    return [
        Field("voucher", _("Voucher"), ("verifikation", "verifikationsnummer", "ver.nr", "vernr", "voucher"), True),
        Field("series", _("Series"), ("serie", "verifikationsserie", "series"), False),
        Field("booked_on", _("Booking date"), ("bokföringsdatum", "datum", "date", "booking date"), True, "date"),
        Field("account", _("Account"), ("konto", "kontonummer", "account"), True),
        Field("amount", _("Amount"), ("belopp", "belopp i kr", "saldo", "amount", "summa"), True, "decimal"),
        Field("text", _("Text"), ("text", "beskrivning", "transaktionstext", "description"), False),
        Field("project", _("Project"), ("projekt", "projektkod", "projektnummer", "project"), False),
        Field("paid_on", _("Paid on"), ("betaldatum", "betald", "paid on", "payment date"), False, "date"),
        Field("supplier", _("Supplier"), ("leverantör", "leverantörsnamn", "supplier"), False),
        Field("invoice", _("Invoice"), ("faktura", "fakturanummer", "fakturanr", "invoice"), False),
    ]  # fmt: skip


def read_table(content: bytes, filename: str) -> Table:
    """A ledger extract as a table. BooksError where it cannot be read."""
    try:
        return read(content, filename)
    except TableError as error:
        raise BooksError(error.message) from error


def books_of(table: Table, columns: Mapping[str, int]) -> Books:
    """The extract's books, with a problem for each cell that cannot be read."""
    fields = table_fields()
    books, entries = Books("table"), []
    try:
        for record in parse(table, fields, columns):
            books.problems += [(p.line, p.message) for p in record.problems]
            if not record.problems and record.values.get("amount"):
                entries.append(_table_entry(record.line, record.values))
    except TableError as error:
        raise BooksError(error.message) from error
    for entry in entries:
        if entry.amount != entry.amount.quantize(Decimal("0.01")):
            books.problems.append(
                (entry.line, _("The amount %(found)s is finer than an öre.") % {"found": entry.amount})
            )
        if entry.project:
            books.projects.setdefault(entry.project, BookProject(entry.project)).rows += 1
    books.entries = lambda: iter(entries)
    return books


def _table_entry(line: int, values: Mapping[str, Any]) -> BookEntry:
    paid: date | None = values.get("paid_on")
    return BookEntry(
        str(values.get("series") or "")[:10], str(values["voucher"])[:20], values["booked_on"],
        str(values["account"])[:10], values["amount"], str(values.get("text") or "")[:200],
        str(values.get("project") or "")[:40], paid, str(values.get("supplier") or "")[:120],
        str(values.get("invoice") or "")[:60], line,
    )  # fmt: skip


def chosen(entries: Sequence[BookEntry], projects: Sequence[str]) -> list[BookEntry]:
    """Those on the chosen projects; all where the file has no project at all."""
    wanted = set(projects)
    if not wanted and not any(entry.project for entry in entries):
        return list(entries)
    return [entry for entry in entries if entry.project in wanted]
