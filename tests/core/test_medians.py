"""Medians: the same number as Python's, whatever the rows, the breakdown and the moment of knowledge."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspel.core.access import Role
from samspel.core.facts import void
from samspel.core.figures import (
    Measure,
    MeasureKind,
    Request,
    Slice,
    compare,
    cumulative,
    end_of,
    fetch,
    iterate,
    measure,
    medians,
    month_index,
    values,
)
from samspel.core.programmes.models import Programme
from samspel.results.models import Support
from samspel.ui.templatetags.formats import figure_text, unit_words
from tests.conftest import person

pytestmark = [pytest.mark.every_database, pytest.mark.django_db]
GROUPS = st.lists(st.tuples(st.sampled_from("abc"), st.none() | st.integers(-50, 50)), max_size=25)


def hours() -> Measure:
    """The median of hours of support, a measure of its own that no page shows."""
    return replace(measure("results.hours"), code="test.median_hours", kind=MeasureKind.MEDIAN)


def rows_of(groups: list[tuple[str, int | None]]) -> str:
    """The rows as SQL: id, value, group."""
    lines = [
        f"SELECT {n} AS id, CAST({'NULL' if value is None else value} AS INTEGER) AS val, '{group}' AS key_0"
        for n, (group, value) in enumerate(groups)
    ]
    return " UNION ALL ".join(lines) or "SELECT 0 AS id, 0 AS val, 'a' AS key_0 WHERE 1 = 0"


def asked(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(GROUPS)
def test_the_statement_gives_the_middle_of_each_group(groups: list[tuple[str, int | None]]) -> None:
    by_group: dict[str, list[int]] = defaultdict(list)
    for group, value in groups:
        if value is not None:
            by_group[group].append(value)
    found = {group: float(value) for value, group in asked(medians.statement(rows_of(groups), 1, running=False))}
    assert found == {group: median(members) for group, members in by_group.items()}
    every = asked(medians.statement(f"SELECT id, val FROM ({rows_of(groups)}) AS a", 0, running=False))
    told = [value for _group, value in groups if value is not None]
    assert [float(row[0]) for row in every] == ([median(told)] if told else [])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(GROUPS)
def test_a_running_median_is_of_all_rows_up_to_there(groups: list[tuple[str, int | None]]) -> None:
    found = {group: float(value) for value, group in asked(medians.statement(rows_of(groups), 1, running=True))}
    for end in {group for group, _value in groups}:
        told = [value for group, value in groups if group <= end and value is not None]
        assert found.get(end) == (median(told) if told else None)


def test_it_is_recomputed_from_its_rows_in_every_breakdown(example: Programme) -> None:
    counted, everything = hours(), Slice(example.pk)
    facts = list(
        Support.objects.filter(programme=example, voided_at=None).values_list("hours", "area_id", "occurred_on")
    )
    assert values(counted, everything)[()] == median(h for h, _area, _on in facts)
    by_area = values(counted, everything, ("area",))
    assert len(by_area) > 2
    for (area,), value in by_area.items():
        assert value == median(h for h, of, _on in facts if of == area)
        assert value == median(row.contribution for row in iterate(counted, everything.of(area=area)))
    by_month = values(counted, everything, ("month",))
    running = cumulative(counted, everything)
    for (month,), value in by_month.items():
        assert value == median(h for h, _area, on in facts if month_index(on) == month)
        assert running[(month,)] == median(h for h, _area, on in facts if month_index(on) <= month)


def test_a_fact_of_two_regions_counts_in_both_and_once_in_each(example: Programme) -> None:
    counted = hours()
    for (home,), value in values(counted, Slice(example.pk), ("home",)).items():
        if home is not None:
            told = [row.contribution for row in iterate(counted, Slice(example.pk).of(home=home))]
            assert value == median(told)


def test_it_follows_period_and_moment(example: Programme) -> None:
    counted, day = hours(), date(2019, 3, 31)
    where = Slice(example.pk).between(date(2018, 7, 1), date(2019, 4, 1)).known(end_of(day))
    known = Support.objects.as_of(end_of(day)).filter(
        programme=example, occurred_on__gte=date(2018, 7, 1), occurred_on__lt=date(2019, 4, 1)
    )
    assert values(counted, where)[()] == median(known.values_list("hours", flat=True))


def test_of_no_rows_there_is_no_number(example: Programme, nordmark: Programme) -> None:
    counted, nowhere = hours(), Slice(nordmark.pk)
    assert values(counted, nowhere) == {(): None}
    assert values(counted, nowhere, ("area",)) == {}
    from samspel.core.figures import Figure

    assert figure_text(Figure(counted, nowhere, None, "")) == "–"
    assert str(unit_words("days", Decimal("0.5"))) == "dagar"
    assert str(unit_words("days", 1)) == "dag"


def test_beside_other_figures_it_is_still_one_statement(example: Programme, django_assert_num_queries: Any) -> None:
    everything = Slice(example.pk)
    with django_assert_num_queries(1):
        found = fetch([Request(hours(), everything, ("area",)), Request(measure("results.hours"), everything)])
    assert len(found[0]) > 2
    assert found[1][()] > 0


def test_a_comparison_tells_what_changed_it(example: Programme) -> None:
    counted, reported_at = hours(), timezone.now()
    longest = Support.objects.as_of(None).filter(programme=example).order_by("-hours").first()
    before = values(counted, Slice(example.pk))[()]
    void(longest, person(Role.MANAGER), "Fel företag")
    found = compare(counted, Slice(example.pk), reported_at)
    assert found.reported == before
    assert found.now == values(counted, Slice(example.pk))[()]
    assert [(change.kind, change.contribution) for change in found.changes] == [("removed", None)]
