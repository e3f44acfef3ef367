"""The checksum of #KSUMMA: CRC-32 over labels and contents of fields, as bytes in the file.

What parts the fields is not in it: spaces, tabs, line ends, quotes around fields, and braces (SIE file format 4B, 4C,
“Kontrollsumma”; the polynomial EDB88320 is that of zlib).
"""

import zlib

from samspel.money.sie.formats.fields import split


def summed(line: bytes) -> bytes:
    """The bytes of a line that are in the checksum."""
    if b"\\" not in line:
        parts = line.split(b'"')
        if len(parts) % 2:
            parts[::2] = [part.translate(None, b" \t{}") for part in parts[::2]]
            return b"".join(parts)
    # Latin-1 gives each byte a character of its own, whatever encoding the file is in.
    fields, _flaw = split(line.decode("latin-1"))
    return "".join(each if isinstance(each, str) else "".join(each) for each in fields).encode("latin-1")


class Checksum:
    """A checksum that is gathered line by line."""

    def __init__(self) -> None:
        self.value = 0

    def add(self, line: bytes) -> None:
        """Take account of a line between the two #KSUMMA."""
        self.value = zlib.crc32(summed(line), self.value)

    def agrees(self, text: str) -> bool:
        """Whether a file's last #KSUMMA says the same, with or without sign."""
        digits = text.removeprefix("-")
        if not digits.isascii() or not digits.isdigit() or len(digits) > 10:
            return False
        return int(text) % (1 << 32) == self.value
