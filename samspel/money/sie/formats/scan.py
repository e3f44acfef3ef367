"""The first pass over a file: all but its vouchers, and what has to be known before they can be read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from samspel.money.sie.formats.checksum import Checksum
from samspel.money.sie.formats.encodings import EncodingEvidence
from samspel.money.sie.formats.remarks import SieError
from samspel.money.sie.formats.source import SieSource, blocks

VOUCHER_LABELS = (b"#VER", b"#TRANS", b"#RTRANS", b"#BTRANS")
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_VOUCHER = re.compile(rb'^[ \t]*#VER(?![^ \t"{}\n])', re.MULTILINE | re.IGNORECASE)
_LABELLED = re.compile(rb'^[ \t]*(#(?!TRANS[ \t]|VER[ \t])[^ \t\n"{}]*)[^\n]*', re.MULTILINE)

_KSUMMA = re.compile(rb'[ \t]*#KSUMMA(?:[ \t]+"?([^ \t"]*)|[ \t]*\Z)', re.IGNORECASE)


@dataclass(slots=True)
class Scan:
    """What a first pass found. `head` is the lines outside vouchers with their numbers, in bytes.

    The vouchers begin in the block at `position`, whose first line has number `number`."""

    evidence: EncodingEvidence = field(default_factory=EncodingEvidence)
    bom: bool = False
    head: list[tuple[int, bytes]] = field(default_factory=list)
    position: int = 0
    number: int = 1
    first_voucher: int = 0
    checksum: Checksum | None = None
    opened: int = 0
    closed: str | None = None


def scan(source: SieSource) -> Scan:
    """Go through the file once. SieError where it is empty or cannot be a SIE file."""
    start = source.read_at(0, 4)
    if start.startswith(_UTF16):
        raise SieError(_("The file is saved as UTF-16. Save it in code page 437, or as UTF-8."))
    found = Scan(bom=start.startswith(_BOM))
    number = 1
    for position, block in blocks(source, len(_BOM) if found.bom else 0):
        found.evidence.add(block)
        if found.checksum is None and b"#KSUMMA" in block.upper():
            found.checksum = Checksum()
        if found.checksum is not None:
            _sum_up(found, block, number)
        _collect(found, position, block, number)
        number += block.count(b"\n")
    return found


def _collect(found: Scan, position: int, block: bytes, number: int) -> None:
    """Put aside the block's lines that are not of vouchers."""
    began = 0
    if not found.first_voucher:
        first = _VOUCHER.search(block)
        began = first.start() if first else len(block)
        for line in block[:began].split(b"\n"):
            if line.strip(b" \t"):
                found.head.append((number, line))
            number += 1
        number -= 1
        if not first:
            return
        found.first_voucher, found.position = number, position
        found.number = number - block.count(b"\n", 0, began)
    found.head.extend(_labelled(block, began, number))


def _labelled(block: bytes, began: int, number: int) -> Iterator[tuple[int, bytes]]:
    """Lines with other labels than those of vouchers. Most blocks have none, which is soon seen."""
    count = block.count
    if count(b"#", began) == sum(count(label + b" ", began) for label in VOUCHER_LABELS):
        return
    for each in _LABELLED.finditer(block, began):
        number += count(b"\n", began, each.start())
        began = each.start()
        if each[1].upper() not in VOUCHER_LABELS:
            yield number, each[0]


def _sum_up(found: Scan, block: bytes, number: int) -> None:
    """Add the block's lines between the first #KSUMMA and the one with the sum."""
    checksum = found.checksum
    assert checksum is not None
    for number, line in enumerate(block[:-1].split(b"\n"), number):  # noqa: B020
        if b"#" in line and (told := _KSUMMA.match(line)):
            if told[1] and found.opened and found.closed is None:
                found.closed = told[1].decode("latin-1")
            elif not told[1] and not found.opened:
                found.opened = number
        elif found.opened and found.closed is None:
            checksum.add(line)
