"""Merges: who counts as whom, now and then, and what may not be merged."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from samspel.actors.duplicates.rules.merge_chains import MergeLoop, chain_ends
from samspel.actors.duplicates.services import merge_record, merge_void, pair_keep_apart
from samspel.actors.models import Identity, KeptApart, Merge
from samspel.core import audit, clock
from samspel.core.access import Role
from samspel.core.facts import FactError
from samspel.core.programmes.models import Programme
from tests.results.samples import organisation, somebody

pytestmark = [pytest.mark.every_database, pytest.mark.django_db]


def counts_as(serial: int, moment: datetime | None = None) -> int:
    """The id that the organisation counts as; exactly one at any moment."""
    rows = organisation(serial).identities.filter(known_until=None)
    if moment is not None:
        every = organisation(serial).identities.filter(known_from__lte=moment)
        rows = every.exclude(known_until__lte=moment)
    return rows.get().counts_as_id


def test_an_organisation_counts_as_itself_from_the_start(ecs: Programme) -> None:
    made = organisation(1)
    assert counts_as(1) == made.pk
    assert counts_as(1, datetime(1990, 1, 1, tzinfo=UTC)) == made.pk


def test_merges_are_followed_to_their_end_whatever_the_order(ecs: Programme) -> None:
    user = somebody(ecs)
    merge_record(actor=user, organisation=organisation(2), into=organisation(3), reason="Samma")
    merge_record(actor=user, organisation=organisation(1), into=organisation(2), reason="Samma")
    assert counts_as(1) == counts_as(2) == counts_as(3) == organisation(3).pk
    merge_record(actor=user, organisation=organisation(3), into=organisation(4), reason="Samma")
    assert {counts_as(n) for n in (1, 2, 3, 4)} == {organisation(4).pk}


def test_undoing_a_merge_in_the_middle_parts_the_chain_there(ecs: Programme) -> None:
    user = somebody(ecs)
    merge_record(actor=user, organisation=organisation(1), into=organisation(2), reason="Samma")
    middle = merge_record(actor=user, organisation=organisation(2), into=organisation(3), reason="Samma")
    together = clock.now()
    merge_void(actor=user, merge=middle, reason="Det var två")
    assert (counts_as(1), counts_as(3)) == (organisation(2).pk, organisation(3).pk)
    assert counts_as(1, together) == organisation(3).pk


def test_what_counted_as_what_stays_readable(ecs: Programme) -> None:
    user = somebody(ecs)
    organisation(1), organisation(2)
    moments = [clock.now()]
    for _round in range(2):
        merge = merge_record(actor=user, organisation=organisation(1), into=organisation(2), reason="Samma")
        moments.append(clock.now())
        merge_void(actor=user, merge=merge, reason="Två")
        moments.append(clock.now())
    one, other = organisation(1).pk, organisation(2).pk
    assert [counts_as(1, moment) for moment in moments] == [one, other, one, other, one]
    assert audit.first_broken_link() is None


@pytest.mark.parametrize("path", [(1, 1), (1, 2, 1), (1, 2, 3, 1)])
def test_a_ring_is_refused_and_leaves_nothing(ecs: Programme, path: tuple[int, ...]) -> None:
    user, pairs = somebody(ecs), list(pairwise(path))
    organisation(1)
    for one, other in pairs[:-1]:
        merge_record(actor=user, organisation=organisation(one), into=organisation(other), reason="Samma")
    before = list(Identity.objects.order_by("pk").values())
    with pytest.raises(FactError):
        merge_record(
            actor=user, organisation=organisation(pairs[-1][0]), into=organisation(pairs[-1][1]), reason="Samma"
        )
    assert Merge.objects.count() == len(pairs) - 1
    assert list(Identity.objects.order_by("pk").values()) == before


def test_one_organisation_is_merged_into_one_other(ecs: Programme) -> None:
    user = somebody(ecs)
    first = merge_record(actor=user, organisation=organisation(1), into=organisation(2), reason="Samma")
    with pytest.raises(FactError):
        merge_record(actor=user, organisation=organisation(1), into=organisation(3), reason="Samma")
    merge_void(actor=user, merge=first, reason="Fel")
    merge_record(actor=user, organisation=organisation(1), into=organisation(3), reason="Samma")
    assert counts_as(1) == organisation(3).pk


def test_merges_and_their_undoing_need_a_reason_and_happen_once(ecs: Programme) -> None:
    user = somebody(ecs)
    with pytest.raises(FactError):
        merge_record(actor=user, organisation=organisation(1), into=organisation(2), reason="  ")
    made = merge_record(actor=user, organisation=organisation(1), into=organisation(2), reason="Samma")
    with pytest.raises(FactError):
        merge_void(actor=user, merge=made, reason="")
    assert counts_as(1) == organisation(2).pk
    merge_void(actor=user, merge=made, reason="Två")
    with pytest.raises(FactError):
        merge_void(actor=user, merge=made, reason="Igen")


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.STEERING, Role.ADMINISTRATOR])
def test_readers_do_not_merge(ecs: Programme, role: Role) -> None:
    made = merge_record(actor=somebody(ecs), organisation=organisation(1), into=organisation(2), reason="Samma")
    with pytest.raises(PermissionDenied):
        merge_record(actor=somebody(ecs, role), organisation=organisation(3), into=organisation(4), reason="Samma")
    with pytest.raises(PermissionDenied):
        merge_void(actor=somebody(ecs, role), merge=made, reason="Två")
    assert (counts_as(1), counts_as(3)) == (organisation(2).pk, organisation(3).pk)


def test_those_kept_apart_are_noted_once_whoever_is_named_first(ecs: Programme) -> None:
    user = somebody(ecs)
    pair_keep_apart(actor=user, first=organisation(1), second=organisation(2))
    pair_keep_apart(actor=user, first=organisation(2), second=organisation(1))
    assert KeptApart.objects.count() == 1


@given(st.dictionaries(st.integers(0, 8), st.integers(0, 8), max_size=8))
def test_chains_end_where_following_them_step_by_step_ends(merges: dict[int, int]) -> None:
    def walked(start: int) -> int | None:
        here = start
        for _step in range(len(merges) + 1):
            if here not in merges:
                return here
            here = merges[here]
        return None

    expected = {start: walked(start) for start in merges}
    if None in expected.values():
        with pytest.raises(MergeLoop):
            chain_ends(merges)
    else:
        assert chain_ends(merges) == expected
