"""The workbook that import_facts.py brings in: support to enterprises, in the columns of the Swedish template."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter
from shared import size

ENTERPRISES = size("ENTERPRISES", 20_000, 200)
NEW = 20  # one in so many enterprises is new
HEADER = (
    "Organisation *",
    "Namn, om organisationen är ny",
    "Kommun, om organisationen är ny",
    "Typ av stöd *",
    "Datum *",
    "Timmar",
    "Belopp",
    "Statligt stöd",
    "Område *",
    "Ansvarig region *",
    "Underlag",
    "Egen referens",
)
KINDS = ("rådgivning", "tillgång till testbädd", "coachning", "workshop", "förmedlad kontakt", "utbildning", "bidrag")
AREAS = ("Livsmedel", "Life science", "Energi", "Smart industri")
PARTNERS = ("Region Uppsala", "Region Västmanland", "Region Örebro län", "Regionförbundet Sörmland", "Östergötland")
PLACES = ("Uppsala", "Enköping", "Västerås", "Sala", "Örebro", "Karlskoga", "Eskilstuna", "Nyköping", "Linköping")
DAYS = 1090
FIRST = date(2018, 1, 2)


def number(enterprise: int) -> str:
    """An organisation number with its check digit, ten digits."""
    nine = f"{556_000_000 + enterprise * 37:09d}"
    doubled = [int(digit) * (2 - at % 2) for at, digit in enumerate(nine)]
    return nine + str(-sum(value // 10 + value % 10 for value in doubled) % 10)


def name(enterprise: int) -> str:
    """The enterprise's name."""
    return f"Företaget nr {enterprise} AB"


def is_new(enterprise: int) -> bool:
    """Whether it is not known beforehand."""
    return enterprise % NEW == 0


def known_numbers() -> Iterator[tuple[str, str]]:
    """Number and name of those that are known beforehand."""
    return ((number(at), name(at)) for at in range(ENTERPRISES) if not is_new(at))


def aid(row: int, new: bool) -> str:
    """What a grant rests on. A new enterprise has declared no aid, and gets none that asks for it."""
    return "försumbart stöd" if row % 2 == 0 and not new else "gruppundantag (GBER)"


def make_workbook(path: Path, rows: int) -> None:
    """So many rows, the same each time."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("Stöd till företag")
    sheet.write_row(0, 0, HEADER)
    for row in range(rows):
        enterprise = row * 7919 % ENTERPRISES
        compact, new = number(enterprise), is_new(enterprise)
        kind = KINDS[row % len(KINDS)]
        grant = kind == "bidrag"
        cells = (
            f"{compact[:6]}-{compact[6:]}",
            name(enterprise) if new else None,
            PLACES[enterprise % len(PLACES)] if new else None,
            kind,
            FIRST + timedelta(days=row * 13 % DAYS),
            None if grant else 1 + row % 30 / 2,
            5000 + row % 40_000 if grant else None,
            aid(row, new) if grant else "inget statligt stöd",
            AREAS[row % 11 % len(AREAS)],
            PARTNERS[enterprise % len(PARTNERS)],
            f"dnr {2018 + row % 3}/{row}",
            f"S-{row:06d}",
        )
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write_datetime(row + 1, column, cell)
            elif cell is not None:
                sheet.write(row + 1, column, cell)
    book.close()
