"""Documents that people hand over: one description, written as Word and as tagged PDF. Pure: values in, bytes out.

The same document and moment give the same bytes each time.
"""

from samspel.core.documents.archive import parcel, steady
from samspel.core.documents.description import Document, Heading, Pairs, Paragraph, Sheet
from samspel.core.documents.pdf import to_pdf
from samspel.core.documents.word import to_word

__all__ = ["Document", "Heading", "Pairs", "Paragraph", "Sheet", "parcel", "steady", "to_pdf", "to_word"]
