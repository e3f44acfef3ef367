"""Rows of a table as facts of a kind: a verdict on every row."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from samspel.actors.models import Organisation
from samspel.actors.organisations.queries.directory import NotFound, directory
from samspel.actors.organisations.queries.number import NumberError, OrganisationNumber, masked, read_number
from samspel.actors.organisations.services.organisation import OrganisationData
from samspel.core import access
from samspel.core.access import Reach
from samspel.core.models import Municipality
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import Structure
from samspel.core.tables import RowProblem, Table, TableRecord, parse
from samspel.results.facts.importer.fact_columns import ids_by_code, stored_when_empty, table_fields, words_of
from samspel.results.facts.labels.faults import fault_text
from samspel.results.facts.labels.kinds.fact_kind import FactKind
from samspel.results.facts.rules import faults, fingerprint, kind_is_research


@dataclass(slots=True)
class Ready:
    """A row that says something true: the fact's columns by id, its members, its evidence and its fingerprint.

    `new` is the number of an organisation that is registered with the row."""

    line: int
    columns: dict[str, Any]
    members: tuple[int, ...]
    evidence: str
    fingerprint: str
    new: str = ""


@dataclass
class Verdicts:
    """What was found in a table. `problems` and `same` (line numbers) are whole; `organisations` are to be made."""

    ready: list[Ready] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    lines: int = 0
    organisations: dict[str, OrganisationData] = field(default_factory=dict)


def allowed(user: Any, kind: FactKind, programme: Programme) -> Callable[[int, int], bool]:
    """Whether the user may record the kind for a (partner, area), from grants read once."""
    grants = [g for g in access.grants(user, kind.action) if g.programme_id == programme.pk]
    if any(g.key == Reach.PROGRAMME for g in grants):
        return lambda partner, area: True
    partners = {g.value for g in grants if g.key == Reach.PARTNER}
    areas = {g.value for g in grants if g.key == Reach.AREA}
    return lambda partner, area: partner in partners or area in areas


class Reader:
    """Reads one table as facts of a kind for one programme and user. `today` bounds the days."""

    def __init__(self, kind: FactKind, structure: Structure, user: Any, today: date) -> None:
        self.kind, self.structure, self.today = kind, structure, today
        self.words = words_of(structure)
        self.fields = table_fields(kind, self.words)
        self.ids = ids_by_code(kind, self.words)
        self.may = allowed(user, kind, structure.programme)
        self.labels = {f.key: f.name for f in self.fields}
        self.empty = {f.key: stored_when_empty(kind, f) for f in kind.own_fields}
        self.found: dict[str, int | NotFound] = {}

    def read(self, table: Table, columns: Mapping[str, int], told: Callable[[int], None]) -> Verdicts:
        """A verdict on every row; `told` hears how many are done."""
        self.known, self.found = directory(set(self._names(table, columns))), {}
        self.research = self._research()
        found = Verdicts()
        seen: dict[str, int] = {}
        for record in parse(table, self.fields, columns):
            found.lines += 1
            problems = list(record.problems)
            ready = self._ready(record, found, problems)
            if ready is not None and not problems:
                first = seen.setdefault(ready.fingerprint, ready.line)
                if first != ready.line:
                    problems.append(self._twice(ready, first))
            if problems:
                found.problems += problems
            elif ready is not None:
                found.ready.append(ready)
            if found.lines % 2000 == 0:
                told(found.lines)
        return found

    def _names(self, table: Table, columns: Mapping[str, int]) -> Iterator[str]:
        for key in ("organisation", "organisations"):
            if (at := columns.get(key)) is not None:
                for _line, cells in table.rows:
                    cell = cells[at] if at < len(cells) else None
                    if cell not in (None, ""):
                        yield from split(_text(cell)) if key == "organisations" else (_text(cell),)

    def _research(self) -> Mapping[int, str]:
        if not any(f.kind == "organisations" for f in self.kind.fields):
            return {}
        ids = {pk for pk in [*self.known.by_number.values(), *self.known.by_name.values()] if pk is not None}
        return dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "kind"))

    def _ready(self, record: TableRecord, found: Verdicts, problems: list[RowProblem]) -> Ready | None:
        values, programme = record.values, self.structure.programme
        for key, ids in self.ids.items():
            if (code := values.get(key)) is not None:
                values[key] = ids[code]
        if isinstance(values.get("country"), str):
            values["country"] = values["country"].upper()
        wrong = faults(values, programme.starts_on, programme.ends_on, self.today)
        problems += [self._problem(record.line, f.field, values.get(f.field), fault_text(f)) for f in wrong]
        partner, area = values.get("partner"), values.get("area")
        if partner is not None and area is not None and not self.may(partner, area):
            message = _("You may not record for this region and area.")
            problems.append(self._problem(record.line, "partner", self.words.partners[partner].name, message))
        new = ""
        members: tuple[int, ...] = ()
        if "organisation" in self.labels and values.get("organisation"):
            new = self._organisation(record, found, problems)
        if "organisations" in self.labels and values.get("organisations"):
            members = self._members(record, problems)
        if problems:
            return None
        columns = self._columns(values)
        columns["fingerprint"] = fingerprint(self.kind.key, programme.pk, _told(columns, new), members)
        if members:
            kinds = tuple(Organisation(kind=self.research.get(pk, "")) for pk in members)
            columns["with_research"] = kind_is_research(kinds, str(columns["kind"]))
        return Ready(record.line, columns, members, values.get("evidence") or "", columns["fingerprint"], new)

    def _columns(self, values: Mapping[str, Any]) -> dict[str, Any]:
        columns = {}
        for key, empty in self.empty.items():
            value = values.get(key)
            columns[key] = empty if value is None else value
        return self.kind.derive(columns)

    def _find(self, text: str) -> int:
        """The organisation's id; NotFound otherwise. Most texts come back many times in a table."""
        if (found := self.found.get(text)) is None:
            try:
                found = self.known.find(text)
            except NotFound as problem:
                found = problem
            self.found[text] = found
        if isinstance(found, NotFound):
            raise found.with_traceback(None)
        return found

    def _organisation(self, record: TableRecord, found: Verdicts, problems: list[RowProblem]) -> str:
        """Puts the organisation's id in the record, or gives the number of one to be made."""
        values = record.values
        text = values["organisation"]
        try:
            values["organisation"] = self._find(text)
        except NotFound as problem:
            name, place = values.get("new_name"), values.get("new_municipality")
            if not problem.number or not name or not place:
                hint = "" if not problem.number else " " + _("If it is new: give its name and municipality in the row.")
                problems.append(self._problem(record.line, "organisation", text, f"{problem}{hint}"))
                return ""
            values["organisation"] = None
            data = _new(name, text, self.words.municipalities[place])
            found.organisations.setdefault(problem.number, data)
            return problem.number
        return ""

    def _members(self, record: TableRecord, problems: list[RowProblem]) -> tuple[int, ...]:
        members: dict[int, None] = {}
        for text in split(record.values["organisations"]):
            try:
                members[self._find(text)] = None
            except NotFound as problem:
                problems.append(self._problem(record.line, "organisations", text, str(problem)))
        if len(members) < 2 and not problems:
            message = _("Give at least two organisations.")
            problems.append(self._problem(record.line, "organisations", record.values["organisations"], message))
        return tuple(members)

    def _twice(self, ready: Ready, first: int) -> RowProblem:
        message = _("The row says the same as row %(first)s. Take one away, or give them different references.")
        return self._problem(ready.line, "reference", ready.columns.get("reference"), message % {"first": first})

    def _problem(self, line: int, key: str, found: Any, message: str) -> RowProblem:
        return RowProblem(line, self.labels.get(key, key), "" if found is None else masked(str(found)), "", message)


def split(text: str) -> list[str]:
    """Several organisations in one cell, parted by semicolons or line breaks."""
    return [part.strip() for part in text.replace(";", "\n").splitlines() if part.strip()]


def _told(columns: Mapping[str, Any], new: str) -> dict[str, Any]:
    """What the fingerprint covers; an organisation that is not yet made counts by its number."""
    return {**columns, "organisation": f"number {new}"} if new else dict(columns)


def _new(name: str, number: str, place: Municipality) -> OrganisationData:
    try:
        read = read_number(number)
    except NumberError:  # the directory has read it already
        read = OrganisationNumber(number, "number")
    return OrganisationData(name, "company", read, place)


def _text(cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
