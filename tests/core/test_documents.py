"""Documents hold what they are told, as Word and as PDF, and come out the same each time."""

import io
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samspel.core.documents import Document, Heading, Pairs, Paragraph, Sheet, parcel, to_pdf, to_word

MOMENT = datetime(2019, 9, 30, 12, 0, tzinfo=UTC)
SHEET = Sheet("Kostnader", ["Slag", "2018"], [["Personal", "2 612 758"], ["Summa", "4 400 000"]], frozenset({1}), True)


def made(*blocks, language="sv"):
    """A document of the blocks."""
    return Document("Ekonomisk rapport", language, MOMENT, blocks, "Exempel")


def test_word_has_headings_pairs_and_tables():
    found = docx.Document(io.BytesIO(to_word(made(Heading("Summor"), Pairs([("Period", "2018")]), SHEET))))
    assert [p.text for p in found.paragraphs if p.style.name.startswith(("Title", "Heading"))] == [
        "Ekonomisk rapport", "Summor",
    ]  # fmt: skip
    assert [[cell.text for cell in row.cells] for row in found.tables[0].rows] == [list(SHEET.head), *SHEET.rows]
    assert found.core_properties.title == "Ekonomisk rapport"
    assert found.sections[0].header.paragraphs[0].text == "Exempel"


@pytest.mark.parametrize("write", [to_word, to_pdf])
def test_the_same_document_is_the_same_bytes(write):
    document = made(Heading("Summor"), Paragraph("Text"), SHEET)
    assert write(document) == write(document)


def test_pdf_is_tagged_and_has_its_language_and_title():
    content = to_pdf(made(Heading("Summor"), Paragraph("Text"), Pairs([("Period", "2018")]), SHEET))
    assert content.startswith(b"%PDF-")
    assert b"/MarkInfo" in content
    assert b"/StructTreeRoot" in content
    assert b"pdfuaid" in content
    assert b"(sv)" in content


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60), st.text(max_size=20), st.lists(st.text(max_size=10), min_size=2, max_size=2))
def test_what_people_write_is_never_markup(paragraph, heading, row):
    blocks = (Heading(heading or "x"), Paragraph(paragraph), Sheet("T", ["a", "b"], [row]))
    assert to_pdf(made(*blocks)).startswith(b"%PDF-")
    assert docx.Document(io.BytesIO(to_word(made(*blocks)))).tables


def test_markup_is_shown_as_written():
    document = made(Paragraph('#panic("nej") *fet* $x$ @ref <etikett> \\ [x]'))
    assert to_pdf(document).startswith(b"%PDF-")


def test_a_parcel_depends_on_its_content_alone():
    files = {"b.txt": b"1", "a/å.txt": b"2"}
    assert parcel(files) == parcel(files)
    with zipfile.ZipFile(io.BytesIO(parcel(files))) as found:
        assert found.namelist() == list(files)
