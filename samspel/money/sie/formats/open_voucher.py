"""A voucher that is being read: the long way, by fields, with remarks."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from samspel.money.sie.formats import values
from samspel.money.sie.formats.balances import amount_of, note_flaw, objects_of, quantity_of, text_of
from samspel.money.sie.formats.book import Book, Field, Kind, Transaction, Voucher
from samspel.money.sie.formats.checks import Checks
from samspel.money.sie.formats.fields import OPEN_LIST, split
from samspel.money.sie.formats.remarks import Remarks, short

_KINDS: dict[str, Kind] = {"#TRANS": "trans", "#RTRANS": "added", "#BTRANS": "removed"}


class OpenVoucher:
    """Takes lines and gives a voucher when its last has come. `voucher` is the one that is open, if any."""

    def __init__(self, book: Book, remarks: Remarks) -> None:
        self.remarks = remarks
        self.checks = Checks(book, remarks)
        self.accounts = set(book.accounts)
        self.objects = {(d.number, o) for d in book.dimensions.values() for o in d.objects}
        self.undeclared: set[Any] = set()
        self.voucher: Voucher | None = None
        self.added: list[tuple[int, Transaction]] = []
        self.fault: tuple[int, str, str] | None = None
        self.braced = False

    def knows_account(self, account: str) -> bool:
        """Whether nothing is to be said of the account: it is declared, or none is, or it was said before."""
        return not self.accounts or account in self.accounts or account in self.undeclared

    def knows_object(self, pair: tuple[str, str]) -> bool:
        """Whether nothing is to be said of the object, as for accounts."""
        return not self.objects or pair in self.objects or pair in self.undeclared

    def read_all(self, text: str, number: int) -> Iterator[Voucher]:
        """The vouchers that end in a text of whole lines, the first of which is line `number`."""
        for number, line in enumerate(text.removesuffix("\n").split("\n"), number):  # noqa: B020
            line = line.strip(" \t\0\x1a")
            if line and (done := self._read(number, line)) is not None:
                yield done

    def _read(self, number: int, text: str) -> Voucher | None:
        if text == "}":
            return self._close(number)
        if text == "{":
            if self.voucher is None or self.braced:
                self.remarks.note(number, "", _("A brace without voucher was passed over."))
            self.braced = self.voucher is not None
            return None
        if not text.startswith("#"):
            self.remarks.note(number, "", _("A line without label was passed over."))
            return None
        fields, flaw = split(text)
        return self._labelled(number, text_of(fields).upper(), fields, flaw)

    def _labelled(self, number: int, label: str, fields: list[Field], flaw: str) -> Voucher | None:
        if label in _KINDS:
            note_flaw(number, label, flaw, self.remarks)
            self._transaction(number, label, fields)
            return None
        if label == "#VER":
            done = self._unclosed() if self.voucher is not None else None
            braced = flaw == OPEN_LIST and fields[-1:] == [()]
            if braced:
                fields.pop()
            else:
                note_flaw(number, label, flaw, self.remarks)
            self._begin(number, fields)
            self.braced = braced
            return done
        if label == "#KSUMMA" and self.voucher is not None:
            return self._unclosed()
        return None  # Told of by the first pass.

    def end(self) -> Iterator[Voucher]:
        """The voucher that the end of the file leaves open, if it can have been whole."""
        voucher = self.voucher
        if voucher is None:
            return
        if self.braced and voucher.balance:
            told = _("the file ends within it, and what there is of it does not balance")
            self.fault = self.fault or (voucher.line, "#VER", told)
        done = self._unclosed()
        if done is not None:
            yield done

    def _begin(self, number: int, fields: list[Field]) -> None:
        series, own, written, text, registered, sign = (text_of(fields) for _each in range(6))
        self.fault, self.added = None, []
        entered = self._day(number, "#VER", registered)
        day = self._day(number, "#VER", written)
        if day is None and entered is None:
            self.fault = (number, "#VER", _("“%(found)s” is no date") % {"found": short(written)})
        elif day is None:
            told = _("The voucher has no date; %(date)s, when it was registered, was taken.")
            self.remarks.note(number, "#VER", told, date=entered)
        self.voucher = Voucher(series, own, day or entered or date.min, text, entered, sign, [], number)

    def _day(self, number: int, label: str, text: str) -> date | None:
        day, usual = values.day(text)
        if day is not None and not usual:
            self.remarks.note(number, label, _("“%(found)s” was read as %(value)s."), found=short(text), value=day)
        elif not usual:
            told = _("“%(found)s” could not be read and was passed over.")
            self.remarks.note(number, label, told, found=short(text))
        return day

    def _transaction(self, number: int, label: str, fields: list[Field]) -> None:
        if self.voucher is None:
            self.remarks.note(number, label, _("A transaction outside vouchers was passed over."))
            return
        if not self.braced:
            self.remarks.note(number, label, _("The brace before the transactions is missing."))
            self.braced = True
        account = text_of(fields)
        objects = objects_of(number, label, fields, self.remarks)
        written = text_of(fields)
        amount = amount_of(number, label, written, self.remarks)
        if not account or amount is None:
            told = _("line %(line)s has no account") if not account else _("“%(found)s” on line %(line)s is no amount")
            self.fault = self.fault or (number, label, told % {"line": number, "found": short(written)})
            return
        day = self._day(number, label, text_of(fields))
        text = text_of(fields)
        quantity = quantity_of(number, label, text_of(fields), self.remarks)
        read = Transaction(account, objects, amount, day, text, quantity, text_of(fields), _KINDS[label])
        self._declared(number, label, read)
        self._keep(number, read)

    def _keep(self, number: int, read: Transaction) -> None:
        """Put the transaction in the voucher, unless it is the #TRANS that repeats an #RTRANS."""
        assert self.voucher is not None
        if read.kind == "trans" and self._repeats(number, read):
            return
        if read.kind == "added":
            self.added.append((number, read))
        self.voucher.transactions.append(read)

    def _repeats(self, number: int, read: Transaction) -> bool:
        for at, (line, added) in enumerate(self.added):
            if (added.account, added.objects, added.amount) == (read.account, read.objects, read.amount):
                if line != number - 1:
                    told = _("Taken to repeat the #RTRANS on line %(line)s, though it does not stand right after it.")
                    self.remarks.note(number, "#TRANS", told, line=line)
                del self.added[at]
                return True
        return False

    def _declared(self, number: int, label: str, read: Transaction) -> None:
        if not self.knows_account(read.account):
            self.undeclared.add(read.account)
            told = _("Account %(number)s is not declared.")
            self.remarks.note(number, label, told, number=short(read.account))
        for pair in read.objects:
            if not self.knows_object(pair):
                self.undeclared.add(pair)
                told = _("Object %(number)s of dimension %(dimension)s is not declared.")
                self.remarks.note(number, label, told, number=short(pair[1]), dimension=short(pair[0]))

    def _close(self, number: int) -> Voucher | None:
        if self.voucher is None:
            self.remarks.note(number, "", _("A brace that closes nothing was passed over."))
        return self._finished()

    def _unclosed(self) -> Voucher | None:
        assert self.voucher is not None
        told = _("The brace after the transactions is missing.") if self.braced else _("The voucher has no lines.")
        self.remarks.note(self.voucher.line, "#VER", told)
        return self._finished()

    def _finished(self) -> Voucher | None:
        voucher, self.voucher = self.voucher, None
        self.braced = False
        if voucher is None:
            return None
        for number, _added in self.added:
            told = _("No #TRANS repeats it, as the standard says; it was counted once.")
            self.remarks.note(number, "#RTRANS", told)
        self.added = []
        if self.fault is not None:
            self.checks.left_out(voucher, self.fault)
            return None
        self.checks.check(voucher)
        return voucher
