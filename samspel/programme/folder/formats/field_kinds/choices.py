"""One of a few values."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from samspel.programme.folder.formats.field_kinds.wrong_values import of_wrong_type
from samspel.programme.folder.formats.problems import Spot
from samspel.programme.folder.formats.suggestions import did_you_mean, listed


@dataclass(frozen=True)
class Flag:
    """True or false."""

    def read(self, raw: Any, at: Spot) -> bool | None:
        """The truth value."""
        return raw if isinstance(raw, bool) else of_wrong_type(raw, _("true or false"), at)


@dataclass(frozen=True)
class Choice:
    """One of a fixed set of words."""

    options: tuple[str, ...]

    def read(self, raw: Any, at: Spot) -> str | None:
        """The word."""
        if isinstance(raw, str) and raw in self.options:
            return raw
        expected = _("one of %(options)s") % {"options": listed(self.options)}
        return of_wrong_type(raw, expected, at, did_you_mean(str(raw), self.options))
