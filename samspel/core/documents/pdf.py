"""A document as tagged PDF, set by typst. What people have written travels as data and is never read as markup."""

import json
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from samspel.core.documents.description import Document, Heading, Pairs, Paragraph, Sheet

TEMPLATE = Path(__file__).with_name("document.typ")


def to_pdf(document: Document) -> bytes:
    """The document as PDF/UA-1: headings, tables with heads, title and language for those who listen to it."""
    told = {
        "title": document.title,
        "lang": document.language,
        "year": document.made_at.year,
        "month": document.made_at.month,
        "day": document.made_at.day,
        "mark": document.mark,
        "blocks": [_told(block) for block in document.blocks],
    }
    data, moment = json.dumps(_clean(told), ensure_ascii=False), int(document.made_at.timestamp())
    try:
        return _compiled(data, moment, ["ua-1"])
    except typst.TypstError:  # a character that no font of ours has, which the standard does not allow
        return _compiled(data, moment, [])


def _compiled(data: str, moment: int, standards: Any) -> bytes:
    made: bytes = typst.compile(
        _template(), format="pdf", sys_inputs={"document": data}, pdf_standards=standards, timestamp=moment,
        ignore_system_fonts=True,
    )  # fmt: skip
    return made


def _clean(value: Any) -> Any:
    """The same without control characters."""
    if isinstance(value, str):
        return "".join(c for c in value if c == "\n" or unicodedata.category(c) != "Cc")
    if isinstance(value, dict):
        return {key: _clean(inner) for key, inner in value.items()}
    return [_clean(inner) for inner in value] if isinstance(value, list) else value


@lru_cache(maxsize=1)
def _template() -> bytes:
    return TEMPLATE.read_bytes()


def _told(block: Heading | Paragraph | Pairs | Sheet) -> dict[str, object]:
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block.text, "level": block.level}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "text": block.text}
    if isinstance(block, Pairs):
        return {"kind": "pairs", "rows": [list(row) for row in block.rows]}
    return {
        "kind": "table",
        "caption": block.caption,
        "head": list(block.head),
        "rows": [list(row) for row in block.rows],
        "numbers": sorted(block.numbers),
        "total": block.total,
    }
