"""Files of books as their pages show them: those brought in before, and one on its way in."""

from typing import Any

from samspel.core import access
from samspel.core.programmes.context import ReadContext
from samspel.money.expenditure.policy import ExpenditureAction
from samspel.money.models import BookImport


def book_imports(context: ReadContext) -> Any:
    """The files the reader may see, the latest first, without their contents: a queryset."""
    rows = access.visible(
        context.reader, ExpenditureAction.VIEW, BookImport.objects.filter(programme=context.programme)
    )
    return rows.defer("content").select_related("partner", "made_by")


def book_import_of(context: ReadContext, pk: int) -> BookImport | None:
    """The file, for a reader who may record for its partner; None otherwise."""
    rows = BookImport.objects.filter(programme=context.programme)
    own = access.visible(context.reader, ExpenditureAction.RECORD, rows)
    found: BookImport | None = own.select_related("partner", "programme", "made_by").filter(pk=pk).first()
    return found
