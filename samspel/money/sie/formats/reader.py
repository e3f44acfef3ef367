"""A file that is read: the header at once, the vouchers one at a time."""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from samspel.money.sie.formats.book import Book, Voucher
from samspel.money.sie.formats.header import read_header
from samspel.money.sie.formats.remarks import Remark, Remarks, SieError
from samspel.money.sie.formats.scan import Scan, scan
from samspel.money.sie.formats.source import SieSource
from samspel.money.sie.formats.vouchers import read_vouchers

_NAMES = {"utf-8": "UTF-8", "cp1252": "Windows-1252 (Latin-1)", "cp437": "437"}


def read(source: BinaryIO | Path, encoding: str | None = None) -> "Reading":
    """Read a SIE file: all but its vouchers, which `Reading.vouchers()` gives. SieError where it is none.

    Without `encoding` it is found out from the bytes. A stream must stay open until the vouchers are read."""
    kept = SieSource(source)
    found = scan(kept)
    remarks = Remarks()
    used, whole = found.evidence.verdict()
    if encoding is not None:
        used, whole = ("utf-8" if encoding.lower() == "utf-8-sig" else encoding), True
    elif not found.evidence.ascii and used != "cp437":
        told = _("The file is not in code page 437, as the standard says. It was read as %(encoding)s.")
        remarks.note(0, "#FORMAT", told, encoding=_NAMES[used])
    if not whole:
        remarks.note(0, "#FORMAT", _("Some characters could not be read; they are shown as “�”."))
    _check_sum(found, remarks)
    book, known = read_header(found.head, used, found.first_voucher, remarks)
    if not known and not found.first_voucher:
        raise SieError(_("This is not a SIE file: no line in it has a label of the standard."))
    found.head = []
    return Reading(kept, found, used, book, remarks)


class Reading(Book):
    """A book in a file. All but the vouchers is there from the start; `vouchers()` reads them anew each time.

    `checksum` tells whether #KSUMMA agrees, None without it; `omitted` counts vouchers that were left out."""

    def __init__(self, source: SieSource, found: Scan, encoding: str, book: Book, remarks: Remarks) -> None:
        super().__init__(**{each.name: getattr(book, each.name) for each in fields(book)})
        self.encoding = encoding
        self.checksum = found.checksum.agrees(found.closed or "") if found.checksum and found.opened else None
        self._source, self._found = source, found
        self._of_header, self._of_vouchers = remarks, Remarks()

    @property
    def remarks(self) -> list[Remark]:
        """What was unusual: in the header, and in the vouchers read so far in the last going through."""
        return [*self._of_header, *self._of_vouchers]

    @property
    def unlisted(self) -> int:
        """How many remarks there are beyond those kept in `remarks`."""
        return self._of_header.unlisted + self._of_vouchers.unlisted

    @property
    def omitted(self) -> int:
        """How many vouchers were left out, of those gone through."""
        return self._of_vouchers.omitted

    def vouchers(self) -> Iterator[Voucher]:
        """The vouchers in the order of the file, in memory one at a time."""
        self._of_vouchers = remarks = Remarks()
        yield from read_vouchers(self._source, self._found, self.encoding, self, remarks)


def _check_sum(found: Scan, remarks: Remarks) -> None:
    if found.checksum is None or not found.opened:
        return
    if found.closed is None:
        told = _("The checksum that the file says it has is missing at its end: the file is most likely cut off.")
        remarks.note(found.opened, "#KSUMMA", told)
    elif not found.checksum.agrees(found.closed):
        told = _("The checksum does not agree: the file was changed after it was written, or written by other rules.")
        remarks.note(found.opened, "#KSUMMA", told)
