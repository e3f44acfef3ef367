"""The second pass over a file: its vouchers, one at a time.

A voucher written as nearly all programs write them is taken in one piece, with what its fields mean kept for the next
time they come. All else is taken line by line and apart into fields, with remarks.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from samspel.money.sie.formats import values
from samspel.money.sie.formats.book import Book, Objects, Transaction, Voucher
from samspel.money.sie.formats.open_voucher import OpenVoucher
from samspel.money.sie.formats.remarks import Remarks
from samspel.money.sie.formats.scan import Scan
from samspel.money.sie.formats.source import SieSource, blocks

_REMEMBERED = 10_000
_LONGEST = 1 << 20
_TEXT = r'(?:"([^"\\\n]*+)"|([^ \t\n"{}\\\0\x1a]++))'
_DAY = r'(?:""|"?([0-9]{8})"?)'
_VOUCHER = re.compile(
    rf"^[ \t]*+#VER[ \t]++{_TEXT}[ \t]++{_TEXT}[ \t]++([0-9]{{8}})"
    rf"(?:[ \t]++{_TEXT}(?:[ \t]++{_DAY}(?:[ \t]++{_TEXT})?)?)?[ \t]*+\n"
    r"[ \t]*+\{[ \t]*+\n((?:[ \t]*+#TRANS[^\n]*+\n)*+)[ \t]*+\}[ \t]*+\n",
    re.MULTILINE,
)
_TRANSACTION = re.compile(
    r'^[ \t]*+#TRANS[ \t]++([^ \t\n"{}\\]++)[ \t]*+\{([^{}\\\n]*+)\}[ \t]*+(-?[0-9]{1,18}+(?:\.[0-9]{1,2}+)?+)'
    rf"(?:[ \t]++{_DAY}(?:[ \t]++{_TEXT}"
    rf'(?:[ \t]++(?:""|(-?[0-9]{{1,9}}(?:\.[0-9]{{1,6}})?))(?:[ \t]++{_TEXT})?)?)?)?[ \t]*+\n',
    re.MULTILINE,
)
_LAST = re.compile(r"\A.*^(?=[ \t]*#VER)", re.MULTILINE | re.DOTALL | re.IGNORECASE)
_LISTED = re.compile(r'[ \t]*(?:"([^"]*)"|([^ \t"]+))')


class Unusual(Exception):  # noqa: N818
    """A field that only the long way reads."""


class _Known(dict[str, Any]):
    """What fields mean, worked out the first time they come."""

    def __init__(self, meaning: Callable[[str], Any]) -> None:
        super().__init__()
        self.meaning = meaning

    def __missing__(self, field: str) -> Any:
        value = self.meaning(field)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[field] = value
        return value


class _ShortWay:
    """Vouchers from what the pattern of a usual voucher found."""

    def __init__(self, opened: OpenVoucher) -> None:
        self.opened = opened
        self.accounts, self.objects = _Known(self._account), _Known(self._objects)
        self.days, self.quantities = _Known(_day), _Known(_quantity)

    def voucher(self, found: re.Match[str], number: int) -> Voucher | None:
        """The voucher that begins on line `number`, or None where the long way has to be taken."""
        series, bare_series, own, bare_own, day, text, bare_text, entered, sign, bare_sign, body = found.groups("")
        taken = _TRANSACTION.findall(body)
        if len(taken) != body.count("\n"):
            return None
        accounts, objects, days, quantities = self.accounts, self.objects, self.days, self.quantities
        try:
            transactions = [
                Transaction(
                    accounts[account],
                    objects[listed],
                    Decimal(amount),
                    days[on],
                    said or bare_said,
                    quantities[quantity],
                    by or bare_by,
                )
                for account, listed, amount, on, said, bare_said, quantity, by, bare_by in taken
            ]
            made, entered_on = days[day], days[entered]
        except Unusual:
            return None
        return Voucher(
            series or bare_series,
            own or bare_own,
            made,
            text or bare_text,
            entered_on,
            sign or bare_sign,
            transactions,
            number,
        )

    def _account(self, text: str) -> str:
        if not self.opened.knows_account(text):
            raise Unusual
        return text

    def _objects(self, text: str) -> Objects:
        listed = [quoted or bare for quoted, bare in _LISTED.findall(text)]
        if text.count('"') % 2 or len(listed) % 2 or not all(listed):
            raise Unusual
        objects = tuple(zip(map(values.dimension, listed[::2]), listed[1::2], strict=True))
        if not all(map(self.opened.knows_object, objects)):
            raise Unusual
        return objects


def _day(text: str) -> Any:
    day, usual = values.day(text)
    if not usual or (text and day is None):
        raise Unusual
    return day


def _quantity(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def read_vouchers(source: SieSource, found: Scan, encoding: str, book: Book, remarks: Remarks) -> Iterator[Voucher]:
    """The vouchers of a file, each as soon as it is read."""
    opened = OpenVoucher(book, remarks)
    short_way = _ShortWay(opened)
    number = found.first_voucher
    for text in _pieces(source, found, encoding):
        at = 0
        for usual in _VOUCHER.finditer(text):
            start = usual.start()
            if start > at:
                yield from opened.read_all(text[at:start], number)
                number += text.count("\n", at, start)
            at = usual.end()
            voucher = short_way.voucher(usual, number) if opened.voucher is None else None
            if voucher is not None:
                opened.checks.check(voucher)
                yield voucher
            else:
                yield from opened.read_all(usual[0], number)
            number += text.count("\n", start, at)
        yield from opened.read_all(text[at:], number)
        number += text.count("\n", at)
    yield from opened.end()


def _pieces(source: SieSource, found: Scan, encoding: str) -> Iterator[str]:
    """The text from the first voucher on, in pieces of whole lines that end before a #VER as long as they can."""
    if not found.first_voucher:
        return
    skipped, rest = found.first_voucher - found.number, ""
    for _position, block in blocks(source, found.position):
        content = block
        if skipped:
            content = content.split(b"\n", skipped)[-1]
            skipped = 0
        text = rest + content.decode(encoding, "replace")
        last = _LAST.match(text)
        cut = last.end() if last and len(text) - last.end() < _LONGEST else len(text)
        rest = text[cut:]
        if cut:
            yield text[:cut]
    if rest:
        yield rest
