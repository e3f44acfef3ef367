"""Where each indicator begins and ends: the days, the kinds and the companions that make an enterprise count."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from samspel.actors.duplicates.services import merge_record, merge_void
from samspel.core.facts import void
from samspel.core.figures import Slice
from samspel.core.programmes.models import Programme
from tests.results.samples import DAY, counted_in, organisation, recorded, somebody, value

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("days", "counts"), [(-1, False), (0, False), (1, True), (1500, True)])
def test_an_enterprise_is_new_when_it_started_after_the_day(ecs: Programme, days: int, counts: bool) -> None:
    assert ecs.new_enterprise_since == date(2015, 1, 1)
    started = ecs.new_enterprise_since + timedelta(days=days)
    recorded(ecs, somebody(ecs), of=organisation(1, started_on=started))
    assert value(ecs, "results.co05") == counts


def test_an_enterprise_whose_start_is_not_known_is_not_new(ecs: Programme) -> None:
    recorded(ecs, somebody(ecs), of=organisation(1))
    assert (value(ecs, "results.co01"), value(ecs, "results.co05")) == (1, 0)


def test_a_merged_enterprise_is_as_old_as_the_one_it_counts_as(ecs: Programme) -> None:
    user = somebody(ecs)
    young, old = organisation(1, started_on=date(2018, 1, 1)), organisation(2, started_on=date(1999, 1, 1))
    recorded(ecs, user, of=young)
    assert counted_in(ecs, "results.co05") == {young.pk}
    merge_record(actor=user, organisation=young, into=old, reason="Samma företag, nytt bolag")
    assert counted_in(ecs, "results.co05") == set()


def test_a_grant_and_other_support_are_counted_apart_and_together(ecs: Programme) -> None:
    user = somebody(ecs)
    recorded(ecs, user, of=organisation(1), kind="grant", amount=Decimal(100))
    recorded(ecs, user, of=organisation(2), kind="coaching")
    for kind in ("grant", "coaching"):
        recorded(ecs, user, of=organisation(3), kind=kind)
    assert [value(ecs, f"results.co{n}") for n in ("01", "02", "04")] == [3, 2, 2]


def test_support_to_others_than_enterprises_is_not_counted(ecs: Programme) -> None:
    user = somebody(ecs)
    for serial, kind in enumerate(("university", "municipality", "region", "association"), start=1):
        recorded(ecs, user, of=organisation(serial, kind=kind))
    assert [value(ecs, f"results.co{n}") for n in ("01", "04")] == [0, 0]


def test_what_is_new_to_the_firm_counts_only_where_the_enterprise_is_supported(ecs: Programme) -> None:
    user, firm = somebody(ecs), organisation(1)
    recorded(ecs, user, "innovation", of=firm, novelty="firm")
    assert value(ecs, "results.co29") == 0
    support = recorded(ecs, user, of=firm)
    assert value(ecs, "results.co29") == 1
    void(support, user, "Fel företag")
    assert value(ecs, "results.co29") == 0


def test_the_support_may_be_another_regions_and_later_in_the_year(ecs: Programme) -> None:
    user, firm = somebody(ecs), organisation(1)
    first, second = ecs.partners.all()[:2]
    recorded(ecs, user, "innovation", of=firm, novelty="firm", partner=first)
    recorded(ecs, user, of=firm, partner=second, occurred_on=DAY + timedelta(days=30))
    everything = Slice(ecs.pk)
    assert value(ecs, "results.co29", everything.of(partner=first.pk)) == 1
    assert value(ecs, "results.co29", everything.of(partner=second.pk)) == 0
    assert value(ecs, "results.co29", everything.between(None, DAY + timedelta(days=1))) == 0


def test_support_under_another_name_is_found_through_the_merge(ecs: Programme) -> None:
    user, one, other = somebody(ecs), organisation(1), organisation(2)
    recorded(ecs, user, "innovation", of=one, novelty="firm")
    recorded(ecs, user, of=other)
    assert value(ecs, "results.co29") == 0
    merge_record(actor=user, organisation=other, into=one, reason="Samma företag")
    assert counted_in(ecs, "results.co29") == {one.pk}


@pytest.mark.parametrize(("kind", "counts"), [("joint_research", 1), ("network", 1), ("purchase_of_services", 0)])
def test_buying_services_from_a_university_is_no_cooperation_with_it(ecs: Programme, kind: str, counts: int) -> None:
    members = [organisation(1), organisation(2, kind="university")]
    recorded(ecs, somebody(ecs), "collaboration", of=members, kind=kind)
    assert value(ecs, "results.co26") == counts


def test_the_university_itself_and_those_without_one_do_not_count(ecs: Programme) -> None:
    user = somebody(ecs)
    recorded(ecs, user, "collaboration", of=[organisation(1), organisation(2)], title="Två bolag")
    recorded(ecs, user, "collaboration", of=[organisation(3), organisation(4, kind="institute")])
    assert counted_in(ecs, "results.co26") == {organisation(3).pk}
    assert value(ecs, "results.cooperating") == 3


@pytest.mark.parametrize(("matches", "co06", "co27"), [("grant", 5, 0), ("innovation", 0, 5), ("research", 0, 5)])
def test_private_money_is_counted_by_what_it_matches(ecs: Programme, matches: str, co06: int, co27: int) -> None:
    recorded(ecs, somebody(ecs), "investment", amount=Decimal(5), matches=matches)
    found = [value(ecs, f"results.{code}") for code in ("co06", "co27", "private_investment")]
    assert found == [co06, co27, 5]


@pytest.mark.parametrize(("days", "counts"), [(None, 1), (-1, 0), (0, 1), (30, 1)])
def test_research_cooperation_lasts_at_least_as_long_as_the_programme(
    nordmark: Programme, days: int | None, counts: int
) -> None:
    members = [organisation(1), organisation(2, kind="university")]
    ends = None if days is None else nordmark.ends_on + timedelta(days=days)
    on = nordmark.starts_on
    recorded(nordmark, somebody(nordmark), "collaboration", of=members, occurred_on=on, ends_on=ends)
    assert value(nordmark, "results.rco10") == counts
    assert value(nordmark, "results.rco07") == 1


def test_bought_research_is_not_research_cooperation(nordmark: Programme) -> None:
    members = [organisation(1), organisation(2, kind="university")]
    recorded(
        nordmark, somebody(nordmark), "collaboration", of=members, kind="purchase_of_services",
        occurred_on=nordmark.starts_on,
    )  # fmt: skip
    assert value(nordmark, "results.rco10") == 0


@pytest.mark.parametrize(("size", "counts"), [("micro", 1), ("medium", 1), ("large", 0), ("", 0)])
def test_innovation_counts_in_small_and_medium_sized_enterprises(nordmark: Programme, size: str, counts: int) -> None:
    firm = organisation(1, size_class=size)
    recorded(nordmark, somebody(nordmark), "innovation", of=firm, occurred_on=nordmark.starts_on, novelty="firm")
    assert value(nordmark, "results.rcr03") == counts


def test_hours_reach_the_least_number_together_across_a_merge(ecs: Programme) -> None:
    Programme.objects.filter(pk=ecs.pk).update(least_hours=Decimal("4.5"))
    user, one, other = somebody(ecs), organisation(1), organisation(2)
    recorded(ecs, user, of=one, hours=Decimal("2.25"))
    recorded(ecs, user, of=other, hours=Decimal("2.25"), occurred_on=DAY + timedelta(days=1))
    recorded(ecs, user, of=other, kind="grant", hours=Decimal(9), occurred_on=DAY)
    assert (value(ecs, "results.co04"), value(ecs, "results.co01")) == (0, 2)
    merged = merge_record(actor=user, organisation=one, into=other, reason="Samma företag")
    assert counted_in(ecs, "results.co04") == {other.pk}
    assert value(ecs, "results.co04", Slice(ecs.pk, until=DAY + timedelta(days=1))) == 0
    merge_void(actor=user, merge=merged, reason="Det var två")
    assert value(ecs, "results.co04") == 0
