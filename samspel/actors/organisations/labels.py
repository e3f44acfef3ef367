"""Competences in their groups, as forms show them."""

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _

from samspel.code_lists.organisations import competences

FILE = Path(__file__).parents[2] / "code_lists" / "data" / "competences.toml"


def competence_groups() -> list[tuple[str, Sequence[tuple[str, str]]]]:
    """Each group's name with its competences (code and name), in the reader's language."""
    names = {
        "food": _("Food"),
        "health": _("Health"),
        "energy": _("Energy"),
        "industry": _("Industry"),
        "digital": _("Digital technology"),
        "business": _("Business"),
    }
    words = competences()
    return [(names.get(group, group), [(code, str(words[code])) for code in codes]) for group, codes in _groups()]


@lru_cache(maxsize=1)
def _groups() -> list[tuple[str, list[str]]]:
    groups = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return [(group, list(codes)) for group, codes in groups.items()]
