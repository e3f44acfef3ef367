"""A document as Word."""

import io
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from samspel.core.documents.archive import steady
from samspel.core.documents.description import Document, Heading, Pairs, Paragraph, Sheet

LOCALES = {"sv": "sv-SE", "en": "en-GB"}
BODY, SMALL = Pt(11), Pt(9)


def to_word(document: Document) -> bytes:
    """The document as .docx, with real headings and tables whose head is repeated on each page."""
    made: Any = docx.Document()
    _settle(made, document)
    made.add_heading(_clean(document.title), 0)
    for block in document.blocks:
        if isinstance(block, Heading):
            made.add_heading(_clean(block.text), min(block.level, 4))
        elif isinstance(block, Paragraph):
            for part in block.text.split("\n\n"):
                made.add_paragraph(_clean(part))
        elif isinstance(block, Pairs):
            _pairs(made, block)
        else:
            _table(made, block)
    out = io.BytesIO()
    made.save(out)
    return steady(out.getvalue())


def _settle(made: Any, document: Document) -> None:
    about = made.core_properties
    about.title, about.language, about.author = document.title, LOCALES[document.language], "Samspel"
    about.created = about.modified = document.made_at.replace(tzinfo=None)
    about.revision, about.comments = 1, ""
    normal = made.styles["Normal"]
    normal.font.size = BODY
    marked = normal.element.get_or_add_rPr()
    language = marked.makeelement(qn("w:lang"), {qn("w:val"): LOCALES[document.language]})
    marked.append(language)
    if document.mark:
        made.sections[0].header.paragraphs[0].text = _clean(document.mark)


def _pairs(made: Any, block: Pairs) -> None:
    for name, text in block.rows:
        line = made.add_paragraph()
        line.add_run(_clean(f"{name}: ")).bold = True
        line.add_run(_clean(text))


def _table(made: Any, block: Sheet) -> None:
    made.add_paragraph(_clean(block.caption), style="Caption")
    table = made.add_table(rows=1, cols=len(block.head), style="Table Grid")
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
    _fill(table.rows[0], block.head, block.numbers, bold=True)
    for number, row in enumerate(block.rows, start=1):
        _fill(table.add_row(), row, block.numbers, bold=block.total and number == len(block.rows))
    made.add_paragraph()


def _fill(row: Any, texts: Any, numbers: frozenset[int], bold: bool) -> None:
    for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        line = cell.paragraphs[0]
        run = line.add_run(_clean(text))
        run.bold, run.font.size = bold, SMALL
        if column in numbers:
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _clean(text: str) -> str:
    """Without the control characters that XML has no place for."""
    return "".join(c for c in text if c >= " " or c in "\n\t")
