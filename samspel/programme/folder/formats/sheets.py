"""The money as sheets: `budget.csv` and `financing.csv`, whose sums must hold in rows, columns and corner."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _

from samspel.programme.folder.formats.documents import decoded
from samspel.programme.folder.formats.field_kinds.numbers import as_decimal, fitting
from samspel.programme.folder.formats.problems import ReadingLedger, Reference, Spot
from samspel.programme.folder.formats.suggestions import did_you_mean, listed

TOTAL = "total"


@dataclass(frozen=True)
class SheetRow:
    """A row of a sheet: its names (such as category and partner), an amount per year, and where it stands."""

    names: tuple[str, ...]
    amounts: tuple[Decimal, ...]
    spot: Spot


@dataclass(frozen=True)
class MoneySheet:
    """A checked sheet. `sums` is the last row, per year; `total` its corner."""

    years: tuple[int, ...]
    rows: tuple[SheetRow, ...]
    sums: tuple[Decimal, ...]
    total: Decimal
    spot: Spot


def read_table_of(path: Path, header: tuple[str, ...], ledger: ReadingLedger) -> list[tuple[Spot, list[str]]] | None:
    """The rows with their header, which must begin as given: (spot, cells). None: the file cannot be used."""
    text = decoded(path, ledger)
    if text is None:
        return None
    lines: dict[tuple[str | int, ...], int] = {(): 1}
    top = Spot(ledger, path.name, lines)
    try:
        rows = list(_cells(text, lines, top))
    except csv.Error:
        rows = []
    if not rows:
        top.wrong(_("The file cannot be read as a sheet: rows of cells with commas or semicolons between."))
        return None
    first = tuple(cell.casefold() for cell in rows[0][1])[: len(header)]
    if first != header:
        message = _("The header should begin with %(expected)s, but it begins with %(found)s.")
        top.wrong(message % {"expected": listed(header), "found": listed(first)}, ",".join(first), ",".join(header))
        return None
    width = len(rows[0][1])
    kept = [rows[0]]
    for spot, cells in rows[1:]:
        if len(cells) != width:
            message = _("The row has %(found)d cells, but the header has %(expected)d.")
            spot.wrong(message % {"found": len(cells), "expected": width}, len(cells), width)
        else:
            kept.append((spot, cells))
    return kept


def read_sheet(path: Path, names: tuple[str, ...], years: tuple[int, ...], ledger: ReadingLedger) -> MoneySheet | None:
    """A money sheet with the columns `names`, the programme's years and a total. None: it has problems."""
    before = len(ledger.problems)
    header = (*names, *(str(year) for year in years), TOTAL)
    table = read_table_of(path, header, ledger)
    if table is None:
        return None
    (top, cells), *body = table
    if len(cells) != len(header):
        message = _("The header has more columns than the programme's years: it should be %(expected)s.")
        top.wrong(message % {"expected": listed(header)}, ",".join(cells), ",".join(header))
        return None
    rows = [row for spot, written in body if (row := _row(spot, written, header, names)) is not None]
    if len(ledger.problems) > before:
        return None
    if not rows or rows[-1].names[0].casefold() != TOTAL:
        last = rows[-1].spot if rows else top
        last.wrong(_("The last row should be “total”, with the sum of every column."), "", TOTAL)
        return None
    *parts, totals = rows
    _check_rows(rows)
    _check_columns(parts, totals, header[len(names) : -1])
    _check_once(parts, names)
    if len(ledger.problems) > before:
        return None
    plain = tuple(SheetRow(row.names, row.amounts[:-1], row.spot) for row in parts)
    return MoneySheet(years, plain, totals.amounts[:-1], totals.amounts[-1], totals.spot)


def refer(sheet: MoneySheet, kinds: tuple[str, ...], ledger: ReadingLedger) -> None:
    """Note what the rows refer to, and check that every category or financier has a row."""
    for row in sheet.rows:
        for kind, name in zip(kinds, row.names, strict=True):
            if name:
                ledger.references.append(Reference(row.spot / kind, kind, name))
    for code in ledger.codes(kinds[0]):
        if code not in {row.names[0] for row in sheet.rows}:
            message = _("“%(code)s” is declared in money.toml but has no row here.")
            sheet.spot.wrong(message % {"code": code}, "", code)


def _cells(text: str, lines: dict[tuple[str | int, ...], int], top: Spot) -> Iterator[tuple[Spot, list[str]]]:
    """(spot, cells) of every row that is not blank. The first line decides between comma and semicolon."""
    header = next(line for line in text.splitlines() if line.strip())
    lined = io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"))
    reader = csv.reader(lined, delimiter=";" if ";" in header else ",")
    line = 1
    for number, cells in enumerate(reader):
        lines[(number,)] = line
        line = reader.line_num + 1
        if any(cell.strip() for cell in cells):
            yield top / number, [cell.strip() for cell in cells]


def _row(spot: Spot, cells: list[str], header: tuple[str, ...], names: tuple[str, ...]) -> SheetRow | None:
    amounts = []
    for column, cell in zip(header[len(names) :], cells[len(names) :], strict=True):
        value = as_decimal(cell)
        if value is None:
            message = _("“%(found)s” in the column %(column)s is not an amount.")
            (spot / column).wrong(message % {"found": cell, "column": column}, cell)
        elif (amount := fitting(value, 2, 15, spot / column)) is not None:
            amounts.append(amount)
    if not cells[0]:
        spot.wrong(_("The row has no %(column)s.") % {"column": names[0]}, "", names[0])
    return (
        SheetRow(tuple(cells[: len(names)]), tuple(amounts), spot) if len(amounts) == len(header) - len(names) else None
    )


def _check_rows(rows: list[SheetRow]) -> None:
    for row in rows:
        *amounts, total = row.amounts
        if sum(amounts) != total:
            message = _("The row “%(row)s” sums to %(sum)s, but its total says %(total)s.")
            words = {"row": row.names[0], "sum": money(sum(amounts, Decimal())), "total": money(total)}
            (row.spot / TOTAL).wrong(message % words, money(total), money(sum(amounts, Decimal())))


def _check_columns(parts: list[SheetRow], totals: SheetRow, columns: tuple[str, ...]) -> None:
    """Every year sums to the last row. The totals then do too, as every row sums to its own."""
    for place, column in enumerate(columns):
        summed = sum((row.amounts[place] for row in parts), Decimal())
        said = totals.amounts[place]
        if summed != said:
            message = _("The column %(column)s sums to %(sum)s, but the last row says %(total)s.")
            words = {"column": column, "sum": money(summed), "total": money(said)}
            (totals.spot / column).wrong(message % words, money(said), money(summed))


def _check_once(parts: list[SheetRow], names: tuple[str, ...]) -> None:
    seen: dict[tuple[str, ...], Spot] = {}
    for row in parts:
        if (first := seen.setdefault(row.names, row.spot)) is not row.spot:
            label = " ".join(name for name in row.names if name)
            message = _("“%(row)s” already has a row, on line %(line)s.")
            (row.spot / names[0]).wrong(message % {"row": label, "line": first.line}, label)


def money(amount: Decimal) -> str:
    """An amount for a message: spaces between thousands, decimals only where there are any."""
    text = f"{amount:,.2f}".replace(",", "\u00a0")
    return text.removesuffix(".00").replace(".", ",") if text.endswith(".00") else text.replace(".", ",")


def check_file_name(name: str | None, spot: Spot, present: set[str]) -> bool:
    """Whether a sheet's name is a file beside money.toml; notes it where it is not."""
    if name is None:
        return False
    if "/" in name or "\\" in name:
        spot.wrong(_("“%(name)s” should be a file in the same folder, without a path.") % {"name": name}, name)
        return False
    if name not in present:
        message = _("There is no file “%(name)s” in the folder.%(hint)s")
        spot.wrong(message % {"name": name, "hint": did_you_mean(name, sorted(present))}, name)
        return False
    return True
