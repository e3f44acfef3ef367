"""Every figure opens, and what it opens to adds up to it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samspel.core.access import Role
from samspel.core.facts import record, replace, void
from samspel.core.figures import (
    Measure,
    MeasureKind,
    Request,
    Slice,
    compare,
    cumulative,
    dimension,
    end_of,
    fetch,
    iterate,
    measure,
    measures,
    month_index,
    page_of_rows,
    values,
)
from samspel.core.figures.export import csv_lines, safe, workbook
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.results.models import PrivateInvestment, Support
from tests.conftest import person

pytestmark = [pytest.mark.every_database, pytest.mark.django_db]

CODES = sorted(measures())


def slices(programme: Programme) -> Iterator[Slice]:
    """All of it, a year, up to a day as known then, and nothing."""
    everything = Slice(programme.pk)
    yield everything
    yield everything.between(date(2018, 7, 1), date(2019, 7, 1))
    yield everything.between(None, date(2019, 4, 1)).known(end_of(date(2019, 3, 31)))
    yield everything.between(date(2030, 1, 1), None)


def added(counted: Measure, where: Slice) -> Any:
    """The sum of the rows' contributions; for a median the middle of them, None of none."""
    if counted.kind is MeasureKind.MEDIAN:
        return median([row.contribution for row in iterate(counted, where)] or [None])
    return sum(
        (row.contribution for row in iterate(counted, where)), Decimal(0) if counted.kind is MeasureKind.SUM else 0
    )


@pytest.mark.parametrize("code", CODES)
def test_rows_add_up_to_the_figure(example: Programme, code: str) -> None:
    counted = measure(code)
    for where in slices(example):
        assert added(counted, where) == values(counted, where)[()]


@pytest.mark.parametrize("code", CODES)
def test_rows_add_up_in_every_cell_of_every_breakdown(example: Programme, code: str) -> None:
    counted, everything = measure(code), Slice(example.pk)
    total = values(counted, everything)[()]
    for key in counted.dimensions:
        found = values(counted, everything, (key,))
        for member, value in found.items():
            if member[0] is not None:
                assert added(counted, everything.of(**{key: member[0]})) == value
        if counted.kind in {MeasureKind.COUNT, MeasureKind.SUM} and key not in counted.many:
            assert sum(found.values()) == total


@pytest.mark.parametrize("code", CODES)
def test_members_of_every_dimension_are_the_programmes(example: Programme, code: str) -> None:
    counted, structure = measure(code), structure_of(example)
    for key in counted.dimensions:
        known = {member.id for member in dimension(key).members(structure)}
        assert {k[0] for k in values(counted, Slice(example.pk), (key,))} <= known | {None}


@pytest.mark.parametrize("code", [c for c in CODES if not measure(c).of_plan])
def test_periods_and_running_totals_end_at_the_figure(example: Programme, code: str) -> None:
    counted, everything = measure(code), Slice(example.pk)
    total = values(counted, everything)[()]
    for period in ("month", "quarter", "half_year", "year"):
        running = cumulative(counted, everything, period)
        assert list(running.values()) == sorted(running.values()) or counted.kind in {
            MeasureKind.SUM,
            MeasureKind.MEDIAN,
        }
        assert running[max(running)] == total
        if counted.kind in {MeasureKind.COUNT, MeasureKind.SUM}:
            assert sum(values(counted, everything, (period,)).values()) == total


def test_a_counted_thing_opens_to_its_facts(example: Programme) -> None:
    counted, everything = measure("results.co01"), Slice(example.pk)
    for row in page_of_rows(counted, everything, 0, 20).rows:
        facts = list(iterate(counted, Slice(example.pk, entity=row.entity)))
        assert len(facts) == row.facts
        assert min(f.occurred_on for f in facts if f.occurred_on) == row.occurred_on


def test_any_number_of_figures_is_one_statement(example: Programme) -> None:
    asked = [Request(m, Slice(example.pk), tuple(list(m.dimensions)[:2])) for m in measures().values()]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        fetch(asked)
    assert len(queries) == 1
    assert fetch([]) == []


def test_two_breakdowns_at_once(example: Programme) -> None:
    counted, everything = measure("results.co01"), Slice(example.pk)
    crossed = values(counted, everything, ("area", "partner", "half_year"))
    for (area, partner, half), value in list(crossed.items())[:12]:
        where = Slice(example.pk).of(area=area, partner=partner)
        first = date(half * 6 // 12, half * 6 % 12 + 1, 1)
        where = where.between(first, date(first.year + first.month // 7, 1 if first.month == 7 else 7, 1))
        assert added(counted, where) == value


def test_another_programmes_facts_are_not_counted(example: Programme, nordmark: Programme) -> None:
    for counted in measures().values():
        if not counted.of_plan:
            assert values(counted, Slice(nordmark.pk))[()] == counted.nothing


def test_as_reported_and_as_known_now(example: Programme) -> None:
    counted, manager = measure("results.private_investment"), person(Role.MANAGER)
    where, reported_at = Slice(example.pk), timezone.now()
    before = values(counted, where)[()]
    first, second = PrivateInvestment.objects.as_of(None).order_by("pk")[:2]
    replace(first, manager, "Fel belopp", {"amount": first.amount + 1000})
    void(second, manager, "Avsåg ett annat projekt")
    record(
        PrivateInvestment(
            programme=example, partner=first.partner, area=first.area, organisation=first.organisation,
            occurred_on=first.occurred_on, purpose="Senare inkommet", amount=Decimal("500.50"),
        ),
        manager,
    )  # fmt: skip
    found = compare(counted, where, reported_at)
    assert found.reported == before
    assert found.now == values(counted, where)[()]
    assert found.difference == sum(change.contribution or 0 for change in found.changes)
    assert found.total == len(found.changes) == 4
    assert {c.reason for c in found.changes if c.kind == "removed"} == {"Fel belopp", "Avsåg ett annat projekt"}


def test_a_fact_recorded_later_was_not_known_then(example: Programme) -> None:
    counted = measure("results.co01")
    day = date(2018, 5, 28)
    then = values(counted, Slice(example.pk, until=day + timedelta(days=1), known_at=end_of(day)))[()]
    now = values(counted, Slice(example.pk, until=day + timedelta(days=1)))[()]
    assert then < now


def test_months_are_counted_alike_in_python_and_sql(example: Programme) -> None:
    on = Support.objects.values_list("occurred_on", flat=True)
    expected: dict[int, int] = {}
    for day in on:
        expected[month_index(day)] = expected.get(month_index(day), 0) + 1
    counted = measure("results.co01")
    assert {k[0] for k in values(counted, Slice(example.pk), ("month",))} == set(expected)


def test_end_of_a_day_is_just_before_the_next() -> None:
    assert end_of(date(2019, 9, 30)) == timezone.make_aware(datetime(2019, 9, 30, 23, 59, 59, 999999))


def test_a_hundred_thousand_rows_stream(example: Programme) -> None:
    """Neither page nor export reads them all: few rows are held, few statements sent, and the lines add up."""
    one = Support.objects.filter(example=True).first()
    assert one is not None
    base = one.content()
    Support.objects.bulk_create(
        (Support(**base, recorded_at=one.recorded_at, recorded_by=one.recorded_by) for _ in range(100_000)),
        batch_size=2000,
    )
    counted, where = measure("results.co01"), Slice(example.pk, entity=one.organisation_id)
    with CaptureQueriesContext(connection) as queries:
        shown = page_of_rows(counted, where, 90_000, 100)
    assert (len(shown.rows), shown.more, len(queries)) == (100, True, 2)
    lines = csv_lines(["h"], iterate(counted, where), ["sum"])
    next(lines)
    with CaptureQueriesContext(connection) as queries:
        for _ in range(10):
            next(lines)
    assert len(queries) <= 2
    assert sum(1 for _ in lines) > 99_000


def test_exports_hold_exactly_the_rows(example: Programme) -> None:
    from python_calamine import CalamineWorkbook

    counted, where = measure("results.private_investment"), Slice(example.pk)
    total = values(counted, where)[()]
    header = ["Datum", *(str(c.name) for c in counted.columns), "Fakta", "Underlag", "Belopp"]
    closing = ["Summa", *[""] * (len(counted.columns) + 2), total]
    rows = list(iterate(counted, where))
    sheet = workbook([("Uppgift", "x")], header, iter(rows), closing, ("Rader", "Om"))
    read = CalamineWorkbook.from_filelike(sheet).get_sheet_by_name("Rader").to_python()
    assert len(read) == len(rows) + 2
    assert round(sum(line[-1] for line in read[1:-1]), 2) == float(total) == read[-1][-1]
    text = list(csv_lines(header, iter(rows), closing))
    assert len(text) == len(rows) + 2
    assert text[0].startswith("\ufeff")


@pytest.mark.parametrize("text", ["=1+1", "+46", "-2", "@x", "\tx"])
def test_a_cell_is_never_a_formula(text: str) -> None:
    assert safe(text) == f"'{text}"
    assert safe(Decimal(-2)) == Decimal(-2)
