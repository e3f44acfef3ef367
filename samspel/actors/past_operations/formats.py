"""A fund's public register of past operations, read from its file. Pure."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

PROJEKTBANKEN = "projektbanken-2014-2020"
FIELDS = {
    "code": "ärende-id",
    "beneficiary": "stödmottagare",
    "granted": "beviljat_belopp_sek",
    "name": "projektnamn",
    "text": "projektbeskrivning",
    "starts_on": "projekt_starttid",
    "ends_on": "projekt_sluttid",
    "municipalities": "kommuner",
    "objective": "tematiskt_mål",
}
COLUMNS = ("_source", *FIELDS.values(), "län")
LONGEST = {"code": 40, "beneficiary": 200, "name": 300, "objective": 300}
NEEDED = ("code", "beneficiary", "name")
LARGEST = Decimal(10) ** 13


@dataclass(frozen=True)
class RegisterOperation:
    """One project of the register; municipalities by name."""

    code: str
    name: str
    text: str
    beneficiary: str
    granted: Decimal
    currency: str
    starts_on: date
    ends_on: date
    objective: str
    municipalities: tuple[str, ...]


@dataclass(frozen=True)
class OperationFault:
    """Something in the file that cannot be read. Row 1 is the heading."""

    row: int
    field: str
    found: str
    expected: str

    def __str__(self) -> str:
        return f"row {self.row}, {self.field}: found {self.found!r}, expected {self.expected}"


class OperationsError(ValueError):
    """The file cannot be used; `faults` lists everything that is wrong with it."""

    def __init__(self, faults: Sequence[OperationFault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = list(faults)


def read_projektbanken(path: Path) -> list[RegisterOperation]:
    """The projects in a file from Projektbanken 2014–2020 (CSV, UTF-8, comma). OperationsError with every fault."""
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restkey="", restval="", strict=True)
            heading, rows = list(reader.fieldnames or []), list(reader)
    except UnicodeDecodeError as error:
        raise OperationsError([OperationFault(1, "file", f"a byte at {error.start}", "text in UTF-8")]) from error
    except csv.Error as error:
        raise OperationsError([OperationFault(1, "file", str(error), "comma-separated values")]) from error
    missing = [
        OperationFault(1, column, "no such column", f"the column {column}")
        for column in COLUMNS
        if column not in heading
    ]
    if missing:
        raise OperationsError(missing)
    faults: list[OperationFault] = []
    operations = [_operation(number, row, faults) for number, row in enumerate(rows, 2)]
    rows_by_code: dict[str, int] = {}
    for number, operation in enumerate(operations, 2):
        if operation.code and rows_by_code.setdefault(operation.code, number) != number:
            expected = f"a number of its own; row {rows_by_code[operation.code]} has it"
            faults.append(OperationFault(number, FIELDS["code"], operation.code, expected))
    if faults:
        raise OperationsError(sorted(faults, key=lambda fault: fault.row))
    return operations


def _operation(number: int, row: Mapping[str, str], faults: list[OperationFault]) -> RegisterOperation:
    """One row; what is wrong with it is added to the faults."""
    cells = {key: row[column].strip() for key, column in FIELDS.items()}
    if row.get(""):
        faults.append(OperationFault(number, "row", "more cells than headings", "as many cells as headings"))
    faults.extend(OperationFault(number, FIELDS[key], "", "a text") for key in NEEDED if not cells[key])
    for key, longest in LONGEST.items():
        if len(cells[key]) > longest:
            faults.append(
                OperationFault(number, FIELDS[key], f"{len(cells[key])} characters", f"at most {longest} characters")
            )
    starts_on = _day(number, "starts_on", cells, faults)
    ends_on = _day(number, "ends_on", cells, faults)
    if starts_on and ends_on and ends_on < starts_on:
        faults.append(OperationFault(number, FIELDS["ends_on"], cells["ends_on"], f"a day from {starts_on} on"))
    return RegisterOperation(
        code=cells["code"],
        name=cells["name"],
        text=cells["text"],
        beneficiary=cells["beneficiary"],
        granted=_amount(number, cells, faults),
        currency="SEK",
        starts_on=starts_on or date.min,
        ends_on=ends_on or date.min,
        objective=cells["objective"],
        municipalities=unique_names(cells["municipalities"].split(",")),
    )


def unique_names(written: Iterable[str]) -> tuple[str, ...]:
    """Names without spaces around them, each once, in order."""
    return tuple(dict.fromkeys(name.strip() for name in written if name.strip()))


def _day(number: int, key: str, cells: Mapping[str, str], faults: list[OperationFault]) -> date | None:
    try:
        return date.fromisoformat(cells[key])
    except ValueError:
        faults.append(OperationFault(number, FIELDS[key], cells[key], "a date such as 2016-01-31"))
        return None


def _amount(number: int, cells: Mapping[str, str], faults: list[OperationFault]) -> Decimal:
    expected = "an amount in kronor, such as 3929285"
    try:
        amount = Decimal(cells["granted"])
    except InvalidOperation:
        faults.append(OperationFault(number, FIELDS["granted"], cells["granted"], expected))
        return Decimal(0)
    if not amount.is_finite() or not 0 <= amount < LARGEST or amount != amount.quantize(Decimal("0.01")):
        faults.append(OperationFault(number, FIELDS["granted"], cells["granted"], expected))
    return amount
