"""`samspel import`: many facts from a file, with a bar that shows how far it has come."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from samspel.core.models import User
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.core.tables import TableError, read, suggest
from samspel.results.facts.importer.fact_columns import table_fields, words_of
from samspel.results.facts.importer.facts import import_table
from samspel.results.facts.labels.kinds import KINDS

WIDTH = 40
SHOWN = 20


def import_file(kind: str, path: Path, programme_code: str, email: str, out: Callable[[str], None]) -> int:
    """Read and save the file as the person; every row or none. Returns the exit status."""
    programme = Programme.objects.filter(code=programme_code).first()
    user = User.objects.filter(email=email.lower(), is_active=True).first()
    if programme is None or user is None or kind not in KINDS:
        known = ", ".join(KINDS)
        out(f"expected a kind ({known}), a programme's code and somebody's e-mail address; found {kind}, "
            f"{programme_code}, {email}")  # fmt: skip
        return 2
    try:
        table = read(path.read_bytes(), path.name)
        columns = suggest(table_fields(KINDS[kind], words_of(structure_of(programme))), table.header)
        bar = ProgressBar(table.row_count, sys.stderr)
        verdicts, written = import_table(
            user=user, programme=programme, kind=KINDS[kind], table=table, columns=columns, progress=bar.show
        )
        bar.end()
    except (OSError, TableError) as error:
        out(str(error))
        return 1
    for problem in verdicts.problems[:SHOWN]:
        out(f"{path.name}:{problem.line}: {problem.column_name}: {problem.message}")
    if verdicts.problems:
        wrong = len({problem.line for problem in verdicts.problems})
        out(f"{wrong} of {verdicts.lines} rows are wrong; nothing is saved")
        return 1
    out(f"{written} rows saved, {verdicts.lines - written} were there already")
    return 0


class ProgressBar:
    """A progress bar in a terminal; nothing where the output is not one."""

    def __init__(self, total: int, out: TextIO) -> None:
        self.total, self.out, self.seen = max(total, 1), out, out.isatty()

    def show(self, done: int) -> None:
        """Draw how many rows are done."""
        if self.seen:
            filled = WIDTH * min(done, self.total) // self.total
            self.out.write(f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{self.total}")
            self.out.flush()

    def end(self) -> None:
        """Leave the bar's line."""
        if self.seen:
            self.out.write("\n")
