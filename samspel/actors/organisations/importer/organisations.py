"""Organisations as rows of a file: what is handed to the staged import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samspel.actors.organisations.importer.organisation_rows import (
    read_register,
    register_fields,
    register_template,
    write_register,
)
from samspel.actors.organisations.policy import OrganisationAction
from samspel.actors.organisations.services.organisation_import_undo import organisation_import_undo
from samspel.core.bilingual import Words
from samspel.core.programmes.models import Programme
from samspel.core.tables import Field, Table
from samspel.imports.importer import Progress, problem_report
from samspel.imports.models import Import
from samspel.imports.rules import spans_of
from samspel.imports.services.work import import_mark_saved

NAMES_KEPT = 200
"""How many names of new organisations a report keeps for the page."""


@dataclass(frozen=True)
class OrganisationImporter:
    """Organisations."""

    key: str = "organisation"
    names: Words = _("Organisations")  # noqa: RUF009 - frozen
    action: str = OrganisationAction.RECORD
    page: tuple[str, ...] = ("actors:actors",)

    def fields(self, programme: Programme) -> list[Field]:
        """The same in every programme."""
        return register_fields()

    def template(self, programme: Programme, notes: Sequence[str]) -> bytes:
        """The same in every programme."""
        return register_template(notes)

    def check(self, staged: Import, table: Table, progress: Progress) -> dict[str, Any]:
        """Those that are registered and differ count as new: they are staged up to date."""
        verdicts = read_register(table, staged.columns, progress)
        new, changed = len(verdicts.new), len(verdicts.changed)
        return {
            "rows": verdicts.lines,
            "new": new + changed,
            "changed": changed,
            "same": len(verdicts.ready) - new - changed,
            "organisations": new,
            "new_organisations": [str(row.details["name"]) for row in verdicts.new[:NAMES_KEPT]],
            **problem_report(verdicts.problems),
        }

    def save(self, staged: Import, table: Table, progress: Progress) -> int | None:
        """Aliases and years' figures are added to, never taken away."""
        verdicts = read_register(table, staged.columns, progress)
        if verdicts.problems:
            return None
        with transaction.atomic():
            written = write_register(staged.made_by, staged.programme, verdicts, staged.filename)
            told = {
                "written": len(written.new) + written.changed,
                "brought": spans_of(written.new),
                "changed": written.changed,
                "added_to": written.added_to,
            }
            import_mark_saved(staged=staged, done=verdicts.lines, told=told)
        return len(written.new) + written.changed

    def undo_note(self, staged: Import) -> str:
        """What known organisations said before is not kept, so it cannot be put back."""
        if staged.report["changed"] or staged.report["added_to"]:
            return gettext(
                "The import cannot be undone: it brought known organisations up to date. Correct them one by one."
            )
        return ""

    def undo(self, staged: Import, user: Any, reason: str) -> Mapping[str, Any]:
        """Organisations that nothing refers to yet are removed."""
        return organisation_import_undo(user=user, staged=staged)
