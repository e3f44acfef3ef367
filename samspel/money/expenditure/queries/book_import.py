"""Files of books as their pages show them: those brought in before, and one on its way in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from samspel.core import access
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import CostCategory
from samspel.money.expenditure.policy import ExpenditureAction
from samspel.money.expenditure.queries.book_preview import AccountSum
from samspel.money.expenditure.rules import UNMAPPED
from samspel.money.models import BookImport


@dataclass(frozen=True)
class BookVerdict:
    """What was found in a file: its accounts with their categories, its projects as (code, name and rows), and the sum
    of the rows that would be taken in. What else there is to tell is in the import's report."""

    accounts: Sequence[AccountSum]
    projects: Sequence[tuple[str, str]]
    total: Decimal

    @property
    def unmapped(self) -> list[AccountSum]:
        """Accounts that nothing is said of yet."""
        return [account for account in self.accounts if account.unmapped]

    @property
    def mapped(self) -> list[AccountSum]:
        """The others."""
        return [account for account in self.accounts if not account.unmapped]


def book_verdict(report: Mapping[str, Any], categories: Sequence[CostCategory]) -> BookVerdict:
    """The verdict in the report of an import that is checked."""
    of: dict[str, Any] = {"": UNMAPPED, "-": None} | {category.code: category for category in categories}
    accounts = [
        AccountSum(account, name, rows, Decimal(total), of.get(code, UNMAPPED))
        for account, name, rows, total, code in report["accounts"]
    ]
    projects = [(code, f"{code} {name} ({rows})") for code, name, rows in report["projects"]]
    return BookVerdict(accounts, projects, Decimal(report["total"]))


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
