"""What can be brought in from a file: facts of each kind, and organisations."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import transaction

from samspel.actors.organisations.policy import OrganisationAction
from samspel.core import clock
from samspel.core.figures import Text
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.core.tables import Field, Problem, Table
from samspel.results.facts.importer.fact_rows import Reader, Verdicts, table_fields, template_of, words_of
from samspel.results.facts.importer.organisation_rows import (
    read_register,
    register_fields,
    register_template,
    write_register,
)
from samspel.results.facts.labels.kinds import KINDS, FactKind
from samspel.results.facts.services.fact_rows import already, write_facts
from samspel.results.models import Import
from samspel.web.extension import all_in

SHOWN = 200  # problems kept for the preview
Told = Callable[[int], None]


class Importable(Protocol):
    """Something that a file's rows can be."""

    @property
    def key(self) -> str:
        """Its name in addresses."""
        ...

    @property
    def names(self) -> Text:
        """Its name on pages, in the plural."""
        ...

    @property
    def action(self) -> str:
        """The permission."""
        ...

    @property
    def page(self) -> tuple[str, ...]:
        """Where what was brought in is seen: a page's name and its arguments."""
        ...

    def fields(self, programme: Programme) -> list[Field]:
        """The columns."""
        ...

    def template(self, programme: Programme, notes: Sequence[str]) -> bytes:
        """The Excel file to fill in."""
        ...

    def check(self, brought: Import, table: Table, told: Told) -> dict[str, Any]:
        """Verdicts on every row, for the import's report: rows, new, same, wrong, problems."""
        ...

    def save(self, brought: Import, table: Table, told: Told) -> int | None:
        """Write every row and mark the import as saved, in one transaction; None where a row is wrong by now."""
        ...


@dataclass(frozen=True)
class FactImport:
    """Facts of a kind."""

    kind: FactKind

    @property
    def key(self) -> str:
        """The kind's."""
        return self.kind.key

    @property
    def names(self) -> Text:
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

    def check(self, brought: Import, table: Table, told: Told) -> dict[str, Any]:
        """New organisations are counted apart."""
        verdicts = self._verdicts(brought, table, told)
        there = already(self.kind, brought.programme, [r.fingerprint for r in verdicts.ready])
        return {
            "rows": verdicts.lines,
            "same": len(there),
            "new": len(verdicts.ready) - len(there),
            "organisations": len(verdicts.organisations),
            "new_organisations": [o.name for o in verdicts.organisations.values()][:SHOWN],
            **told_problems(verdicts.problems),
        }

    def save(self, brought: Import, table: Table, told: Told) -> int | None:
        """What is there already is left as it is."""
        verdicts = self._verdicts(brought, table, told)
        if verdicts.problems:
            return None
        with transaction.atomic():
            written = write_facts(brought.made_by, brought.programme, self.kind, verdicts, brought)
            mark_saved(brought, written, verdicts.lines)
        return written

    def _verdicts(self, brought: Import, table: Table, told: Told) -> Verdicts:
        reader = Reader(self.kind, structure_of(brought.programme), brought.made_by, clock.today())
        return reader.read(table, brought.columns, told)


@dataclass(frozen=True)
class RegisterImport:
    """Organisations."""

    key: str = "organisation"
    names: Text = Text("Organisationer", "Organisations")  # noqa: RUF009 - frozen
    action: str = OrganisationAction.RECORD
    page: tuple[str, ...] = ("actors:actors",)

    def fields(self, programme: Programme) -> list[Field]:
        """The same in every programme."""
        return register_fields()

    def template(self, programme: Programme, notes: Sequence[str]) -> bytes:
        """The same in every programme."""
        return register_template(notes)

    def check(self, brought: Import, table: Table, told: Told) -> dict[str, Any]:
        """Those that are registered and differ count as new: they are brought up to date."""
        verdicts = read_register(table, brought.columns, told)
        new, changed = len(verdicts.new), len(verdicts.changed)
        return {
            "rows": verdicts.lines,
            "new": new + changed,
            "changed": changed,
            "same": len(verdicts.ready) - new - changed,
            "organisations": new,
            "new_organisations": [str(row.details["name"]) for row in verdicts.new[:SHOWN]],
            **told_problems(verdicts.problems),
        }

    def save(self, brought: Import, table: Table, told: Told) -> int | None:
        """Aliases and years' figures are added to, never taken away."""
        verdicts = read_register(table, brought.columns, told)
        if verdicts.problems:
            return None
        with transaction.atomic():
            written = write_register(brought.made_by, brought.programme, verdicts, brought.filename)
            mark_saved(brought, written, verdicts.lines)
        return written


IMPORTABLE: dict[str, Importable] = {
    "organisation": RegisterImport(),
    **{key: FactImport(kind) for key, kind in KINDS.items()},
}


def importers() -> dict[str, Importable]:
    """Everything that can be brought in from a file, by its key: what this app has, then what others declare."""
    return IMPORTABLE | {importer.key: importer for importer in all_in("importers")}


def bring_in(
    user: Any, programme: Programme, kind: FactKind, table: Table, columns: Mapping[str, int], told: Told
) -> tuple[Verdicts, int]:
    """Read and write a whole table of facts at once; used by the command line. Nothing is written where a row is
    wrong. Returns the verdicts and how many facts were written."""
    reader = Reader(kind, structure_of(programme), user, clock.today())
    verdicts = reader.read(table, columns, told)
    if verdicts.problems:
        return verdicts, 0
    return verdicts, write_facts(user, programme, kind, verdicts)


def told_problems(problems: Sequence[Problem]) -> dict[str, Any]:
    """The problems as an import's report keeps them."""
    return {
        "wrong": len({problem.line for problem in problems}),
        "problems": [
            {"line": p.line, "column": p.column_name, "found": p.found[:200], "message": p.message}
            for p in problems[:SHOWN]
        ],
        "problem_count": len(problems),
    }


def mark_saved(brought: Import, written: int, lines: int) -> None:
    """The content goes; the digest stays."""
    brought.stage, brought.done, brought.content = "saved", lines, None
    brought.report = {**brought.report, "written": written}
    brought.touched_at = clock.now()
    brought.save()
