"""Texts kept in Swedish and English side by side, shown in the reader's language."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, override


def in_language(swedish: str, english: str) -> str:
    """The text in the active language; the other one where a text is missing."""
    return (english or swedish) if get_language() == "en" else (swedish or english)


class Localised:
    """Descriptor: `name = Localised("name")` reads `name_sv` or `name_en` by the active language."""

    def __init__(self, field: str) -> None:
        self.field = field

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        return in_language(getattr(instance, f"{self.field}_sv"), getattr(instance, f"{self.field}_en"))


@dataclass(frozen=True)
class BilingualText:
    """A text that a programme folder or a file of rules or codes brings in both languages; `str()` gives the reader's.

    What code itself says is a message of the catalogues."""

    sv: str
    en: str

    def __str__(self) -> str:
        return in_language(self.sv, self.en)


Words = BilingualText | str | Promise
"""What `str()` gives in the reader's language: a message of the catalogues, or a text that was brought."""


def in_both(words: Words) -> tuple[str, str]:
    """The words in Swedish and English, for what must be found by either, such as a column's heading."""
    if isinstance(words, BilingualText):
        return words.sv, words.en
    return in_language_of("sv", words), in_language_of("en", words)


def in_language_of(code: str, words: Words) -> str:
    """The words in the language with the code, whoever reads."""
    with override(code):
        return str(words)
