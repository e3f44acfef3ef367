"""A book as a file."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO
from unicodedata import normalize

from django.utils.translation import gettext as _

from samspel.money.sie.formats.book import Book, Field, Objects, Transaction, Voucher
from samspel.money.sie.formats.checksum import Checksum
from samspel.money.sie.formats.fields import join
from samspel.money.sie.formats.remarks import Remark, Remarks, SieError, short

_LABELS = {"trans": "#TRANS", "added": "#RTRANS", "removed": "#BTRANS"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
ENCODINGS = ("cp437", "utf-8", "utf-8-sig", "cp1252", "latin-1")
Line = tuple[str, tuple[Field, ...]]


def write(book: Book, target: BinaryIO | Path, encoding: str = "cp437", checksum: bool = True) -> list[Remark]:
    """Write the book with its vouchers, one at a time. Remarks tell which texts could not be written as they are.

    Only code page 437 is by the standard. SieError for other encodings than ENCODINGS and amounts without value."""
    if encoding not in ENCODINGS:
        raise SieError(_("A SIE file cannot be written in “%(encoding)s”.") % {"encoding": encoding})
    if isinstance(target, Path):
        # The book may be read from the very file it is written to.
        part = target.with_name(f"{target.name}.part")
        with part.open("wb") as file:
            remarks = write(book, file, encoding, checksum)
        part.replace(target)
        return remarks
    writer = _Writer(target, encoding)
    if encoding == "utf-8-sig":
        target.write(b"\xef\xbb\xbf")
    writer.line("#FLAGGA", book.flag or "0")
    if checksum:
        writer.line("#KSUMMA")
        writer.checksum = Checksum()
    for label, fields in _header(book, "PC8" if encoding == "cp437" else encoding.upper()):
        writer.line(label, *fields)
    for voucher in book.vouchers():
        for label, fields in _voucher(voucher):
            writer.line(label, *fields)
    if checksum:
        value, writer.checksum = writer.checksum, None
        writer.line("#KSUMMA", str(value.value if value else 0))
    return writer.remarks


class _Writer:
    """Lines on their way to a file, with the checksum so far."""

    def __init__(self, target: BinaryIO, encoding: str) -> None:
        self.target = target
        self.encoding = "utf-8" if encoding == "utf-8-sig" else encoding
        self.checksum: Checksum | None = None
        self.remarks = Remarks()
        self.number = 0

    def line(self, label: str, *fields: Field) -> None:
        """Write a line."""
        self.number += 1
        text = join(label, *fields)
        plain = _CONTROL.sub(" ", text)
        try:
            content = plain.encode(self.encoding)
        except UnicodeEncodeError:
            # Some systems write “ö” as two characters, which older encodings only have as one.
            content = normalize("NFC", plain).encode(self.encoding, "replace")
            told = _("Characters that are not in the encoding were written as others or as “?” in: %(text)s")
            self.remarks.note(self.number, label, told, text=short(plain))
        if plain != text:
            told = _("Control characters were written as spaces in: %(text)s")
            self.remarks.note(self.number, label, told, text=short(plain))
        if self.checksum is not None:
            self.checksum.add(content)
        self.target.write(content + b"\r\n")


def _header(book: Book, encoding: str) -> Iterator[Line]:
    yield "#PROGRAM", (book.program, book.program_version)
    yield "#FORMAT", (encoding,)
    yield "#GEN", (_day(book.generated), book.generated_by)
    yield "#SIETYP", (str(book.sie_type),)
    yield "#ORGNR", (book.orgnr,)
    yield "#FNAMN", (book.company,)
    for year in book.years.values():
        yield "#RAR", (str(year.index), _day(year.start), _day(year.end))
    for record in book.records:
        yield record.label, record.fields
    for account in book.accounts.values():
        yield "#KONTO", (account.number, account.name)
        if account.kind:
            yield "#KTYP", (account.number, account.kind)
        if account.unit:
            yield "#ENHET", (account.number, account.unit)
        for code in account.sru:
            yield "#SRU", (account.number, code)
    for dimension in book.dimensions.values():
        label, under = ("#UNDERDIM", (dimension.parent,)) if dimension.parent else ("#DIM", ())
        yield label, (dimension.number, dimension.name, *under)
    for (within, number), each in book.objects.items():
        yield "#OBJEKT", (within, number, each.name)
    for balance in book.balances:
        period = (balance.period,) if balance.kind in ("PSALDO", "PBUDGET") else ()
        objects = (_listed(balance.objects),) if balance.objects or balance.kind not in ("IB", "UB", "RES") else ()
        amounts = (_amount(balance.amount), _quantity(balance.quantity))
        yield f"#{balance.kind}", (str(balance.year), *period, balance.account, *objects, *amounts)


def _voucher(voucher: Voucher) -> Iterator[Line]:
    fields = (voucher.series, voucher.number, _day(voucher.date), voucher.text, _day(voucher.registered), voucher.sign)
    yield "#VER", fields
    yield "{", ()
    for each in voucher.transactions:
        written = _transaction(each)
        yield _LABELS[each.kind], written
        if each.kind == "added":
            yield "#TRANS", written
    yield "}", ()


def _transaction(each: Transaction) -> tuple[Field, ...]:
    amount, quantity = _amount(each.amount), _quantity(each.quantity)
    return each.account, _listed(each.objects), amount, _day(each.date), each.text, quantity, each.sign


def _listed(objects: Objects) -> tuple[str, ...]:
    return tuple(text for pair in objects for text in pair)


def _day(day: date | None) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}" if day else ""


def _amount(amount: Decimal) -> str:
    """The amount with at least two decimals; more are kept, and read with a remark."""
    written = _number(amount)
    whole, _point, decimals = written.partition(".")
    return written if len(decimals) >= 2 else f"{whole}.{decimals:0<2}"


def _quantity(quantity: Decimal | None) -> str:
    return "" if quantity is None else _number(quantity)


def _number(value: Decimal) -> str:
    """The value in digits; SieError where it has none, or more than can be read again."""
    written = f"{value:f}" if value.is_finite() and value.adjusted() < 18 else ""
    if not written or len(written.partition(".")[2]) > 8:
        raise SieError(_("%(value)s cannot be written as an amount.") % {"value": value})
    return written
