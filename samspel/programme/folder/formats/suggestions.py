"""What was probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches

from django.utils.translation import gettext as _


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence with the closest known word, after a space; empty where none is close."""
    by_folded = {candidate.casefold(): candidate for candidate in known}
    close = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return " " + _("Did you mean “%(word)s”?") % {"word": by_folded[close[0]]} if close else ""


def listed(words: Iterable[str]) -> str:
    """Words in quotation marks with commas between."""
    return ", ".join(quoted(word) for word in words)


def quoted(text: str) -> str:
    """A text in the language's quotation marks."""
    return _("“%(text)s”") % {"text": text}
