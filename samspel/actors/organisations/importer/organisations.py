"""Organisations as rows of a file: what is handed to the staged import."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samspel.actors.organisations.importer.organisation_rows import (
    read_register,
    register_fields,
    register_template,
    write_register,
)
from samspel.actors.organisations.policy import OrganisationAction
from samspel.core.bilingual import Words
from samspel.core.programmes.models import Programme
from samspel.core.tables import Field, Table
from samspel.imports.importer import Progress, problem_report
from samspel.imports.models import Import
from samspel.imports.services.table_import import import_mark_saved

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
            import_mark_saved(staged=staged, written=written, lines=verdicts.lines)
        return written
