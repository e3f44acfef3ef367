"""What apps hand to the staged import: an Importer for each kind of rows (AppExtension.importers)."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from samspel.core.bilingual import Words
from samspel.core.programmes.models import Programme
from samspel.core.tables import Field, RowProblem, Table
from samspel.web.extension import all_in

if TYPE_CHECKING:
    from samspel.imports.models import Import

PROBLEMS_KEPT = 200
"""How many problems a report keeps for the page; all are counted."""

Progress = Callable[[int], None]
"""Called with how many rows are worked through."""


class ImportFault(Exception):  # noqa: N818  named after what is the case
    """The file cannot be taken in; the message is for the user."""


class Importer(Protocol):
    """Reads and writes the rows of a table as one kind of thing, such as support to enterprises."""

    @property
    def key(self) -> str:
        """Its name in addresses."""
        ...

    @property
    def names(self) -> Words:
        """Its name on pages, in the plural."""
        ...

    @property
    def action(self) -> str:
        """The permission."""
        ...

    @property
    def page(self) -> tuple[str, ...]:
        """Where the saved rows are shown: a page's name and its arguments."""
        ...

    def fields(self, programme: Programme) -> list[Field]:
        """The columns."""
        ...

    def template(self, programme: Programme, notes: Sequence[str]) -> bytes:
        """The Excel file to fill in."""
        ...

    def check(self, staged: "Import", table: Table, progress: Progress) -> dict[str, Any]:
        """What is right and wrong in every row, as the import's report: rows, new, same, and `problem_report`."""
        ...

    def save(self, staged: "Import", table: Table, progress: Progress) -> int | None:
        """Write every row and mark the import as saved (`import_mark_saved`), in one transaction, with the ids of what
        is new (`brought`, as spans); returns how many were written, or None where a row has become wrong."""
        ...

    def undo_note(self, staged: "Import") -> str:
        """Why what the saved file brought cannot be taken back as one; '' where it can."""
        ...

    def undo(self, staged: "Import", user: Any, reason: str) -> Mapping[str, Any]:
        """Take back everything the file brought, within a transaction; returns how many by name. ImportFault or
        FactError where some of it has changed since, PermissionDenied where the user may not."""
        ...


def importers() -> dict[str, Importer]:
    """Every app's importers by their key."""
    return {importer.key: importer for importer in all_in("importers")}


def problem_report(problems: Sequence[RowProblem]) -> dict[str, Any]:
    """The problems as an import's report keeps them: `wrong` rows, the first problems, and how many there are."""
    return {
        "wrong": len({problem.line for problem in problems}),
        "problems": [
            {"line": p.line, "column": p.column_name, "found": p.found[:200], "message": p.message}
            for p in problems[:PROBLEMS_KEPT]
        ],
        "problem_count": len(problems),
    }
