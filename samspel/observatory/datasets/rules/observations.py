"""Tidy rows checked against a data set's vocabularies: observations, and everything there is to mend. Pure."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from samspel.observatory.datasets.formats import Tidy
from samspel.observatory.datasets.labels.problems import (
    ALL_LEFT_OUT,
    CELL_IS_NOT,
    CELL_IS_WRONG,
    CODE_IN_ROWS,
    CODES_EXPECTED,
    CODES_OF_ANOTHER_VERSION,
    CODES_OF_SEVERAL_VERSIONS,
    NO_REGION_OF_LEVEL,
    NOT_NEGATIVE_EXPECTED,
    ONE_VALUE_EXPECTED,
    OWN_CODE,
    REGION_LACKS_YEARS,
    SAME_FIRST_LETTERS,
    VALUE_GIVEN_TWICE,
    YEAR_EXPECTED,
    YEARS_ABSENT,
    more_regions_lack_years,
)
from samspel.observatory.datasets.rules.activities import ActivityVocabulary
from samspel.observatory.datasets.rules.code_reading import CodeMeaning
from samspel.observatory.datasets.rules.regions import RegionVocabulary

SHOWN = 200
FIRST_YEAR, LAST_YEAR = 1900, 2199
Row = tuple[int, str, str, float | None, str]
"""Year, region, activity, value, flag."""


@dataclass(frozen=True, slots=True)
class ObservationProblem:
    """One thing to mend: where, what stood there, what should have."""

    line: int
    column: str
    found: str
    expected: str
    message: str

    def as_json(self) -> dict[str, Any]:
        """For the report."""
        return {
            "line": self.line,
            "column": self.column,
            "found": self.found[:200],
            "expected": self.expected,
            "message": self.message,
        }


@dataclass
class Checked:
    """What a file was found to hold. `remarks` do not stop it from being saved. `labels` are names of own codes by
    kind (region, activity) and code; those in English where there are any."""

    rows: dict[tuple[int, str, str], tuple[float | None, str]] = field(default_factory=dict)
    problems: list[ObservationProblem] = field(default_factory=list)
    problem_count: int = 0
    wrong_lines: set[int] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)
    recoded: Counter[tuple[str, str]] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    labels: dict[tuple[str, str], str] = field(default_factory=dict)
    labels_en: dict[tuple[str, str], str] = field(default_factory=dict)
    read: int = 0

    def note(self, problem: ObservationProblem) -> None:
        """Keep the problem, or count it where there are many."""
        self.problem_count += 1
        self.wrong_lines.add(problem.line)
        if len(self.problems) < SHOWN:
            self.problems.append(problem)

    def sorted_rows(self) -> Iterator[Row]:
        """The observations in order of year, region and activity."""
        for key in sorted(self.rows):
            yield (*key, *self.rows[key])

    def digest(self) -> str:
        """SHA-256 of the observations, however the file was laid out."""
        made = hashlib.sha256()
        for row in self.sorted_rows():
            made.update(repr(row).encode())
        return made.hexdigest()


class Checker:
    """Goes through the rows of one file. `columns` names the file's columns of region, activity and year."""

    def __init__(
        self,
        regions: RegionVocabulary,
        activities: ActivityVocabulary,
        may_be_negative: bool,
        columns: Mapping[str, str],
    ) -> None:
        self.regions, self.activities = regions, activities
        self.may_be_negative = may_be_negative
        self.columns = columns
        self.checked = Checked()
        self.first_line: dict[tuple[int, str, str], int] = {}
        self.known: dict[tuple[str, str], CodeMeaning] = {}
        self.vintages: dict[str, list[int]] = {}
        self.texts: dict[tuple[str, str], str] = {}

    def check(self, rows: Iterable[Tidy], told: Callable[[int], None] | None = None) -> Checked:
        """Every row; `told` hears how many have been read, now and then."""
        for row in rows:
            self.checked.read += 1
            self._row(row)
            if told and self.checked.read % 20_000 == 0:
                told(self.checked.read)
        self._whole()
        return self.checked

    def _row(self, row: Tidy) -> None:
        region = self._meant("region", row.region, self.regions.read)
        activity = self._meant("activity", row.activity, self.activities.read)
        if region.left_out or activity.left_out:
            self.checked.left_out[region.left_out or activity.left_out] += 1
            return
        wrong = [self._code_problem(row, "region", region), self._code_problem(row, "activity", activity)]
        year = self._year(row)
        wrong.append(self._value_problem(row))
        found = [problem for problem in wrong if problem]
        for problem in found:
            self.checked.note(problem)
        if found or year is None:
            return
        if region.recoded:
            self.checked.recoded[region.recoded, region.code] += 1
        self._keep(row, (year, region.code, "" if self.activities.classification == "none" else activity.code))

    def _meant(self, role: str, text: str, read: Callable[[str], CodeMeaning]) -> CodeMeaning:
        verdict = self.known.get((role, text))
        if verdict is None:
            verdict = self.known[role, text] = self._without_collision(role, text, read(text))
            if verdict.label:
                self.checked.labels[role, verdict.code] = verdict.label
        return verdict

    def _without_collision(self, role: str, text: str, verdict: CodeMeaning) -> CodeMeaning:
        """Two long texts must not end up as the same short code."""
        if verdict.label and self.texts.setdefault((role, verdict.code), text) != text:
            message = str(SAME_FIRST_LETTERS)
            return CodeMeaning(expected=str(OWN_CODE), message=message)
        return verdict

    def _code_problem(self, row: Tidy, role: str, verdict: CodeMeaning) -> ObservationProblem | None:
        if not verdict.wrong:
            return None
        text = getattr(row, role).partition("\t")[0]
        if verdict.other_vintage:
            self.vintages.setdefault(text, []).append(row.line)
        column = self.columns.get(role) or row.column
        told = str(CELL_IS_WRONG)
        words = {
            "column": column,
            "found": text[:60],
            "message": verdict.message.rstrip("."),
            "expected": verdict.expected,
        }
        return ObservationProblem(row.line, column, text, verdict.expected, told % words)

    def _year(self, row: Tidy) -> int | None:
        text = row.year.strip()
        if text.isdecimal() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR:
            return int(text)
        expected = str(YEAR_EXPECTED)
        column = self.columns.get("year") or row.column
        told = str(CELL_IS_NOT)
        words = {"column": column, "found": text[:60], "expected": expected}
        self.checked.note(ObservationProblem(row.line, column, text, expected, told % words))
        return None

    def _value_problem(self, row: Tidy) -> ObservationProblem | None:
        if row.fault is not None:
            found, expected = row.fault.found, row.fault.expected
        elif row.value is not None and row.value < 0 and not self.may_be_negative:
            found, expected = f"{row.value:g}", str(NOT_NEGATIVE_EXPECTED)
        else:
            return None
        told = str(CELL_IS_NOT)
        words = {"column": row.column, "found": found[:60], "expected": expected}
        return ObservationProblem(row.line, row.column, found, expected, told % words)

    def _keep(self, row: Tidy, key: tuple[int, str, str]) -> None:
        first = self.first_line.setdefault(key, row.line)
        if key in self.checked.rows:
            year, region, activity = key
            words = {"region": region, "activity": activity or "–", "year": year, "line": first}
            told = str(VALUE_GIVEN_TWICE)
            expected = str(ONE_VALUE_EXPECTED)
            found = " ".join(filter(None, (region, activity, str(year))))
            self.checked.note(ObservationProblem(row.line, row.column, found, expected, told % words))
            return
        self.checked.rows[key] = (row.value, row.flag)

    def _whole(self) -> None:
        """What can be said only when all has been read."""
        if self.vintages and (self.checked.rows or len(self.vintages) > 1):
            self._tell_mixed()
        if not self.checked.rows and not self.checked.problems:
            told = str(NO_REGION_OF_LEVEL)
            if self.checked.left_out:
                told += " " + str(ALL_LEFT_OUT) % {"number": self.checked.left_out.total()}
            expected = self.regions.expected
            self.checked.note(ObservationProblem(0, self.columns.get("region", ""), "", expected, told))
        self._tell_holes()

    def _tell_mixed(self) -> None:
        shown = [
            str(CODE_IN_ROWS) % {"code": code, "lines": ", ".join(map(str, lines[:3]))}
            for code, lines in list(self.vintages.items())[:5]
        ]
        version = self.regions.version
        words = {"version": version, "others": "; ".join(shown)}
        told = str(CODES_OF_SEVERAL_VERSIONS if self.checked.rows else CODES_OF_ANOTHER_VERSION)
        expected = str(CODES_EXPECTED) % {"version": version}
        problem = ObservationProblem(
            0, self.columns.get("region", ""), ", ".join(list(self.vintages)[:5]), expected, told % words
        )
        self.checked.problem_count += 1
        self.checked.problems.insert(0, problem)

    def _tell_holes(self) -> None:
        """Years that are missing between the first and the last: of the whole set, and of single regions."""
        years = sorted({year for year, _region, _activity in self.checked.rows})
        if not years:
            return
        if absent := sorted(set(range(years[0], years[-1] + 1)) - set(years)):
            told = str(YEARS_ABSENT)
            words = {"years": ", ".join(map(str, absent)), "first": years[0], "last": years[-1]}
            self.checked.remarks.append(told % words)
        of_region: dict[str, set[int]] = {}
        for year, region, _activity in self.checked.rows:
            of_region.setdefault(region, set()).add(year)
        short = {region: sorted(set(years) - there) for region, there in of_region.items() if len(there) < len(years)}
        for region, missing in sorted(short.items())[:10]:
            words = {"region": region, "years": ", ".join(map(str, missing))}
            self.checked.remarks.append(str(REGION_LACKS_YEARS) % words)
        if len(short) > 10:
            more = len(short) - 10
            self.checked.remarks.append(more_regions_lack_years(more))
