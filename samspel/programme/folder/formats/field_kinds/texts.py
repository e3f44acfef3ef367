"""Texts in one language or in both."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from samspel.programme.folder.formats.field_kinds.wrong_values import of_wrong_type, unknown_key
from samspel.programme.folder.formats.problems import Spot

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
MEASURE = re.compile(r"[A-Za-z][A-Za-z0-9_.:-]{0,59}")
LANGUAGES = ("sv", "en")


@dataclass(frozen=True)
class Text:
    """A text in one language, such as a reference number; at most `limit` characters."""

    limit: int | None = None
    pattern: re.Pattern[str] | None = None

    def read(self, raw: Any, at: Spot) -> str | None:
        """The text without surrounding white space."""
        if not isinstance(raw, str):
            return of_wrong_type(raw, _("a text in quotation marks"), at)
        text = raw.strip()
        if "\0" in text:
            at.wrong(_("There is a character here that cannot be in a text."))
            return None
        if not text:
            at.wrong(
                _("%(field)s is empty. Write the text, or take the line away if it is optional.") % {"field": at.field}
            )
            return None
        if self.limit and len(text) > self.limit:
            message = _("%(field)s has %(found)d characters; at most %(limit)d fit.")
            at.wrong(message % {"field": at.field, "found": len(text), "limit": self.limit}, len(text), self.limit)
            return None
        if self.pattern and not self.pattern.fullmatch(text):
            message = _("“%(found)s” cannot be %(field)s: use the letters a–z, digits, and - or _ between them.")
            at.wrong(message % {"found": text, "field": at.field}, text)
            return None
        return text


@dataclass(frozen=True)
class Bilingual:
    """A text in Swedish and English: `{ sv = "…", en = "…" }`."""

    limit: int | None = None

    def read(self, raw: Any, at: Spot) -> tuple[str, str] | None:
        """(Swedish, English); both obligatory."""
        if not isinstance(raw, dict):
            return of_wrong_type(raw, _('a text in both languages: { sv = "…", en = "…" }'), at)
        for key in raw.keys() - set(LANGUAGES):
            unknown_key(key, LANGUAGES, at)
        texts = []
        for language in LANGUAGES:
            if not isinstance(raw.get(language, ""), str):
                of_wrong_type(raw[language], _("a text in quotation marks"), at / language)
            elif not raw.get(language, "").strip():
                spot = at / language if language in raw else at
                spot.wrong(_lacking(language) % {"field": at.field}, "", language)
            else:
                texts.append(Text(self.limit).read(raw[language], at / language))
        swedish, english = [*texts, None, None][:2]
        return (swedish, english) if swedish and english else None


def _lacking(language: str) -> str:
    if language == "sv":
        return _("%(field)s has no Swedish text (sv). Every text is written in both languages.")
    return _("%(field)s has no English text (en). Every text is written in both languages.")
