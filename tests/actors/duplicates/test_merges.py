"""Merges: who counts as whom, now and then, and what may not be merged."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from samspel.actors.duplicates import services as duplicates_services
from samspel.actors.duplicates.rules.merge_chains import MergeLoop, ends
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
    duplicates_services.merge(user, organisation(2), organisation(3), "Samma")
    duplicates_services.merge(user, organisation(1), organisation(2), "Samma")
    assert counts_as(1) == counts_as(2) == counts_as(3) == organisation(3).pk
    duplicates_services.merge(user, organisation(3), organisation(4), "Samma")
    assert {counts_as(n) for n in (1, 2, 3, 4)} == {organisation(4).pk}


def test_undoing_a_merge_in_the_middle_parts_the_chain_there(ecs: Programme) -> None:
    user = somebody(ecs)
    duplicates_services.merge(user, organisation(1), organisation(2), "Samma")
    middle = duplicates_services.merge(user, organisation(2), organisation(3), "Samma")
    together = clock.now()
    duplicates_services.undo(user, middle, "Det var två")
    assert (counts_as(1), counts_as(3)) == (organisation(2).pk, organisation(3).pk)
    assert counts_as(1, together) == organisation(3).pk


def test_what_counted_as_what_stays_readable(ecs: Programme) -> None:
    user = somebody(ecs)
    organisation(1), organisation(2)
    moments = [clock.now()]
    for _round in range(2):
        merge = duplicates_services.merge(user, organisation(1), organisation(2), "Samma")
        moments.append(clock.now())
        duplicates_services.undo(user, merge, "Två")
        moments.append(clock.now())
    one, other = organisation(1).pk, organisation(2).pk
    assert [counts_as(1, moment) for moment in moments] == [one, other, one, other, one]
    assert audit.first_broken_link() is None


@pytest.mark.parametrize("path", [(1, 1), (1, 2, 1), (1, 2, 3, 1)])
def test_a_ring_is_refused_and_leaves_nothing(ecs: Programme, path: tuple[int, ...]) -> None:
    user, pairs = somebody(ecs), list(pairwise(path))
    organisation(1)
    for one, other in pairs[:-1]:
        duplicates_services.merge(user, organisation(one), organisation(other), "Samma")
    before = list(Identity.objects.order_by("pk").values())
    with pytest.raises(FactError):
        duplicates_services.merge(user, organisation(pairs[-1][0]), organisation(pairs[-1][1]), "Samma")
    assert Merge.objects.count() == len(pairs) - 1
    assert list(Identity.objects.order_by("pk").values()) == before


def test_one_organisation_is_merged_into_one_other(ecs: Programme) -> None:
    user = somebody(ecs)
    first = duplicates_services.merge(user, organisation(1), organisation(2), "Samma")
    with pytest.raises(FactError):
        duplicates_services.merge(user, organisation(1), organisation(3), "Samma")
    duplicates_services.undo(user, first, "Fel")
    duplicates_services.merge(user, organisation(1), organisation(3), "Samma")
    assert counts_as(1) == organisation(3).pk


def test_merges_and_their_undoing_need_a_reason_and_happen_once(ecs: Programme) -> None:
    user = somebody(ecs)
    with pytest.raises(FactError):
        duplicates_services.merge(user, organisation(1), organisation(2), "  ")
    made = duplicates_services.merge(user, organisation(1), organisation(2), "Samma")
    with pytest.raises(FactError):
        duplicates_services.undo(user, made, "")
    assert counts_as(1) == organisation(2).pk
    duplicates_services.undo(user, made, "Två")
    with pytest.raises(FactError):
        duplicates_services.undo(user, made, "Igen")


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.STEERING, Role.ADMINISTRATOR])
def test_readers_do_not_merge(ecs: Programme, role: Role) -> None:
    made = duplicates_services.merge(somebody(ecs), organisation(1), organisation(2), "Samma")
    with pytest.raises(PermissionDenied):
        duplicates_services.merge(somebody(ecs, role), organisation(3), organisation(4), "Samma")
    with pytest.raises(PermissionDenied):
        duplicates_services.undo(somebody(ecs, role), made, "Två")
    assert (counts_as(1), counts_as(3)) == (organisation(2).pk, organisation(3).pk)


def test_those_kept_apart_are_noted_once_whoever_is_named_first(ecs: Programme) -> None:
    user = somebody(ecs)
    duplicates_services.keep_apart(user, organisation(1), organisation(2))
    duplicates_services.keep_apart(user, organisation(2), organisation(1))
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
            ends(merges)
    else:
        assert ends(merges) == expected
