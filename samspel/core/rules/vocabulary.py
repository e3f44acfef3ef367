"""The words rule files may use, and their names in both languages."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from samspel.core.rules.rule import RuleText

KINDS = ("number", "text", "list", "table", "none")


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("vocabulary.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=32)
def words(*section: str) -> dict[str, RuleText]:
    """The words of a section such as 'group' or ('counts', 'fact') with their names, in the file's order."""
    table = _file()
    for name in section:
        table = table[name]
    return {word: RuleText(name["sv"], name["en"]) for word, name in table.items()}


@lru_cache(maxsize=1)
def conditions() -> dict[str, tuple[str, ...]]:
    """The conditions an indicator may put on facts, each with the values it may take."""
    return {name: tuple(values) for name, values in _file()["where"].items()}
