"""Reading one TOML file of the folder into specs, as the schema declares."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.programme.folder.formats.field_kinds.codes import Code
from samspel.programme.folder.formats.field_kinds.wrong_values import of_wrong_type, shown, unknown_key
from samspel.programme.folder.formats.problems import FolderProblem, ReadingLedger, Rows, Spot
from samspel.programme.folder.formats.rule_overrides import RULES
from samspel.programme.folder.formats.schema.declaration import FolderFile, FolderTable
from samspel.programme.folder.formats.toml_lines import line_index

# What tomllib says (the beginning of it), and what that means to somebody who edits the file.
SYNTAX = {
    "Cannot overwrite a value": gettext_lazy("this key is already written above in the same table"),
    "Cannot declare": gettext_lazy("this table is already written above; for a list, use double brackets"),
    "Cannot mutate immutable": gettext_lazy("this key is already written above in the same table"),
    "Expected '='": gettext_lazy("an equals sign is missing after the key"),
    "Expected ']": gettext_lazy("a closing bracket is missing"),
    "Unclosed": gettext_lazy("a closing bracket or brace is missing"),
    "Unterminated string": gettext_lazy("a closing quotation mark is missing"),
    'Expected "\'': gettext_lazy("a closing quotation mark is missing"),
    "Illegal character": gettext_lazy("a closing quotation mark is missing, or a character cannot be here"),
    "Expected newline": gettext_lazy("there is something after the value; one key per line"),
    "Invalid statement": gettext_lazy("a line begins with a key, a table in brackets, or # for a comment"),
    "Invalid initial character": gettext_lazy("a key is missing, or has other letters than a–z unquoted"),
    "Invalid date": gettext_lazy("there is no such date; dates are written 2018-01-31"),
    "Invalid value": gettext_lazy("texts need quotation marks, and dates are written 2018-01-31"),
    "Unescaped": gettext_lazy("a backslash is written as two"),
}  # fmt: skip


def decoded(path: Path, ledger: ReadingLedger) -> str | None:
    """The text of a file; None, with the problem noted, where it cannot be read or says nothing."""
    try:
        content = path.read_bytes()
    except OSError:
        return _note(ledger, path.name, None, _("The file is missing, or cannot be opened."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = _("The file is not in UTF-8 here. Save it again with the encoding UTF-8.")
        return _note(ledger, path.name, line, message, found=f"0x{content[error.start]:02x}", expected="UTF-8")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return _note(ledger, path.name, line, _("There is a character here that cannot be in a text."))
    if not re.sub(r"#[^\n]*|\s", "", text):
        return _note(ledger, path.name, 1, _("The file is empty."))
    return text


def read_document(path: Path, ledger: ReadingLedger) -> tuple[dict[str, Any], Spot] | None:
    """The tables of a TOML file, decimals exact, and the spot of its outermost level."""
    text = decoded(path, ledger)
    if text is None:
        return None
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except ValueError as error:  # TOMLDecodeError, or a date or time that does not exist
        return _note(ledger, path.name, *_explained(str(error), text))
    return data, Spot(ledger, path.name, line_index(text))


def read_tables(file: FolderFile, data: Mapping[str, Any], at: Spot, rows: Rows) -> dict[str, Any]:
    """The specs of a file, by the folder's attribute. `rows` collects (spec, spot) per kind."""
    allowed = tuple(table.name for table in file.tables) + ((RULES,) if file.name == "programme.toml" else ())
    for key in data.keys() - set(allowed):
        unknown_key(key, allowed, at)
    return {table.into: _read_all(table, data, at, rows) for table in file.tables}


def _read_all(table: FolderTable, owner: Mapping[str, Any], at: Spot, rows: Rows) -> Any:
    """The specs of a table under its owner: a tuple, or the one spec where it is single."""
    raw = owner.get(table.name)
    spot = at / table.name
    if raw is None:
        if table.required:
            header = f"[{table.name}]" if table.single else f"[[{table.name}]]"
            at.wrong(_("There is no %(header)s in this file.") % {"header": header}, "", header)
        return None if table.single else ()
    if table.single:
        return _read_one(table, raw, spot, 1, rows)
    if not isinstance(raw, list):
        return of_wrong_type(raw, _("tables with double brackets: [[%(name)s]]") % {"name": table.name}, spot) or ()
    return tuple(_read_one(table, item, spot / place, place + 1, rows) for place, item in enumerate(raw))


def _read_one(table: FolderTable, raw: Any, at: Spot, order: int, rows: Rows) -> Any:
    values: dict[str, Any] = {}
    if not isinstance(raw, dict):
        of_wrong_type(raw, _("a table"), at)
        raw = {}
    else:
        allowed = tuple(field.name for field in table.fields) + tuple(inner.name for inner in table.inner)
        for key in raw.keys() - set(allowed):
            unknown_key(key, allowed, at)
    for field in table.fields:
        value = field.default
        if field.name in raw:
            value = field.kind.read(raw[field.name], at / field.name)
        elif field.required:
            if isinstance(field.kind, Code):
                at.ledger.uncertain.add(field.kind.kind)
            message = _("%(table)s lacks the obligatory key “%(key)s”.")
            (at / field.name).wrong(message % {"table": f"[{at.field}]", "key": field.name}, "", field.name)
        values |= field.values(value)
    for inner in table.inner:
        values[inner.into] = _read_all(inner, raw, at, rows)
    if any(field.name == "order" for field in fields(table.spec)):
        values["order"] = order
    spec = table.spec(**values)
    rows.setdefault(table.kind, []).append((spec, at))
    return spec


def _explained(detail: str, text: str) -> tuple[int, str]:
    """(line, message) for what tomllib said."""
    place = re.search(r"\(at line (\d+), column \d+\)", detail)
    lines = text.rstrip().splitlines()
    line = int(place[1]) if place else len(lines)
    if not place and detail.startswith("Unterminated"):
        line = max((n for n, said in enumerate(lines, 1) if '"""' in said or "'''" in said), default=line)
    written = lines[line - 1] if line <= len(lines) else ""
    start = "Invalid date" if _has_impossible_date(written) else detail
    reason = next((str(said) for begins, said in SYNTAX.items() if start.startswith(begins)), detail)
    message = _("The line cannot be read as TOML: %(reason)s. It says %(found)s.")
    return line, message % {"reason": reason, "found": shown(written.strip())}


def _has_impossible_date(line: str) -> bool:
    """Whether the line has what looks like a date outside quotation marks, but is none."""
    for written in re.findall(r"\d{4}-\d{1,2}-\d{1,2}", re.sub(r"\"[^\"]*\"|'[^']*'", "", line)):
        try:
            date.fromisoformat(written)
        except ValueError:
            return True
    return False


def _note(ledger: ReadingLedger, file: str, line: int | None, message: str, found: str = "", expected: str = "") -> Any:
    ledger.problems.append(FolderProblem(file, line, "", found, expected, message))
    return None
