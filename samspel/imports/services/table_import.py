"""Tables of rows: the uploaded file and its suggested columns, then every row by its importer."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from samspel.core.programmes.models import Programme
from samspel.core.tables import Table, TableError, read, suggest
from samspel.imports.importer import Importer, ImportFault, Progress, importers
from samspel.imports.models import Import
from samspel.imports.policy import may_import
from samspel.imports.services.staged_import import file_columns
from samspel.imports.services.work import ImportProcess, import_check


def table_import_begin(*, user: Any, programme: Programme, importer: Importer, filename: str, content: bytes) -> Import:
    """Keep the file and suggest which column is what. ImportFault where it cannot be read at all, PermissionDenied
    where the user may not bring in such rows."""
    if not may_import(user, programme, importer):
        raise PermissionDenied(importer.action)
    try:
        table = read(content, filename)
    except TableError as error:
        raise ImportFault(error.message) from error
    return Import.objects.create(
        programme=programme,
        kind=importer.key,
        columns=suggest(importer.fields(programme), table.header),
        total=table.row_count,
        report={"header": list(table.header), "encoding": table.encoding, "sheet": table.sheet},
        **file_columns(user=user, filename=filename, content=content),
    )


def table_import_check(*, staged: Import, columns: Mapping[str, int]) -> None:
    """Check every row with the fields in these columns, at once or by the worker; what is found comes in the import's
    report."""
    import_check(staged=staged, columns=dict(columns), done=0)


def _checked(staged: Import, progress: Progress) -> dict[str, Any]:
    found = importers()[staged.kind].check(staged, _table(staged), progress)
    kept = {key: staged.report[key] for key in ("header", "encoding", "sheet")}
    return {"done": found["rows"], "report": {**kept, **found}}


def _save(staged: Import, user: Any, progress: Progress) -> None:
    written = importers()[staged.kind].save(staged, _table(staged), progress)
    if written is None:
        raise ImportFault(_("Something has changed since the file was checked. Check it again."))


def _undo(staged: Import, user: Any, reason: str) -> Mapping[str, Any]:
    return importers()[staged.kind].undo(staged, user, reason)


def _undo_note(staged: Import) -> str:
    """Files saved before what they brought was kept count have nothing to go by."""
    if "brought" not in staged.report:
        return _("The file was saved before imports could be undone. Take its rows back one by one.")
    return importers()[staged.kind].undo_note(staged)


def _table(staged: Import) -> Table:
    if staged.content is None:
        raise ImportFault(_("The file is no longer there. Bring it in again."))
    return read(bytes(staged.content), staged.filename)


def _is_long(staged: Import) -> bool:
    return staged.total > settings.IMPORTS_AT_ONCE


TABLE_IMPORT = ImportProcess("results.Import", _checked, _save, _is_long, _undo, _undo_note)
