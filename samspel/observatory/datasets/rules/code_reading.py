"""What a text in a file is found to mean, and how codes stand in texts. Pure."""

import re
import unicodedata
from dataclasses import dataclass

from samspel.observatory.datasets.labels.problems import (
    CODE_UNUSABLE,
    LETTERS_AND_DIGITS_EXPECTED,
)

CODED = re.compile(r"[0-9A-Z]{2,8}(?=[\s:]|$)")


@dataclass(frozen=True, slots=True)
class CodeMeaning:
    """What a text means: a code, or why it is left out, or what is wrong. `recoded` is the old code of one that was
    read as its successor; `label` the name an own code was given in the file."""

    code: str = ""
    left_out: str = ""
    expected: str = ""
    message: str = ""
    recoded: str = ""
    label: str = ""
    other_vintage: bool = False

    @property
    def wrong(self) -> bool:
        """Whether the text has to be mended."""
        return not self.code and not self.left_out


def leading_code(text: str) -> str:
    """The code a text begins with, such as 03 of “03 Uppsala län”; the text in capitals where it is one word."""
    found = CODED.match(text.strip().upper())
    if found is None or not (any(c.isdigit() for c in found[0]) or found[0] == text.strip().upper()):
        return text
    return found[0]


def own_code(code: str, label: str, longest: int) -> CodeMeaning:
    """An own code as it stands; a longer text gets a code of its first letters and is kept as its label."""
    text = " ".join(code.split())
    if len(text) <= longest:
        return CodeMeaning(text, label=label)
    short = _slug(text)[:longest].strip("-")
    if not short:
        return CodeMeaning(expected=str(LETTERS_AND_DIGITS_EXPECTED), message=str(CODE_UNUSABLE))
    return CodeMeaning(short, label=label or text)


def _slug(text: str) -> str:
    """The text in small letters a–z, digits, underscores and single hyphens; accents are dropped."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain.lower())).strip("-_")
