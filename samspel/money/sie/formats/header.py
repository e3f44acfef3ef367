"""The records outside vouchers, made into a book."""

from collections import Counter
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from samspel.money.sie.formats import values
from samspel.money.sie.formats.balances import BALANCES, note_flaw, read_balance, text_of
from samspel.money.sie.formats.book import RESERVED, Account, Book, Field, Object, SieDimension, SieRecord, Year
from samspel.money.sie.formats.fields import split, trimmed
from samspel.money.sie.formats.remarks import Remarks, short

KEPT_RECORDS = (
    "#ADRESS",
    "#BKOD",
    "#FNR",
    "#FTYP",
    "#KPTYP",
    "#OMFATTN",
    "#PROSA",
    "#TAXAR",
    "#VALUTA",
)
"""Labels of the standard whose records are kept as they stand."""
_BY_OTHERS = ("#FORMAT", "#KSUMMA")
_MOST_RECORDS = 10_000


def read_header(
    lines: Iterable[tuple[int, bytes]], encoding: str, first_voucher: int, remarks: Remarks
) -> tuple[Book, int]:
    """The book of the lines outside vouchers, and how many of them have labels of the standard."""
    header = _Header(remarks, first_voucher)
    for number, line in lines:
        header.read(number, line.decode(encoding, "replace"))
    header.end()
    return header.book, header.known


class _Header:
    """A book that is being read."""

    def __init__(self, remarks: Remarks, first_voucher: int) -> None:
        self.book = Book(sie_type=0)
        self.remarks = remarks
        self.first_voucher = first_voucher
        self.unknown: Counter[str] = Counter()
        self.known = 0
        self.readers: dict[str, Callable[[int, list[str]], None]] = {
            "#FLAGGA": self._flag,
            "#PROGRAM": self._program,
            "#GEN": self._generated,
            "#SIETYP": self._sie_type,
            "#FNAMN": self._company,
            "#ORGNR": self._orgnr,
            "#RAR": self._year,
            "#KONTO": self._account,
            "#KTYP": self._account_kind,
            "#ENHET": self._account_unit,
            "#SRU": self._account_sru,
            "#DIM": self._dimension,
            "#UNDERDIM": self._dimension,
            "#OBJEKT": self._declared_object,
        }

    def read(self, number: int, line: str) -> None:
        """Take account of a line. From the first voucher on, only lines with labels come here."""
        line = trimmed(line)
        if not line.startswith("#"):
            if line:
                self.remarks.note(number, "", _("A line without label was passed over."))
            return
        fields, flaw = split(line)
        label = text_of(fields).upper()
        note_flaw(number, label, flaw, self.remarks)
        self._record(number, label, fields)

    def _record(self, number: int, label: str, fields: list[Field]) -> None:
        self.known += 1
        if reader := self.readers.get(label):
            texts = [each if isinstance(each, str) else " ".join(each) for each in fields]
            reader(number, texts + [""] * (4 - len(texts)))
        elif label in BALANCES:
            self._balance(number, label, fields)
        elif label in ("#TRANS", "#RTRANS", "#BTRANS"):
            self.remarks.note(number, label, _("A transaction outside vouchers was passed over."))
        elif label == "#VER":  # with something behind it that no voucher begins with
            self.remarks.note(number, label, _("The head of a voucher could not be read. The voucher was passed over."))
        elif label not in _BY_OTHERS:
            if label not in KEPT_RECORDS:
                self.known -= 1
                self.unknown[label] += 1
                if self.unknown[label] == 1 and len(self.unknown) <= _MOST_RECORDS:
                    self.remarks.note(
                        number, label, _("The label is not in the standard; its records were passed over.")
                    )
            if (not self.first_voucher or number < self.first_voucher) and len(self.book.records) < _MOST_RECORDS:
                while fields and fields[-1] == "":
                    fields.pop()
                self.book.records.append(SieRecord(label, tuple(fields), number))

    def end(self) -> None:
        """What can be said when all is read."""
        if not self.book.sie_type:
            self.book.sie_type = 4 if self.first_voucher else 1
            if self.first_voucher:
                self.remarks.note(0, "#SIETYP", _("The type is not told; it was taken to be 4, as there are vouchers."))
        for each in self.book.dimensions.values():
            if each.parent and each.parent not in self.book.dimensions and each.parent not in RESERVED:
                told = _("Dimension %(number)s is under dimension %(parent)s, which is not declared.")
                self.remarks.note(0, "#UNDERDIM", told, number=each.number, parent=each.parent)

    def _flag(self, _number: int, fields: list[str]) -> None:
        self.book.flag = fields[0]

    def _program(self, _number: int, fields: list[str]) -> None:
        self.book.program, self.book.program_version = fields[:2]

    def _generated(self, number: int, fields: list[str]) -> None:
        self.book.generated, usual = values.day(fields[0])
        if not usual:
            self._assumed(number, "#GEN", fields[0], self.book.generated)
        self.book.generated_by = fields[1]

    def _sie_type(self, number: int, fields: list[str]) -> None:
        # Some programs say 4E or 4I, which the standard does not.
        kind = values.integer(fields[0][:1]) or 0
        if fields[0] not in ("1", "2", "3", "4"):
            self._assumed(number, "#SIETYP", fields[0], kind if 1 <= kind <= 4 else None)
        self.book.sie_type = kind if 1 <= kind <= 4 else 0

    def _company(self, _number: int, fields: list[str]) -> None:
        self.book.company = fields[0]

    def _orgnr(self, _number: int, fields: list[str]) -> None:
        self.book.orgnr = fields[0]

    def _year(self, number: int, fields: list[str]) -> None:
        index, (start, usual), (end, usual_end) = (
            values.integer(fields[0]),
            values.day(fields[1]),
            values.day(fields[2]),
        )
        if index is None or start is None or end is None or end < start:
            self.remarks.note(number, "#RAR", _("The financial year could not be read and was passed over."))
            return
        if not (usual and usual_end):
            self._assumed(number, "#RAR", f"{fields[1]} {fields[2]}", f"{start} {end}")
        if index in self.book.years:
            self.remarks.note(number, "#RAR", _("Year %(index)s is told twice; the last holds."), index=index)
        self.book.years[index] = Year(index, start, end)

    def _account(self, number: int, fields: list[str]) -> None:
        if not fields[0]:
            self.remarks.note(number, "#KONTO", _("An account without number was passed over."))
            return
        known = self.book.accounts.get(fields[0])
        if known and known.name and known.name != fields[1]:
            told = _("Account %(number)s has two names; “%(name)s” holds.")
            self.remarks.note(number, "#KONTO", told, number=short(fields[0]), name=short(fields[1]))
        self.book.accounts.setdefault(fields[0], Account(fields[0])).name = fields[1]

    def _known(self, number: int, label: str, account: str) -> Account:
        if account not in self.book.accounts:
            told = _("Account %(number)s is not declared before this; it was added without name.")
            self.remarks.note(number, label, told, number=short(account))
        return self.book.accounts.setdefault(account, Account(account))

    def _account_kind(self, number: int, fields: list[str]) -> None:
        if fields[0]:
            self._known(number, "#KTYP", fields[0]).kind = fields[1]

    def _account_unit(self, number: int, fields: list[str]) -> None:
        if fields[0]:
            self._known(number, "#ENHET", fields[0]).unit = fields[1]

    def _account_sru(self, number: int, fields: list[str]) -> None:
        if fields[0] and fields[1]:
            account = self._known(number, "#SRU", fields[0])
            account.sru += (fields[1],) if fields[1] not in account.sru else ()

    def _dimension(self, number: int, fields: list[str]) -> None:
        own, parent = values.dimension(fields[0]), values.dimension(fields[2]) if fields[2] else None
        if not own:
            self.remarks.note(number, "#DIM", _("A dimension without number was passed over."))
            return
        declared = self.book.dimensions.setdefault(own, SieDimension(own))
        declared.name, declared.parent = fields[1], parent

    def _declared_object(self, number: int, fields: list[str]) -> None:
        within, own = values.dimension(fields[0]), fields[1]
        if not within or not own:
            self.remarks.note(number, "#OBJEKT", _("An object without dimension or number was passed over."))
            return
        if within not in self.book.dimensions:
            name, parent = RESERVED.get(within, ("", None))
            if within not in RESERVED:
                told = _("Dimension %(number)s is not declared before this; it was added without name.")
                self.remarks.note(number, "#OBJEKT", told, number=short(within))
            self.book.dimensions[within] = SieDimension(within, name, parent)
        self.book.dimensions[within].objects[own] = Object(within, own, fields[2])

    def _balance(self, number: int, label: str, fields: list[Field]) -> None:
        balance = read_balance(number, label, fields, self.remarks)
        if balance is not None:
            self.book.balances.append(balance)

    def _assumed(self, number: int, label: str, found: str, value: object) -> None:
        if value is None:
            told = _("“%(found)s” could not be read and was passed over.")
            self.remarks.note(number, label, told, found=short(found))
        else:
            told = _("“%(found)s” was read as %(value)s.")
            self.remarks.note(number, label, told, found=short(found), value=value)
