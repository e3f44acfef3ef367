"""SQLite compares without case for every letter, as PostgreSQL does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.core.models import Municipality
from samspel.core.sqlite import like

pytestmark = pytest.mark.every_database

LETTERS = st.text("aåÅäÄöÖéÉñß%_\\x", max_size=12)


@given(LETTERS, LETTERS, LETTERS)
def test_a_text_fits_itself_within_another_in_any_case(before, text, after):
    escaped = text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    assert like(f"%{escaped}%", before + text.upper() + after, "\\")
    assert like(f"%{escaped}%", before + text.lower() + after, "\\")


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [("å_g", "ÅNG", True), ("å_g", "ÅNNG", False), ("a%", "Å", False), ("100\\%", "1000", False),
     ("a\nb", "A\nB", True), ("%", "", True), ("_", "", False)],
)  # fmt: skip
def test_percent_is_any_and_underscore_one(pattern, text, fits):
    assert like(pattern, text, "\\") is fits


def test_a_place_is_found_whatever_the_case_of_its_letters(db: None) -> None:
    for word in ("öREBRO", "ÖREBRO", "örebro"):
        assert Municipality.objects.filter(name__iexact=word).exists()
        assert Municipality.objects.filter(name__icontains=word[1:]).exists()
