"""An enterprise counts once: whatever the order, the spelling, the merges and the moment one asks for."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspel.actors.duplicates.services import merge_record, merge_void
from samspel.actors.models import Merge
from samspel.actors.organisations.queries.number import read_number
from samspel.core import clock
from samspel.core.facts import void
from samspel.core.figures import Slice, contributing, cumulative, measure, values
from samspel.core.programmes.models import Programme
from tests.results.builders import enterprise, manager_of, support, value

pytestmark = [pytest.mark.every_database, pytest.mark.django_db]

CODES = ("results.co01", "results.co02", "results.co04", "results.municipalities", "results.hours")
FEW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SUPPORTS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 30), st.sampled_from(["advice", "grant", "coaching"])),
    min_size=1,
    max_size=10,
)


class Undone(Exception):  # noqa: N818  named after what is the case
    """Ends an example, so that the next one begins with nothing."""


def all_values(programme: Programme) -> dict[str, Any]:
    """Every figure that supports make."""
    return {code: value(programme, code) for code in CODES}


def record_all(programme: Programme, user: Any, rows: list[tuple[int, int, str]]) -> list[Any]:
    """The supports, in the order given; the reference tells equal ones apart."""
    return [
        support(programme, user, enterprise(who), date(2019, 1, 1) + timedelta(days=day), f"{who}-{day}-{n}", kind=kind)
        for n, (who, day, kind) in enumerate(rows)
    ]


@FEW
@given(SUPPORTS, st.randoms(use_true_random=False))
def test_order_does_not_matter(ecs: Programme, rows: list[tuple[int, int, str]], chance: Any) -> None:
    user = manager_of(ecs)
    found = []
    for order in (rows, chance.sample(rows, len(rows))):
        with pytest.raises(Undone), transaction.atomic():
            record_all(ecs, user, order)
            found.append(all_values(ecs))
            raise Undone
    assert found[0] == found[1]


@pytest.mark.parametrize(
    "spelling", ["556000-0001", "16556000-0001", "5560000001", " 556000 0001 ", "SE556000000101", "16 556000 0001"]
)
def test_every_spelling_is_the_same_number(spelling: str) -> None:
    assert read_number(spelling).number == "5560000001"


@FEW
@given(SUPPORTS, st.tuples(st.integers(0, 5), st.integers(0, 5)))
def test_a_merge_counts_once_and_undoing_it_counts_as_before(
    ecs: Programme, rows: list[tuple[int, int, str]], pair: tuple[int, int]
) -> None:
    with pytest.raises(Undone), transaction.atomic():
        user = manager_of(ecs)
        record_all(ecs, user, rows)
        before = all_values(ecs)
        first, second = enterprise(pair[0]), enterprise(pair[1])
        if first.pk != second.pk:
            made = merge_record(actor=user, organisation=first, into=second, reason="Samma företag")
            both = {pair[0], pair[1]} <= {who for who, _day, _kind in rows}
            assert value(ecs, "results.co01") == before["results.co01"] - both
            assert value(ecs, "results.hours") == before["results.hours"]
            merge_void(actor=user, merge=made, reason="Det var två")
        assert all_values(ecs) == before
        raise Undone


@FEW
@given(SUPPORTS, st.data())
def test_taking_back_and_recording_again_is_as_if_nothing_was_done(
    ecs: Programme, rows: list[tuple[int, int, str]], data: Any
) -> None:
    with pytest.raises(Undone), transaction.atomic():
        user = manager_of(ecs)
        facts = record_all(ecs, user, rows)
        before = all_values(ecs)
        chosen = data.draw(st.integers(0, len(facts) - 1))
        void(facts[chosen], user, "Fel")
        who, day, kind = rows[chosen]
        on = date(2019, 1, 1) + timedelta(days=day)
        support(ecs, user, enterprise(who), on, f"{who}-{day}-{chosen}", kind=kind)
        assert all_values(ecs) == before
        raise Undone


@FEW
@given(SUPPORTS)
def test_months_cumulate_to_the_total_and_breakdowns_unite_to_it(
    ecs: Programme, rows: list[tuple[int, int, str]]
) -> None:
    with pytest.raises(Undone), transaction.atomic():
        record_all(ecs, manager_of(ecs), rows)
        counted, everything = measure("results.co01"), Slice(ecs.pk)
        running = cumulative(counted, everything)
        assert running[max(running)] == value(ecs, "results.co01") == len({who for who, _d, _k in rows})
        united: set[int] = set()
        for (kind,) in values(counted, everything, ("area",)):
            united |= set(contributing(counted, everything.of(area=kind)).values_list(counted.of, flat=True))
        assert united == set(contributing(counted, everything).values_list(counted.of, flat=True))
        raise Undone


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("support"), st.integers(0, 3), st.integers(0, 30)),
        st.tuples(st.just("void"), st.integers(0, 20), st.just(0)),
        st.tuples(st.just("merge"), st.integers(0, 3), st.integers(0, 3)),
        st.tuples(st.just("undo"), st.integers(0, 20), st.just(0)),
    ),
    min_size=2,
    max_size=14,
)


@FEW
@given(STEPS)
def test_as_known_then_is_a_replay_of_the_log(ecs: Programme, steps: list[tuple[str, int, int]]) -> None:
    """A plain model of what was known after each step, against the figure as of that step's moment."""
    with pytest.raises(Undone), transaction.atomic():
        user, known = manager_of(ecs), Replay()
        told = [(clock.now(), known.count())]
        for number, step in enumerate(steps):
            known.take(ecs, user, number, step)
            told.append((clock.now(), known.count()))
        for moment, expected in told:
            assert value(ecs, "results.co01", Slice(ecs.pk, known_at=moment)) == expected
        assert value(ecs, "results.co01") == told[-1][1]
        raise Undone


class Replay:
    """What is known, kept the plainest way: facts that stand, and merges that stand."""

    def __init__(self) -> None:
        self.facts: list[tuple[Any, int]] = []
        self.merges: list[tuple[Merge, int, int]] = []

    def take(self, programme: Programme, user: Any, number: int, step: tuple[str, int, int]) -> None:
        """Do the step, in the database and here; one that cannot be done is left."""
        what, first, second = step
        if what == "support":
            on = date(2019, 1, 1) + timedelta(days=second)
            self.facts.append((support(programme, user, enterprise(first), on, str(number)), first))
        elif what == "void" and self.facts:
            fact, _who = self.facts.pop(first % len(self.facts))
            void(fact, user, "Fel")
        elif what == "merge" and self.end(first) != self.end(second) and self.end(first) == first:
            made = merge_record(actor=user, organisation=enterprise(first), into=enterprise(second), reason="Samma")
            self.merges.append((made, first, second))
        elif what == "undo" and self.merges:
            merge, _from, _to = self.merges.pop(first % len(self.merges))
            merge_void(actor=user, merge=merge, reason="Två")

    def end(self, who: int) -> int:
        """What an enterprise counts as."""
        ways = {source: target for _merge, source, target in self.merges}
        while who in ways:
            who = ways[who]
        return who

    def count(self) -> int:
        """Different enterprises with a fact."""
        return len({self.end(who) for _fact, who in self.facts})


@FEW
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 20), st.integers(0, 5)), min_size=1, max_size=8))
def test_non_financial_support_counts_from_the_least_hours(ecs: Programme, rows: list[tuple[int, int, int]]) -> None:
    with pytest.raises(Undone), transaction.atomic():
        Programme.objects.filter(pk=ecs.pk).update(least_hours=Decimal(6))
        user = manager_of(ecs)
        for number, (who, day, hours) in enumerate(rows):
            on = date(2019, 1, 1) + timedelta(days=day)
            support(ecs, user, enterprise(who), on, str(number), hours=Decimal(hours))
        totals: dict[int, int] = {}
        for who, _day, hours in rows:
            totals[who] = totals.get(who, 0) + hours
        assert value(ecs, "results.co04") == sum(total >= 6 for total in totals.values())
        assert value(ecs, "results.co01") == len(totals)
        raise Undone


def test_a_new_enterprise_is_one_started_less_than_three_years_before(ecs: Programme) -> None:
    user, limit = manager_of(ecs), date(2015, 1, 1)
    old, new = enterprise(0, started_on=limit), enterprise(1, started_on=limit + timedelta(days=1))
    unknown = enterprise(2)
    for one in (old, new, unknown):
        support(ecs, user, one, date(2019, 3, 1))
    counted = measure("results.co05")
    assert list(contributing(counted, Slice(ecs.pk)).values_list(counted.of, flat=True)) == [new.pk]
