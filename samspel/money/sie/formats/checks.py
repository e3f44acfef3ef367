"""What is checked of each voucher when all of it is read."""

from bisect import bisect_right
from collections import defaultdict
from decimal import Decimal

from django.utils.translation import gettext as _

from samspel.money.sie.formats.book import Book, Voucher
from samspel.money.sie.formats.remarks import Remarks, short

_HALF_ORE = Decimal("0.005")


class Checks:
    """Remarks on vouchers that do not balance, lie outside the year, or have a number that came before."""

    def __init__(self, book: Book, remarks: Remarks) -> None:
        self.remarks = remarks
        self.year = book.years.get(0)
        self.numbers: dict[str, Numbers] = defaultdict(Numbers)

    def check(self, voucher: Voucher) -> None:
        """Note what is wrong with the voucher."""
        total = voucher.balance
        if total and abs(total) >= _HALF_ORE:
            told = _("Voucher %(voucher)s does not balance: the sum is %(sum)s.")
            self.remarks.note(voucher.line, "#VER", told, voucher=named(voucher), sum=f"{total:f}")
        year = self.year
        if year is not None and not year.start <= voucher.date <= year.end:
            told = _("Voucher %(voucher)s is dated %(date)s, outside the financial year %(start)s to %(end)s.")
            about = {"voucher": named(voucher), "date": voucher.date, "start": year.start, "end": year.end}
            self.remarks.note(voucher.line, "#VER", told, **about)
        if voucher.number and not self.numbers[voucher.series].add(voucher.number):
            told = _("The number of voucher %(voucher)s came before in the series.")
            self.remarks.note(voucher.line, "#VER", told, voucher=named(voucher))

    def left_out(self, voucher: Voucher, fault: tuple[int, str, str]) -> None:
        """Note that the voucher is left out, and why."""
        self.remarks.omitted += 1
        told = _("Voucher %(voucher)s of line %(line)s is left out: %(why)s.")
        about = {"voucher": named(voucher), "line": voucher.line, "why": fault[2]}
        self.remarks.note(fault[0], fault[1], told, **about)


def named(voucher: Voucher) -> str:
    """Series and number as people write them."""
    return short(f"{voucher.series} {voucher.number}".strip()) or "–"


class Numbers:
    """Numbers that came in a series, as stretches without gaps: a series in order takes next to no memory."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._others: set[str] = set()

    def add(self, number: str) -> bool:
        """Take account of a number; whether it is new."""
        if not (number.isascii() and number.isdigit() and len(number) <= 18):
            new = number not in self._others
            self._others.add(number)
            return new
        value, starts, ends = int(number), self._starts, self._ends
        at = bisect_right(starts, value)
        if at and value <= ends[at - 1]:
            return False
        joins_before = at > 0 and ends[at - 1] == value - 1
        joins_after = at < len(starts) and starts[at] == value + 1
        if joins_before and joins_after:
            ends[at - 1] = ends.pop(at)
            del starts[at]
        elif joins_before:
            ends[at - 1] = value
        elif joins_after:
            starts[at] = value
        else:
            starts.insert(at, value)
            ends.insert(at, value)
        return True
