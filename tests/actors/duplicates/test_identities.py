"""Merges and identities beside those of other organisations."""

from datetime import date

import pytest

from samspel.actors.duplicates.queries.candidate_pairs import candidate_pairs, open_pairs
from samspel.actors.duplicates.queries.identities import (
    counted_ids,
    merge_in_force,
    merged_into,
    merges_in_force,
    merges_of,
)
from samspel.actors.duplicates.services import merge_record, merge_void, pair_keep_apart
from samspel.actors.models import Organisation
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from tests.results.samples import organisation, somebody

pytestmark = pytest.mark.django_db


def test_merges_are_those_of_their_own_organisations_only(ecs: Programme) -> None:
    user = somebody(ecs)
    mine = merge_record(actor=user, organisation=organisation(1), into=organisation(2), reason="Samma")
    other = merge_record(actor=user, organisation=organisation(3), into=organisation(4), reason="Samma")
    gone = merge_record(actor=user, organisation=organisation(5), into=organisation(2), reason="Samma")
    merge_void(actor=user, merge=gone, reason="Två")
    now = ReadContext(structure_of(ecs))
    assert counted_ids(now, organisation(2)) == sorted([organisation(1).pk, organisation(2).pk])
    assert counted_ids(now, organisation(1)) == []
    before = ReadContext(structure_of(ecs), as_of=date(2018, 1, 31))
    assert counted_ids(before, organisation(2)) == [organisation(2).pk]
    assert merged_into(organisation(1)) == organisation(2)
    assert merged_into(organisation(2)) is None
    assert merges_of(organisation(1)) == merges_of(organisation(2)) == [mine]
    assert merges_in_force() == [other, mine]
    assert merge_in_force(mine.pk) == mine
    assert merge_in_force(gone.pk) is None


def test_a_pair_is_open_until_it_is_merged_or_kept_apart(ecs: Programme) -> None:
    one, other, third = (
        Organisation.objects.create(name="Sala Verkstad", kind="company", identity="none") for _n in range(3)
    )
    ids = {one.pk, other.pk, third.pk}
    assert {frozenset((p.first, p.second)) for p in open_pairs()} == {frozenset(ids - {pk}) for pk in ids}
    pair_keep_apart(actor=somebody(ecs), first=third, second=one)
    assert {frozenset((p.first, p.second)) for p in open_pairs()} == {
        frozenset((one.pk, other.pk)), frozenset((other.pk, third.pk)),
    }  # fmt: skip
    merge_record(actor=somebody(ecs), organisation=third, into=one, reason="Samma ändå")
    (pair,) = candidate_pairs(open_pairs())
    assert {pair.first.organisation, pair.second.organisation} == {one, other}
