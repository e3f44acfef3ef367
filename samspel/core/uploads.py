"""Files that people hand in as evidence: their size and kind are checked, and a scanner may look at them.

The kind is told by the content and not by the name. SAMSPEL_VIRUS_SCAN names a command, such as `clamdscan -`, that
gets the content on standard input and ends with 0 where it is clean.
"""

import hashlib
import shlex
import subprocess
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

LARGEST = 10 * 1024 * 1024
LONGEST_SCAN = 60  # seconds
_KINDS = (
    (b"%PDF-", "application/pdf", (".pdf",)),
    (b"\x89PNG\r\n\x1a\n", "image/png", (".png",)),
    (b"\xff\xd8\xff", "image/jpeg", (".jpg", ".jpeg")),
    (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",)),
    (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",)),
)
ACCEPTED = ".pdf,.png,.jpg,.jpeg,.xlsx,.docx"


class UploadError(Exception):
    """The file is not taken; the message is for the user."""


@dataclass(frozen=True)
class Accepted:
    """A file that may be kept. `digest` is SHA-256."""

    filename: str
    media_type: str
    digest: str
    content: bytes


def accept(filename: str, content: bytes) -> Accepted:
    """The file, if it may be kept. UploadError otherwise."""
    if not content:
        raise UploadError(_("The file is empty."))
    if len(content) > LARGEST:
        raise UploadError(_("The file is larger than %(limit)s MB.") % {"limit": LARGEST // 1024 // 1024})
    name = filename.replace("\\", "/").rsplit("/", 1)[-1][-200:]
    for beginning, media_type, endings in _KINDS:
        if content.startswith(beginning) and name.lower().endswith(endings):
            scan(content)
            return Accepted(name, media_type, hashlib.sha256(content).hexdigest(), content)
    raise UploadError(_("The file must be a PDF, a picture (PNG, JPEG), an Excel or a Word file, and be what it says."))


def scan(content: bytes) -> None:
    """Let the administrator's scanner look at the content. UploadError where it does not accept it."""
    command = settings.SAMSPEL_VIRUS_SCAN
    if not command:
        return
    try:
        done = subprocess.run(  # noqa: S603 - the administrator's own command
            shlex.split(command), input=content, capture_output=True, timeout=LONGEST_SCAN, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UploadError(_("The file could not be scanned. Try again later.")) from error
    if done.returncode:
        raise UploadError(_("The scanner did not accept the file."))
