"""Competences that organisations have, in groups: data/competences.toml."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from samspel.core.bilingual import BilingualText

FILE = Path(__file__).parent / "data" / "competences.toml"


def competences() -> dict[str, BilingualText]:
    """Each competence's code and name."""
    return {code: name for group in competence_groups().values() for code, name in group.items()}


@lru_cache(maxsize=1)
def competence_groups() -> Mapping[str, Mapping[str, BilingualText]]:
    """Each group's code and its competences, in the file's order."""
    groups = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        group: {code: BilingualText(name["sv"], name["en"]) for code, name in codes.items()}
        for group, codes in groups.items()
    }
