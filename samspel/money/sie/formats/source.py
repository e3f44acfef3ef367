"""Bytes of a file in blocks of whole lines, from any place, in constant memory."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from samspel.money.sie.formats.remarks import SieError

_BLOCK = 1 << 18
_LONGEST = 1 << 20
"""Bytes of a line beyond which the file cannot be what it says it is."""


class SieSource:
    """A file that can be read from any place. A stream without places is first kept in a temporary file.

    Several readings may go on at once, as each says where it reads."""

    def __init__(self, origin: BinaryIO | Path) -> None:
        if isinstance(origin, Path):
            self._file: BinaryIO = origin.open("rb")
        elif origin.seekable():
            self._file = origin
        else:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115
            shutil.copyfileobj(origin, self._file)

    def read_at(self, position: int, size: int) -> bytes:
        """Up to `size` bytes from `position`."""
        self._file.seek(position)
        return self._file.read(size)


def blocks(source: SieSource, position: int = 0) -> Iterator[tuple[int, bytes]]:
    """Blocks of whole lines, each ended by LF whatever it was in the file, with their places in the file.

    SieError where a line is longer than any line of such a file."""
    rest = b""
    while chunk := source.read_at(position + len(rest), _BLOCK):
        content = rest + chunk
        # A CR last may be the first half of CRLF.
        cut = max(content.rfind(b"\n"), content.rfind(b"\r", 0, -1)) + 1
        if cut:
            yield position, _with_lf(content[:cut])
        elif len(content) > _LONGEST:
            raise SieError(_("This is not a SIE file: it has a line of more than a million characters."))
        position, rest = position + cut, content[cut:]
    if rest:
        yield position, _with_lf(rest).removesuffix(b"\n") + b"\n"


def _with_lf(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in content else content
