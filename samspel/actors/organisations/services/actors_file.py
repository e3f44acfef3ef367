"""A programme folder's actors.toml: the real actors of its regions, read, checked and registered.

They belong to no programme, so they are brought in by a command of their own: all of them or none, and again without
doubling. What is registered already is added to, never taken away."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.actors.models import ActorFunction, Alias, Competence, Organisation
from samspel.code_lists.organisations import FUNCTIONS, KINDS, competences
from samspel.core import audit
from samspel.core.models import Municipality
from samspel.core.programmes.models import Programme

KEYS = {"name", "kind", "municipality", "website", "aliases", "functions", "competences", "role", "source"}


class ActorsFileError(Exception):
    """The file cannot be brought in; `problems` name the actor, the field, what was found and what was expected."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(problems))


@dataclass(frozen=True)
class ActorRow:
    """An actor of the file."""

    name: str
    kind: str
    functions: tuple[tuple[str, str], ...]
    competences: tuple[str, ...] = ()
    municipality: str = ""
    website: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """How many actors were registered, and how many were there and got something more."""

    registered: int
    added_to: int
    unchanged: int


def read_actors(text: str, areas: Sequence[str], places: Sequence[str]) -> list[ActorRow]:
    """The file's actors. ActorsFileError with every problem found."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ActorsFileError([_("The file is not TOML: %(why)s") % {"why": error}]) from error
    rows = told.get("actors")
    if not isinstance(rows, list) or not rows or set(told) != {"actors"}:
        raise ActorsFileError([_("Expected tables [[actors]] and nothing else.")])
    problems: list[str] = []
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        problems += _problems(row, number, set(areas), set(places), seen)
    if problems:
        raise ActorsFileError(problems)
    return [_row(row) for row in rows]


@transaction.atomic
def bring_in(programme: Programme, rows: Sequence[ActorRow]) -> Report:
    """Register the actors and say what they do in the programme; what is known by name or alias is added to."""
    known = {name.casefold(): pk for name, pk in Organisation.objects.values_list("name", "pk")}
    known |= {name.casefold(): pk for name, pk in Alias.objects.values_list("name", "organisation_id")}
    areas = {area.code: area for area in programme.areas.all()}
    counts = {"registered": 0, "added_to": 0, "unchanged": 0}
    for row in rows:
        pk = next((known[name.casefold()] for name in (row.name, *row.aliases) if name.casefold() in known), None)
        organisation = Organisation.objects.get(pk=pk) if pk else _registered(row)
        added = _describe(programme, organisation, row, areas)
        counts["registered" if pk is None else "added_to" if added else "unchanged"] += 1
    report = Report(**counts)
    if report.registered or report.added_to:
        audit.write(None, "actors.brought_in", programme, changes=counts)
    return report


def import_actors_file(path: Path, code: str, out: TextIO) -> int:
    """`samspel actors import PATH --programme CODE`. Returns 0, or 1 where nothing was brought in."""
    programme = Programme.objects.filter(code=code).first()
    if programme is None:
        out.write(f"there is no programme {code}; load its folder first\n")
        return 1
    areas = list(programme.areas.values_list("code", flat=True))
    places = list(Municipality.objects.values_list("code", flat=True))
    try:
        rows = read_actors(path.read_text(encoding="utf-8"), areas, places)
    except (OSError, UnicodeDecodeError) as error:
        out.write(f"{path}: {error}\n")
        return 1
    except ActorsFileError as error:
        out.write("".join(f"{path.name}: {problem}\n" for problem in error.problems))
        out.write("nothing was brought in\n")
        return 1
    report = bring_in(programme, rows)
    out.write(f"{report.registered} actors registered, {report.added_to} added to, {report.unchanged} as before\n")
    return 0


def _problems(row: Any, number: int, areas: set[str], places: set[str], seen: set[str]) -> list[str]:
    if not isinstance(row, dict) or not isinstance(row.get("name"), str) or not row["name"].strip():
        return [_("Actor %(number)d: “name” is missing.") % {"number": number}]
    name, found = row["name"], []

    def wrong(field: str, value: Any, expected: str) -> None:
        found.append(_("%(actor)s: “%(field)s” is %(found)s; expected %(expected)s.") % {
            "actor": name, "field": field, "found": repr(value), "expected": expected
        })  # fmt: skip

    for key in sorted(set(row) - KEYS):
        wrong(key, row[key], _("one of: %(keys)s") % {"keys": ", ".join(sorted(KEYS))})
    for other in (name, *row.get("aliases", ())):
        if str(other).casefold() in seen:
            wrong("name", other, _("a name that no other actor has"))
        seen.add(str(other).casefold())
    if row.get("kind") not in KINDS or row.get("kind") == "company":
        wrong("kind", row.get("kind"), ", ".join(sorted(set(KINDS) - {"company"})))
    if "municipality" in row and row["municipality"] not in places:
        wrong("municipality", row["municipality"], _("a municipality's code, such as SE1980"))
    _check_functions(row.get("functions"), areas, wrong)
    for code in row.get("competences", ()):
        if code not in competences():
            wrong("competences", code, _("a competence of the vocabulary"))
    return found


def _check_functions(functions: Any, areas: set[str], wrong: Callable[[str, Any, str], None]) -> None:
    if not isinstance(functions, list) or not functions:
        wrong("functions", functions, _("pairs of area and function"))
        return
    names = {"areas": ", ".join(sorted(areas)), "functions": ", ".join(FUNCTIONS)}
    for pair in functions:
        if not isinstance(pair, list) or len(pair) != 2 or pair[0] not in areas or pair[1] not in FUNCTIONS:
            wrong("functions", pair, _("an area (%(areas)s) and a function (%(functions)s)") % names)


def _row(row: Mapping[str, Any]) -> ActorRow:
    return ActorRow(
        row["name"].strip(),
        row["kind"],
        tuple((area, function) for area, function in row["functions"]),
        tuple(row.get("competences", ())),
        row.get("municipality", ""),
        row.get("website", ""),
        tuple(row.get("aliases", ())),
    )


def _registered(row: ActorRow) -> Organisation:
    return Organisation.objects.create(
        name=row.name, kind=row.kind, identity="none", municipality_id=row.municipality or None, website=row.website
    )


def _describe(programme: Programme, organisation: Organisation, row: ActorRow, areas: Mapping[str, Any]) -> bool:
    """What the row says and was not there; whether there was any."""
    functions = set(
        ActorFunction.objects.filter(programme=programme, organisation=organisation).values_list(
            "area__code", "function"
        )
    )
    skills = set(organisation.competences.values_list("code", flat=True))
    names = {organisation.name, *organisation.aliases.values_list("name", flat=True)}
    new = [
        *(
            ActorFunction(programme=programme, organisation=organisation, area=areas[area], function=function)
            for area, function in row.functions
            if (area, function) not in functions
        ),
        *(Competence(organisation=organisation, code=code) for code in row.competences if code not in skills),
        *(Alias(organisation=organisation, name=name) for name in (row.name, *row.aliases) if name not in names),
    ]
    for each in new:
        each.save()
    return bool(new)
