"""Reading a whole programme folder: every file, then what must hold between them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from samspel.programme.folder.formats import places, schema
from samspel.programme.folder.formats.checks import check_all
from samspel.programme.folder.formats.documents import read_document, read_tables
from samspel.programme.folder.formats.places import KnownPlaces
from samspel.programme.folder.formats.problems import FolderErrors, FolderProblem, ReadingLedger, Rows, Spot
from samspel.programme.folder.formats.rule_overrides import read_rules
from samspel.programme.folder.formats.sheets import MoneySheet, check_file_name, money, read_sheet, refer
from samspel.programme.folder.formats.specs.folder import ProgrammeFolder
from samspel.programme.folder.formats.specs.money import BudgetLineSpec, FinancingLineSpec, VersionSpec
from samspel.programme.folder.formats.specs.programme import ProgrammeSpec
from samspel.programme.folder.formats.suggestions import did_you_mean

ACTORS = "actors.toml"
"""Real actors of the regions. They belong to no programme, so they are not read with what the programme has decided."""


def read_folder(path: Path, known: KnownPlaces) -> ProgrammeFolder:
    """The folder as values. Raises FolderErrors with every problem that was found; changes nothing."""
    if not path.is_dir():
        raise FolderErrors([FolderProblem(str(path), None, "", "", "", _("There is no folder here."))])
    ledger = ReadingLedger()
    rows: Rows = {}
    parts = _read_documents(path, ledger, rows)
    counties = places.read_own_counties(path, known, ledger)
    known = known.with_own(counties, ())
    municipalities = places.read_own_municipalities(path, known, ledger)
    known = known.with_own((), municipalities)
    shapes = places.read_shapes(path, ledger)
    parts["partners"] = tuple(places.settle(spec, spot, known) for spec, spot in rows.get("partner", []))
    parts["versions"] = _read_plans(path, parts.get("programme"), rows, ledger)
    _check_files(path, rows, ledger)
    check_all(rows, ledger)
    if ledger.problems:
        raise FolderErrors(ledger.problems)
    return ProgrammeFolder(**parts, counties=counties, municipalities=municipalities, shapes=shapes)


def _read_documents(path: Path, ledger: ReadingLedger, rows: Rows) -> dict[str, Any]:
    """The folder's attributes from its TOML files; those of a file that may be absent are then empty."""
    parts: dict[str, Any] = {"rule_overrides": {}}
    for file in schema.FILES:
        read = read_document(path / file.name, ledger) if file.required or (path / file.name).exists() else None
        if read is not None:
            data, spot = read
            parts |= read_tables(file, data, spot, rows)
            if file.name == "programme.toml":
                code = parts["programme"].rule_set if parts["programme"] else None
                parts["rule_overrides"] = read_rules(data, spot, code)
        else:
            parts |= {table.into: () for table in file.tables}
            if (path / file.name).exists() or file.required:
                ledger.uncertain |= {table.kind for table in file.tables}
    return parts


def _read_plans(
    path: Path, programme: ProgrammeSpec | None, rows: Rows, ledger: ReadingLedger
) -> tuple[VersionSpec, ...]:
    """The versions with the lines of their sheets. Sheets wait until the programme's years are known."""
    if not programme or not programme.starts_on or not programme.ends_on:
        return ()
    present = {file.name for file in path.iterdir() if file.suffix == ".csv"}
    found = []
    for version, spot in rows.get("version", []):
        budget = financing = None
        if check_file_name(version.budget, spot / "budget", present):
            budget = read_sheet(path / version.budget, ("category", "partner"), programme.years, ledger)
        if check_file_name(version.financing, spot / "financing", present):
            financing = read_sheet(path / version.financing, ("financier",), programme.years, ledger)
        if budget and financing:
            refer(budget, ("category", "partner"), ledger)
            refer(financing, ("financier",), ledger)
            _check_totals(version, budget, financing, spot)
            version = replace(version, budget_lines=_budget(budget), financing_lines=_financing(financing))
        found.append(version)
    return tuple(found)


def _budget(sheet: MoneySheet) -> tuple[BudgetLineSpec, ...]:
    return tuple(
        BudgetLineSpec(row.names[0], row.names[1] or None, year, amount)
        for row in sheet.rows
        for year, amount in zip(sheet.years, row.amounts, strict=True)
    )


def _financing(sheet: MoneySheet) -> tuple[FinancingLineSpec, ...]:
    return tuple(
        FinancingLineSpec(row.names[0], year, amount)
        for row in sheet.rows
        for year, amount in zip(sheet.years, row.amounts, strict=True)
    )


def _check_totals(version: VersionSpec, budget: MoneySheet, financing: MoneySheet, spot: Spot) -> None:
    """Budget and financing agree every year, and both with the version's total."""
    for year, cost, paid in zip(budget.years, budget.sums, financing.sums, strict=True):
        if cost != paid:
            message = _("%(year)d: the budget is %(budget)s, but the financing %(financing)s.")
            words = {"year": year, "budget": money(cost), "financing": money(paid)}
            (financing.spot / str(year)).wrong(message % words, money(paid), money(cost))
    for sheet in (budget,) if budget.total == financing.total else (budget, financing):
        if version.total is not None and sheet.total != version.total:
            message = _("The version's total is %(total)s, but %(file)s sums to %(sum)s.")
            words = {"total": money(version.total), "file": sheet.spot.file, "sum": money(sheet.total)}
            (spot / "total").wrong(message % words, money(version.total), money(sheet.total))


def _check_files(path: Path, rows: Rows, ledger: ReadingLedger) -> None:
    """No file that nothing reads: its name may be misspelt. Sheets that a version lacks are told of there."""
    known = {file.name for file in schema.FILES} | {places.COUNTIES, places.MUNICIPALITIES, places.SHAPES, ACTORS}
    named: set[str] = set()
    for version, _spot in rows.get("version", []):
        named |= {version.budget, version.financing}
    if "version" in ledger.uncertain or not all(name and (path / name).is_file() for name in named):
        named |= {file.name for file in path.glob("*.csv")}
    known |= {name for name in named if name}
    for file in sorted(path.iterdir()):
        if file.suffix in {".toml", ".csv"} and file.name not in known:
            message = _("Nothing reads the file “%(name)s”.%(hint)s")
            hint = did_you_mean(file.name, sorted(known))
            ledger.problems.append(
                FolderProblem(file.name, None, "", file.name, "", message % {"name": file.name, "hint": hint})
            )
