"""Organisations that look alike: merged, kept apart and parted."""

import pytest
from django.test import Client

from samspel.actors.duplicates.services import merge_record
from samspel.actors.models import KeptApart, Merge, Organisation
from samspel.core.access import Role
from samspel.core.figures import Slice, measure, values
from samspel.core.programmes.models import Programme
from tests.actors.samples import an_actor, errors
from tests.conftest import Sign, person

pytestmark = pytest.mark.django_db


def test_a_merge_counts_once_and_can_be_undone(manager: Client, base: str, example: Programme) -> None:
    where, counted = Slice(example.pk), measure("results.co01")
    supported = [
        o for o in Organisation.objects.filter(kind="company").order_by("pk")[:40]
        if values(counted, Slice(example.pk, entity=o.pk))[()]
    ]  # fmt: skip
    one, other = supported[:2]
    before = values(counted, where)[()]
    sent = {"first": one.pk, "second": other.pk, "choice": "merge_first_into_second", "reason": "Samma bolag"}
    assert manager.post(base + "duplicates/decide/", sent).status_code == 302
    assert values(counted, where)[()] == before - 1
    made = Merge.objects.get()
    assert (made.organisation, made.into, made.reason) == (one, other, "Samma bolag")
    assert f"merges/{made.pk}/undo/" in manager.get(base + "duplicates/").content.decode()
    assert manager.get(f"{base}{one.pk}/").context["about"].counts_as == other
    undo = f"{base}merges/{made.pk}/undo/"
    assert set(errors(manager.post(undo, {"reason": ""}))) == {"reason"}
    assert manager.post(undo, {"reason": "Två bolag"}).status_code == 302
    assert values(counted, where)[()] == before
    assert manager.get(undo).status_code == 404


def test_the_review_asks_until_it_is_decided(manager: Client, base: str, signed_in: Sign) -> None:
    answer = manager.get(base + "duplicates/")
    pairs = answer.context["pairs"]
    assert len(pairs) == answer.context["count"] == 3
    first, second = pairs[0].first.organisation, pairs[0].second.organisation
    sent = {"first": first.pk, "second": second.pk, "choice": "merge_second_into_first", "reason": " "}
    failed = manager.post(base + "duplicates/decide/", sent)
    assert failed.status_code == 200
    assert f'href="#id_reason_{first.pk}-{second.pk}"' in failed.content.decode()
    assert not Merge.objects.exists()
    assert signed_in(Role.EVALUATOR).post(base + "duplicates/decide/", {**sent, "reason": "x"}).status_code == 403
    assert manager.post(base + "duplicates/decide/", {**sent, "choice": "apart"}).status_code == 302
    assert KeptApart.objects.count() == 1
    assert manager.get(base + "duplicates/").context["count"] == 2
    pair = manager.get(base + "duplicates/").context["pairs"][0]
    sent = {"first": pair.first.organisation.pk, "second": pair.second.organisation.pk, "reason": pair.reasons}
    manager.post(base + "duplicates/decide/", {**sent, "choice": "merge_second_into_first"})
    assert manager.get(base + "duplicates/").context["count"] == 1
    ring = {"first": sent["first"], "second": sent["second"], "choice": "merge_first_into_second", "reason": "x"}
    refused = manager.post(base + "duplicates/decide/", ring)
    assert refused.status_code == 200
    assert "round in a ring" in refused.content.decode()


def test_merged_actors_are_one_on_every_page(manager: Client, base: str) -> None:
    one, other = an_actor(), Organisation.objects.get(name="Robotdalen")
    before = manager.get(base).context["spread"].all.value
    cells = manager.get(base + "system/").context["system"].cells
    same = set(one.functions.values_list("area", "function")) & set(other.functions.values_list("area", "function"))
    merge_record(actor=person(Role.MANAGER), organisation=one, into=other, reason="prov")
    answer = manager.get(base + "?text=vreta")
    assert [row.organisation.name for row in answer.context["rows"]] == ["Robotdalen"]
    assert answer.context["spread"].all.value == before - 1
    after = manager.get(base + "system/").context["system"].cells
    assert {key for key in cells if after[key].value != cells[key].value} == same
    does = manager.get(f"{base}{other.pk}/").context["about"].does
    assert "food" in {area.code for area, _functions in does}
