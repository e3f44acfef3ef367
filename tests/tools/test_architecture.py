"""What the architecture page names is there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = " ".join((ROOT / "docs/architecture.md").read_text(encoding="utf-8").split())
NAMED = sorted(set(re.findall(r"`(samspel/[\w/]+(?:\.py)?)`((?: `\w+`(?:,| and)?)*)", TEXT)))


def test_something_is_named() -> None:
    assert len(NAMED) > 15


@pytest.mark.parametrize(("path", "names"), NAMED)
def test_a_place_on_a_walk_is_there(path: str, names: str) -> None:
    place = ROOT / path
    assert place.exists(), path
    if names:
        tree = ast.parse(place.read_text(encoding="utf-8"))
        defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        assert set(re.findall(r"\w+", names.replace(" and", ""))) <= defined
