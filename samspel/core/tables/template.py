"""The workbook that people fill in: columns that say what they expect, and lists to choose from."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from samspel.core.tables.mapping import Field
from samspel.core.tables.values import shown_words

ROWS = 5_000
"""Rows that are checked while they are filled in; there may be more."""

_LONGEST_LIST, _LONGEST_TITLE, _LONGEST_TEXT, _LONGEST_NAME = 255, 32, 255, 31
"""What Excel has room for in a list within a cell's rule, in a message's title and text, and in a sheet's name."""

_FIRST_DAY, _LAST_DAY = date(1950, 1, 1), date(2099, 12, 31)
_MOST = 10**15


@dataclass(frozen=True)
class TemplateColumn:
    """A field as a column of a template: how wide it is, in characters, and what is said of it."""

    field: Field
    width: int = 18
    note: str = ""


def template(columns: Sequence[TemplateColumn], name: str, notes: Sequence[str]) -> bytes:
    """An .xlsx file with a sheet `name` to fill in, and one on how to that holds the notes and a line per column.

    The names of the columns are the fields', required ones with an asterisk: `suggest` finds them again."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    title = _sheet_name(name)
    sheet = book.add_worksheet(title)
    _explain(book, _another(_sheet_name(_("How to fill in")), title), columns, notes)
    lists = _Lists(book, title)
    required = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#FFF2CC", "bottom": 1})
    other = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#EDEDED", "bottom": 1})
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width, book.add_format({"num_format": _format(column.field)}))
        sheet.write_string(0, number, header_of(column.field), required if column.field.required else other)
        sheet.data_validation(1, number, ROWS, number, _rule(column, lists))
    sheet.activate()
    book.close()
    return file.getvalue()


def header_of(field: Field) -> str:
    """The name of a field's column in a template."""
    return f"{field.name} *" if field.required else field.name


def expected(field: Field) -> str:
    """What a column is filled with, in a few words."""
    return {
        "text": _("Text"),
        "date": _("A date, such as 2019-03-05"),
        "decimal": _("A number"),
        "integer": _("A whole number"),
        "choice": _("One of the list"),
        "boolean": _("Yes or no"),
    }[field.kind]


class _Lists:
    """A hidden sheet with the lists that are too long to stand in a rule. Made when the first is needed."""

    def __init__(self, book: Any, beside: str) -> None:
        self.book, self.name = book, _another("lists", beside)
        self.sheet: Any = None
        self.count = 0

    def source(self, words: Sequence[str]) -> Sequence[str] | str:
        """What a rule names as its list: the words themselves where Excel has room for them."""
        room = len(",".join(words)) <= _LONGEST_LIST
        if room and not any("," in word or word.startswith("=") or word != word.strip() for word in words):
            return words
        if self.sheet is None:
            self.sheet = self.book.add_worksheet(self.name)
            self.sheet.hide()
        self.sheet.write_column(0, self.count, words)
        letter = xlsxwriter.utility.xl_col_to_name(self.count)
        self.count += 1
        return f"='{self.name}'!${letter}$1:${letter}${len(words)}"


def _rule(column: TemplateColumn, lists: _Lists) -> dict[str, Any]:
    """A column's check and the message that is shown in its cells."""
    wanted = column.field
    first = _("Must be filled in.") if wanted.required else ""
    message = " ".join(part for part in (first, f"{expected(wanted)}.", column.note) if part)
    return {
        "input_title": _cut(wanted.name, _LONGEST_TITLE),
        "input_message": _cut(message, _LONGEST_TEXT),
        "error_title": _cut(wanted.name, _LONGEST_TITLE),
        "error_message": _cut(f"{expected(wanted)}.", _LONGEST_TEXT),
        **_check(wanted, lists),
    }


def _check(wanted: Field, lists: _Lists) -> dict[str, Any]:
    if wanted.kind == "date":
        return {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
    if wanted.kind in ("decimal", "integer"):
        return {"validate": wanted.kind, "criteria": "between", "minimum": -_MOST, "maximum": _MOST}
    words = [_("Yes"), _("No")] if wanted.kind == "boolean" else shown_words(wanted.choices)
    if wanted.kind in ("choice", "boolean") and words:
        return {"validate": "list", "source": lists.source(words)}
    return {"validate": "any"}


def _format(wanted: Field) -> str:
    """Text stays as it is typed: a number such as 00123 keeps its zeros."""
    return {"date": "yyyy-mm-dd", "decimal": "#,##0.00####", "integer": "0"}.get(wanted.kind, "@")


def _explain(book: Any, name: str, columns: Sequence[TemplateColumn], notes: Sequence[str]) -> None:
    sheet = book.add_worksheet(name)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 1, 12)
    sheet.set_column(2, 2, 90)
    row = 0
    for row, note in enumerate(notes, start=1):
        sheet.merge_range(row - 1, 0, row - 1, 2, "", wrapped)
        sheet.write_string(row - 1, 0, note, wrapped)
        sheet.set_row(row - 1, 15 * (1 + len(note) // 120 + note.count("\n")))
    sheet.write_row(row + 1, 0, [_("Column"), _("Required"), _("What to write")], bold)
    for at, column in enumerate(columns, start=row + 2):
        words = ", ".join(shown_words(column.field.choices))
        told = " ".join(
            part for part in (f"{expected(column.field)}{f': {words}' if words else ''}.", column.note) if part
        )
        sheet.write_string(at, 0, column.field.name, wrapped)
        sheet.write_string(at, 1, _("Yes") if column.field.required else _("No"), wrapped)
        sheet.write_string(at, 2, _cut(told, 32_000), wrapped)


def _sheet_name(name: str) -> str:
    """A name that Excel accepts for a sheet."""
    plain = "".join(" " if character in "[]:*?/\\" else character for character in name)
    units = " ".join(plain.split()).encode("utf-16-le")[: 2 * _LONGEST_NAME]  # Excel counts UTF-16 units
    return units.decode("utf-16-le", "ignore").strip("' ") or "1"


def _another(name: str, taken: str) -> str:
    return name if name.casefold() != taken.casefold() else f"{name[: _LONGEST_NAME - 2]} 2"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
