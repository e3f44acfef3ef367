"""What must hold of every count, whatever was recorded: order, spelling, merges and repeats change nothing."""

import random
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.actors.duplicates.services import merge_record, merge_void
from samspel.actors.organisations.queries.directory import find
from samspel.core.facts import void
from samspel.core.figures import MeasureKind, Request, Slice, cumulative, fetch, measure, measures, values
from samspel.core.models import User
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from tests.results.samples import (
    FEW,
    counted_in,
    organisation,
    recorded,
    row,
    saved,
    somebody,
    taken_back,
    text_table,
    value,
)

pytestmark = [pytest.mark.every_database, pytest.mark.django_db]

OWN = sorted(m.code for m in measures().values() if m.code.startswith("results.") and ".rc" not in m.code)
CODES = [code for code in OWN if not measure(code).of_plan]
ORGANISATIONS = 4
Happening = tuple[str, int, int, int]
HAPPENINGS = st.lists(
    st.tuples(
        st.sampled_from(["support", "collaboration", "investment", "innovation", "participation", "leadership"]),
        st.integers(1, ORGANISATIONS),
        st.integers(0, 400),
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=7,
)
SPELLINGS = ["{0}-{1}", "{0}{1}", " {0} {1} ", "16{0}-{1}", "16{0}{1}", "SE{0}{1}01", "se {0}-{1} 01"]


def happen(programme: Programme, user: User, happening: Happening, reference: str) -> Any:
    """Record it. The last number chooses area, partner and how the fact differs from others of its kind."""
    kind, who, day, which = happening
    structure = structure_of(programme)
    told: dict[str, Any] = {
        "occurred_on": date(2018, 6, 1) + timedelta(days=day),
        "area": structure.areas[which],
        "partner": structure.partners[which],
        "reference": reference,
    }
    if kind == "support":
        told["kind"] = ("advice", "grant", "digitalisation")[which]
    if kind == "innovation":
        told["novelty"] = ("market", "firm", "firm")[which]
    of: Any = organisation(who)
    if kind == "collaboration":
        of = [organisation(who), organisation(who % ORGANISATIONS + 1)]
    return recorded(programme, user, kind, of, **told)


def everything(programme: Programme) -> dict[str, Any]:
    """Every figure of results, by area and region."""
    by = ("area", "partner")
    asked = [Request(measure(code), Slice(programme.pk), by) for code in CODES]
    asked += [Request(measure(code), Slice(programme.pk)) for code in CODES]
    return dict(enumerate(fetch(asked)))


@FEW
@given(HAPPENINGS, st.randoms(use_true_random=False))
def test_the_order_of_recording_changes_no_figure(
    ecs: Programme, happenings: list[Happening], chance: random.Random
) -> None:
    user = somebody(ecs)
    numbered = list(enumerate(happenings))
    for serial in range(1, ORGANISATIONS + 1):
        organisation(serial)
    found = []
    for order in (numbered, chance.sample(numbered, len(numbered))):
        with taken_back():
            for reference, happening in order:
                happen(ecs, user, happening, str(reference))
            found.append(everything(ecs))
    assert found[0] == found[1]


@FEW
@given(st.integers(1, 999), st.lists(st.sampled_from(SPELLINGS), min_size=2, max_size=5))
def test_one_enterprise_however_its_number_is_written(ecs: Programme, serial: int, spellings: list[str]) -> None:
    with taken_back():
        user, meant = somebody(ecs), organisation(serial)
        for reference, spelling in enumerate(spellings):
            written = spelling.format(meant.number[:6], meant.number[6:])
            recorded(ecs, user, of=find(written), reference=str(reference))
        assert counted_in(ecs, "results.co01") == {meant.pk}


@FEW
@given(HAPPENINGS, st.integers(1, ORGANISATIONS), st.integers(1, ORGANISATIONS))
def test_a_merge_counts_one_less_and_undoing_it_is_as_if_it_never_was(
    ecs: Programme, happenings: list[Happening], first: int, second: int
) -> None:
    with taken_back():
        user = somebody(ecs)
        for reference, happening in enumerate(happenings):
            happen(ecs, user, happening, str(reference))
        if first == second:
            return
        before, counted = everything(ecs), counted_in(ecs, "results.co01")
        sums = [code for code in CODES if measure(code).kind is not MeasureKind.DISTINCT]
        added = [value(ecs, code) for code in sums]
        one, other = organisation(first), organisation(second)
        made = merge_record(actor=user, organisation=one, into=other, reason="Samma företag")
        after = counted_in(ecs, "results.co01")
        assert one.pk not in after
        assert len(after) == len(counted) - ({one.pk, other.pk} <= counted)
        assert [value(ecs, code) for code in sums] == added
        merge_void(actor=user, merge=made, reason="Det var två")
        assert everything(ecs) == before


@FEW
@given(HAPPENINGS, st.data())
def test_taking_back_and_recording_the_same_again_changes_no_figure(
    ecs: Programme, happenings: list[Happening], data: Any
) -> None:
    with taken_back():
        user = somebody(ecs)
        facts = [happen(ecs, user, happening, str(n)) for n, happening in enumerate(happenings)]
        before = everything(ecs)
        chosen = data.draw(st.integers(0, len(facts) - 1))
        void(facts[chosen], user, "Fel")
        happen(ecs, user, happenings[chosen], str(chosen))
        assert everything(ecs) == before


@FEW
@given(HAPPENINGS)
def test_running_totals_by_month_end_at_the_figure(ecs: Programme, happenings: list[Happening]) -> None:
    with taken_back():
        user = somebody(ecs)
        for reference, happening in enumerate(happenings):
            happen(ecs, user, happening, str(reference))
        for code in CODES:
            running = cumulative(measure(code), Slice(ecs.pk))
            steps = [running[key] for key in sorted(running)]
            assert steps == sorted(steps), code
            assert (steps[-1] if steps else 0) == values(measure(code), Slice(ecs.pk))[()], code


@FEW
@given(HAPPENINGS)
def test_the_things_counted_in_the_parts_are_those_counted_in_the_whole(
    ecs: Programme, happenings: list[Happening]
) -> None:
    with taken_back():
        user = somebody(ecs)
        for reference, happening in enumerate(happenings):
            happen(ecs, user, happening, str(reference))
        for code in (c for c in CODES if measure(c).kind is MeasureKind.DISTINCT):
            for key in ("area", "partner", "municipality", "size"):
                parts = [
                    counted_in(ecs, code, Slice(ecs.pk).of(**{key: member[0]}))
                    for member in values(measure(code), Slice(ecs.pk), (key,))
                ]
                assert set().union(*parts) == counted_in(ecs, code), (code, key)


@FEW
@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 5)), min_size=1, max_size=5, unique=True))
def test_the_same_file_brought_in_again_changes_no_figure(ecs: Programme, told: list[tuple[int, int]]) -> None:
    with taken_back():
        user = somebody(ecs)
        rows = [
            row(ecs, organisation=organisation(who).number, occurred_on=date(2019, 2, 1 + day)) for who, day in told
        ]
        content = text_table("support", rows)
        first = saved(user, ecs, content)
        before = everything(ecs)
        again = saved(user, ecs, content)
        assert (first.report["written"], again.report["written"]) == (len(rows), 0)
        assert everything(ecs) == before
        assert len(counted_in(ecs, "results.co01")) == len({who for who, _day in told})
