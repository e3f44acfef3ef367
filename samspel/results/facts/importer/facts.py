"""Facts of each kind as rows of a file: what is handed to the staged import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from samspel.core import clock
from samspel.core.bilingual import Words
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.core.tables import Field, Table
from samspel.imports.importer import Progress, problem_report
from samspel.imports.models import Import
from samspel.imports.rules import spans_of
from samspel.imports.services.work import import_mark_saved
from samspel.results.facts.importer.fact_columns import table_fields, template_of, words_of
from samspel.results.facts.importer.fact_rows import Reader, Verdicts
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.facts.labels.kinds.fact_kind import FactKind
from samspel.results.facts.queries.fingerprints import fingerprints_recorded
from samspel.results.facts.services.fact_import_undo import fact_import_undo
from samspel.results.facts.services.fact_rows import facts_write

NAMES_KEPT = 200
"""How many names of new organisations a report keeps for the page."""


@dataclass(frozen=True)
class FactImporter:
    """Facts of a kind."""

    kind: FactKind

    @property
    def key(self) -> str:
        """The kind's."""
        return self.kind.key

    @property
    def names(self) -> Words:
        """The kind's."""
        return self.kind.names

    @property
    def action(self) -> str:
        """To record the kind."""
        return self.kind.action

    @property
    def page(self) -> tuple[str, ...]:
        """The list of the kind's facts."""
        return ("results:facts", self.kind.key)

    def fields(self, programme: Programme) -> list[Field]:
        """The kind's fields."""
        return table_fields(self.kind, words_of(structure_of(programme)))

    def template(self, programme: Programme, notes: Sequence[str]) -> bytes:
        """With the programme's own lists."""
        return template_of(self.kind, words_of(structure_of(programme)), notes)

    def check(self, staged: Import, table: Table, progress: Progress) -> dict[str, Any]:
        """New organisations are counted apart."""
        verdicts = self._verdicts(staged, table, progress)
        there = fingerprints_recorded(self.kind, staged.programme, [r.fingerprint for r in verdicts.ready])
        return {
            "rows": verdicts.lines,
            "same": len(there),
            "new": len(verdicts.ready) - len(there),
            "organisations": len(verdicts.organisations),
            "new_organisations": [o.name for o in verdicts.organisations.values()][:NAMES_KEPT],
            **problem_report(verdicts.problems),
        }

    def save(self, staged: Import, table: Table, progress: Progress) -> int | None:
        """What is there already is left as it is."""
        verdicts = self._verdicts(staged, table, progress)
        if verdicts.problems:
            return None
        with transaction.atomic():
            written = facts_write(
                user=staged.made_by, programme=staged.programme, kind=self.kind, verdicts=verdicts, staged=staged
            )
            told = {"written": len(written), "brought": spans_of(written)}
            import_mark_saved(staged=staged, done=verdicts.lines, told=told)
        return len(written)

    def undo_note(self, staged: Import) -> str:
        """Facts can be taken back."""
        return ""

    def undo(self, staged: Import, user: Any, reason: str) -> Mapping[str, Any]:
        """The facts are voided; organisations that the file registered stay, since the facts tell of them."""
        return fact_import_undo(user=user, staged=staged, kind=self.kind, reason=reason)

    def _verdicts(self, staged: Import, table: Table, progress: Progress) -> Verdicts:
        reader = Reader(self.kind, structure_of(staged.programme), staged.made_by, clock.today())
        return reader.read(table, staged.columns, progress)


FACT_IMPORTERS = [FactImporter(kind) for kind in KINDS.values()]


def import_table(
    *, user: Any, programme: Programme, kind: FactKind, table: Table, columns: Mapping[str, int], progress: Progress
) -> tuple[Verdicts, int]:
    """Read and write a whole table of facts at once; for the command line. Nothing is written where a row is wrong.
    Returns what was found in the rows, and how many facts were written."""
    reader = Reader(kind, structure_of(programme), user, clock.today())
    verdicts = reader.read(table, columns, progress)
    if verdicts.problems:
        return verdicts, 0
    return verdicts, len(facts_write(user=user, programme=programme, kind=kind, verdicts=verdicts))
