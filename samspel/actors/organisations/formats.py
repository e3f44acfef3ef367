"""A programme folder's actors.toml: the real actors of its regions, read and checked. Pure."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samspel.code_lists.actor_functions import FUNCTIONS
from samspel.code_lists.competences import competences
from samspel.code_lists.organisation_kinds import ACTOR_KINDS

KEYS = {"name", "kind", "municipality", "website", "aliases", "functions", "competences", "role", "source"}


@dataclass(frozen=True)
class ActorFault:
    """Something in the file that cannot be read: of which actor (its name, or its number in the file), in which field,
    what was found, and the code and words of what was expected."""

    code: str
    actor: str = ""
    field: str = ""
    found: str = ""
    expected: str = ""
    functions: str = ""


class ActorsFileError(ValueError):
    """The file cannot be used; `faults` lists everything that is wrong with it."""

    def __init__(self, faults: Sequence[ActorFault]) -> None:
        self.faults = list(faults)
        super().__init__(", ".join(fault.code for fault in faults))


@dataclass(frozen=True)
class ActorRow:
    """An actor of the file; functions as pairs of area code and function."""

    name: str
    kind: str
    functions: tuple[tuple[str, str], ...]
    competences: tuple[str, ...] = ()
    municipality: str = ""
    website: str = ""
    aliases: tuple[str, ...] = ()


def read_actors(text: str, areas: Sequence[str], places: Sequence[str]) -> list[ActorRow]:
    """The file's actors. `areas` and `places` are the codes that may be named. ActorsFileError with every fault."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ActorsFileError([ActorFault("not_toml", found=str(error))]) from error
    rows = table.get("actors")
    if not isinstance(rows, list) or not rows or set(table) != {"actors"}:
        raise ActorsFileError([ActorFault("no_actors")])
    faults: list[ActorFault] = []
    names: set[str] = set()
    for number, row in enumerate(rows, start=1):
        faults += _faults(row, number, set(areas), set(places), names)
    if faults:
        raise ActorsFileError(faults)
    return [_row(row) for row in rows]


def _faults(row: Any, number: int, areas: set[str], places: set[str], names: set[str]) -> list[ActorFault]:
    """What is wrong with one actor; its names are added to `names`."""
    if not isinstance(row, dict) or not isinstance(row.get("name"), str) or not row["name"].strip():
        return [ActorFault("no_name", actor=str(number))]
    name, faults = row["name"], []

    def wrong(code: str, field: str, value: Any, expected: str = "", functions: str = "") -> None:
        faults.append(ActorFault(code, name, field, repr(value), expected, functions))

    for key in sorted(set(row) - KEYS):
        wrong("unknown_key", key, row[key], ", ".join(sorted(KEYS)))
    for other in (name, *row.get("aliases", ())):
        if str(other).casefold() in names:
            wrong("name_taken", "name", other)
        names.add(str(other).casefold())
    if row.get("kind") not in ACTOR_KINDS:
        wrong("kind", "kind", row.get("kind"), ", ".join(sorted(ACTOR_KINDS)))
    if "municipality" in row and row["municipality"] not in places:
        wrong("municipality", "municipality", row["municipality"])
    _check_functions(row.get("functions"), areas, wrong)
    for code in row.get("competences", ()):
        if code not in competences():
            wrong("competence", "competences", code)
    return faults


def _check_functions(functions: Any, areas: set[str], wrong: Callable[..., None]) -> None:
    if not isinstance(functions, list) or not functions:
        wrong("no_functions", "functions", functions)
        return
    for pair in functions:
        if not isinstance(pair, list) or len(pair) != 2 or pair[0] not in areas or pair[1] not in FUNCTIONS:
            wrong("function", "functions", pair, ", ".join(sorted(areas)), ", ".join(FUNCTIONS))


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
