"""Merges and identities beside those of other organisations."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from samspel.actors.duplicates.labels import likelihood, likeness_reasons
from samspel.actors.duplicates.queries.candidate_pairs import candidate_pairs, open_pairs
from samspel.actors.duplicates.queries.identities import (
    counted_ids,
    identity_known_at,
    merge_in_force,
    merged_into,
    merges_in_force,
    merges_of,
)
from samspel.actors.duplicates.queries.look_alikes import look_alikes
from samspel.actors.duplicates.rules import DuplicatePair
from samspel.actors.duplicates.services import merge_record, merge_void, pair_keep_apart
from samspel.actors.models import Alias, Organisation
from samspel.code_lists.organisation_kinds import KINDS
from samspel.core.models import AuditEvent, Municipality
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from tests.results.samples import ECS_TOWN, OTHER_TOWN, organisation, somebody
from tests.results.samples import number as number_of

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


def test_a_merge_that_was_taken_back_leaves_the_pair_open(ecs: Programme) -> None:
    user = somebody(ecs)
    one, other = (Organisation.objects.create(name="Sala Verkstad", kind="company", identity="none") for _n in range(2))
    merge = merge_record(actor=user, organisation=one, into=other, reason="Samma")
    assert open_pairs() == []
    merge_void(actor=user, merge=merge, reason="Två")
    assert [{pair.first, pair.second} for pair in open_pairs()] == [{one.pk, other.pk}]
    merge_record(actor=user, organisation=one, into=organisation(1), reason="Någon annan")
    assert open_pairs() == []


def test_what_is_compared_of_an_organisation(ecs: Programme) -> None:
    """Numbers of legal persons, places and other names; never a sole trader's pseudonym."""
    user, uppsala = somebody(ecs), "SE0380"

    def pair(first: dict[str, str], second: dict[str, str]) -> list[tuple[float, tuple[str, ...]]]:
        Organisation.objects.filter(pk__in=[one.pk, other.pk]).update(number="", identity="none", municipality=None)
        for of, changes in ((one, first), (other, second)):
            Organisation.objects.filter(pk=of.pk).update(**changes)
        return [(p.score, p.reasons) for p in open_pairs() if {p.first, p.second} == {one.pk, other.pk}]

    one, other = (Organisation.objects.create(name="Sala Verkstad", kind="company", identity="none") for _n in range(2))
    number, another = ({"number": number_of(n), "identity": "number"} for n in (1, 2))
    assert pair({}, {}) == pair(number, {}) == [(1.0, ("case",))]
    assert pair(number, another) == [(0.75, ("case",))]
    assert pair(number | {"identity": "personal"}, another) == [(1.0, ("case",))]
    assert pair({"municipality": ECS_TOWN}, {"municipality": uppsala}) == [(0.9, ("case",))]
    assert pair({"municipality": ECS_TOWN}, {}) == [(1.0, ("case",))]
    Alias.objects.create(organisation=other, name="Torsta")
    third = Organisation.objects.create(name="Torsta", kind="company", identity="none")
    assert {frozenset((p.first, p.second)) for p in open_pairs()} == {
        frozenset((one.pk, other.pk)), frozenset((other.pk, third.pk)),
    }  # fmt: skip
    pair_keep_apart(actor=user, first=one, second=other)
    assert [{p.first, p.second} for p in open_pairs()] == [{other.pk, third.pk}]


def test_of_a_pair_the_one_with_a_number_comes_first(ecs: Programme) -> None:
    nameless = Organisation.objects.create(name="Bolag 1", kind="institute", identity="none")
    with_number = organisation(1)
    for name in ("Ettan", "Bolaget"):
        Alias.objects.create(organisation=with_number, name=name)
    Alias.objects.create(organisation=organisation(2, name="Granne"), name="Grannens")
    (pair,) = candidate_pairs([DuplicatePair(nameless.pk, with_number.pk, 0.95, ("legal_form", "annat"))])
    assert (pair.first.organisation, pair.second.organisation) == (with_number, nameless)
    assert (pair.first.aliases, pair.second.aliases) == ("Bolaget, Ettan", "")
    assert (pair.first.kind, pair.second.kind) == (str(KINDS["company"]), str(KINDS["institute"]))
    assert pair.key == f"{with_number.pk}-{nameless.pk}"
    assert pair.reasons == f"{likeness_reasons()['legal_form']}; annat"
    assert pair.likely == likelihood(0.95)
    both = [DuplicatePair(organisation(2).pk, with_number.pk, 0.95, ())]
    assert candidate_pairs(both)[0].first.organisation == min(with_number, organisation(2), key=lambda o: o.pk)


def test_what_an_organisation_counts_as_is_known_from_the_moment_of_the_merge(ecs: Programme, settings: Any) -> None:
    user, days = somebody(ecs), [date(2019, 3, n) for n in range(1, 5)]
    one, other = organisation(1), organisation(2)
    settings.SAMSPEL_TODAY = days[1]
    merge = merge_record(actor=user, organisation=one, into=other, reason="Samma")
    settings.SAMSPEL_TODAY = days[2]
    merge_void(actor=user, merge=merge, reason="Två")
    settings.SAMSPEL_TODAY = days[3]
    known = [counted_ids(ReadContext(structure_of(ecs), as_of=day), other) for day in days]
    assert known == [[other.pk], [one.pk, other.pk], [other.pk], [other.pk]]
    assert merged_into(one) is None
    merge.refresh_from_db()
    assert one.identities.get(known_until=None).known_from == merge.voided_at
    rows = one.identities.order_by("known_from")
    assert [row.counts_as for row in rows] == [one, other, one]
    for before, after in pairwise(rows):
        assert before.known_until == after.known_from
        moments = {timedelta(seconds=-1): before, timedelta(0): after, timedelta(seconds=1): after}
        for moved, expected in moments.items():
            at = identity_known_at(after.known_from + moved, "identities")
            assert Organisation.objects.filter(at, pk=one.pk).values_list("identities", flat=True).get() == expected.pk


def test_look_alikes_are_the_likeliest_three_here_and_the_surest_elsewhere(ecs: Programme) -> None:
    def made(name: str, place: str | None, *aliases: str) -> Organisation:
        new = Organisation.objects.create(name=name, kind="company", identity="none", municipality_id=place)
        Alias.objects.bulk_create(Alias(organisation=new, name=alias) for alias in aliases)
        return new

    here = Municipality.objects.get(pk=ECS_TOWN)
    near, far = made("Uminova Inovation", ECS_TOWN), made("Uminova Innowatiom", OTHER_TOWN)
    exact = made("UMINOVA INNOVATION", OTHER_TOWN)
    made("Torsta", ECS_TOWN)
    assert look_alikes("Uminova Innovation", [], here) == [exact, near]  # two mistakes are too many so far away
    assert look_alikes("Uminova Innovation", [], None) == [exact, near, far]
    alias = made("Något annat", None, "Uminova Innovation")
    assert look_alikes("Uminova Innovation", [], here) == [exact, alias, near]
    assert look_alikes("Järva", ["Något annat"], here) == [alias]
    made("Uminova Innovation AB", ECS_TOWN)
    assert len(look_alikes("Uminova Innovation", [], here)) == 3
    assert look_alikes("Uminova Innovation", [], here, exact.pk)[0] != exact


def test_those_kept_apart_from_others_are_still_alike(ecs: Programme) -> None:
    user = somebody(ecs)
    low, own, high, other = (
        Organisation.objects.create(name="Sala Verkstad", kind="company", identity="none") for _n in range(4)
    )
    pair_keep_apart(actor=user, first=high, second=other)
    assert look_alikes("Sala Verkstad", [], None, own.pk) == [low, high, other]
    pair_keep_apart(actor=user, first=low, second=own)
    assert look_alikes("Sala Verkstad", [], None, own.pk) == [high, other]
    pair_keep_apart(actor=user, first=high, second=own)
    assert look_alikes("Sala Verkstad", [], None, own.pk) == [other]


def test_who_has_the_initials_is_alike_here_and_not_elsewhere(ecs: Programme) -> None:
    made = Organisation.objects.create(
        name="Alfa Betania Cederlund", kind="company", identity="none", municipality_id=OTHER_TOWN
    )
    assert look_alikes("ABC", [], made.municipality) == [made]
    assert look_alikes("ABC", [], Municipality.objects.get(pk=ECS_TOWN)) == []


def test_a_long_reason_is_cut_and_those_kept_apart_are_logged_once(ecs: Programme) -> None:
    user, (one, other) = somebody(ecs), (organisation(n) for n in (1, 2))
    merge = merge_record(actor=user, organisation=one, into=other, reason=f" {'x' * 501}")
    assert merge.reason == "x" * 500
    pair_keep_apart(actor=user, first=organisation(4), second=organisation(3))
    (event,) = AuditEvent.objects.filter(action="organisation.kept_apart")
    pair_keep_apart(actor=user, first=organisation(3), second=organisation(4))
    assert AuditEvent.objects.get(action="organisation.kept_apart") == event
    low, high = sorted((organisation(3).pk, organisation(4).pk))
    assert (event.object_id, event.changes) == (str(low), {"from": high})
