"""Zip files whose bytes depend on nothing but what is in them."""

import io
import zipfile
from collections.abc import Mapping

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the format knows no earlier time


def parcel(files: Mapping[str, bytes]) -> bytes:
    """A zip of the files, in the order given, all of the same moment."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, content)
    return out.getvalue()


def steady(content: bytes) -> bytes:
    """A zip-based document (Word, Excel) without the times of its parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return parcel({entry.filename: source.read(entry) for entry in source.infolist()})
