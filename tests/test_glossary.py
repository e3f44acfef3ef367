"""The glossary has every table and every slice of the product."""

from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
NO_SLICES = {"locale", "migrations", "models", "queries", "services", "static", "templates", "templatetags", "views"}
WITHOUT_SLICES = {"cli", "code_lists", "config", "example"}  # rooms of tools and lists, not of the field


def models() -> list[str]:
    """Labels of the product's tables."""
    return sorted(m._meta.label for m in apps.get_models() if m.__module__.startswith("samspel."))


def slices() -> list[str]:
    """Folders of the slices, from the root."""
    found = (path.parent for path in (ROOT / "samspel").glob("*/*/__init__.py"))
    return sorted(
        folder.relative_to(ROOT).as_posix()
        for folder in found
        if folder.name not in NO_SLICES and folder.parent.name not in WITHOUT_SLICES
    )


@pytest.mark.parametrize("label", models())
def test_every_table_is_in_it(label: str) -> None:
    assert f"`{label}`" in GLOSSARY


@pytest.mark.parametrize("folder", slices())
def test_every_slice_is_in_it(folder: str) -> None:
    assert f"`{folder}`" in GLOSSARY


def test_a_term_has_both_languages_a_meaning_and_a_place() -> None:
    rows = [line.strip("|").split("|") for line in GLOSSARY.splitlines() if line.startswith("| ")]
    assert len(rows) > len(models())
    for row in rows:
        assert len(row) == 4, row
        assert all(cell.strip() for cell in row), row
