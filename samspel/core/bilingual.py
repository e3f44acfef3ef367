"""Texts kept in Swedish and English side by side, shown in the reader's language."""

from typing import Any

from django.utils.translation import get_language


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
