"""Lists of places, activities and words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from samspel.programme.folder.formats.field_kinds.wrong_values import of_wrong_type
from samspel.programme.folder.formats.problems import Spot

CLASSIFICATIONS = {"nace2_section": "section", "nace2_division": "division", "nace2_group": "group"}
"""What areas may be mapped to: classification → level of NACE Rev. 2."""


@dataclass(frozen=True)
class Places:
    """`"all"`, or a list of names or codes of municipalities."""

    def read(self, raw: Any, at: Spot) -> tuple[str, ...] | None:
        """The names as written; `("all",)` for all of the county."""
        if raw == "all":
            return ("all",)
        if isinstance(raw, list) and raw and all(isinstance(item, str) for item in raw):
            return tuple(item.strip() for item in raw)
        return of_wrong_type(raw, _('"all", or a list of names or codes of municipalities'), at)


@dataclass(frozen=True)
class ActivityList:
    """A list of codes of economic activities; that they are of the classification is checked with it."""

    def read(self, raw: Any, at: Spot) -> tuple[str, ...] | None:
        """The codes as written."""
        if not isinstance(raw, list) or not raw or not all(isinstance(item, str) for item in raw):
            return of_wrong_type(raw, _('a list of codes in quotation marks, such as ["10", "11"]'), at)
        return tuple(item.strip() for item in raw)


@dataclass(frozen=True)
class WordList:
    """A list of the beginnings of words, by which texts are found; each at least three letters, none twice."""

    def read(self, raw: Any, at: Spot) -> tuple[str, ...] | None:
        """The words in small letters."""
        if not isinstance(raw, list) or not raw or not all(isinstance(item, str) for item in raw):
            return of_wrong_type(raw, _('a list of words in quotation marks, such as ["energi", "solcell"]'), at)
        found = tuple(" ".join(item.casefold().split()) for item in raw)
        for position, word in enumerate(found):
            if len(word) < 3:
                of_wrong_type(word, _("a word of at least three letters"), at / position)
            elif word in found[:position]:
                message = _("“%(code)s” is named twice in %(field)s.") % {"code": word, "field": at.field}
                (at / position).wrong(message, word)
        return found
