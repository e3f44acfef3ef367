"""What is said of a value that cannot be used."""

from typing import Any

from django.utils.translation import gettext as _

from samspel.programme.folder.formats.problems import Spot
from samspel.programme.folder.formats.suggestions import did_you_mean, quoted


def of_wrong_type(raw: Any, expected: str, at: Spot, hint: str = "") -> Any:
    """Note that a value is of another sort than expected. Gives None, for the reader to give in turn."""
    message = _("%(field)s should be %(expected)s, but here it says %(found)s.%(hint)s")
    words = {"field": at.field, "expected": expected, "found": shown(raw), "hint": hint}
    at.wrong(message % words, shown(raw), expected)
    return None


def unknown_key(key: str, allowed: tuple[str, ...], at: Spot) -> None:
    """Note a key that the format does not have, and the one that was probably meant."""
    message = _("“%(key)s” is not a key that can be used here.%(hint)s")
    hint = did_you_mean(key, allowed) or " " + _("Possible keys: %(keys)s.") % {"keys": ", ".join(allowed)}
    (at / key).wrong(message % {"key": key, "hint": hint}, key, ", ".join(allowed))


def shown(raw: Any) -> str:
    """A raw value as the user wrote it, shortened."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, dict):
        return _("a table")
    if isinstance(raw, list):
        return _("a list of %(number)d") % {"number": len(raw)}
    text = str(raw)
    text = text if len(text) <= 60 else text[:59] + "…"
    return quoted(text) if isinstance(raw, str) else text
