"""From need to support in figures: every number opens, adds up to its rows, and is as it was known then."""

from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samspel.core.figures import MeasureKind, Slice, compare, dimension, end_of, iterate, measure, measures, values
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.frontdoor.models import ReferralStep
from samspel.frontdoor.referrals.queries.funnel import CROSSED
from samspel.frontdoor.referrals.queries.support import support_draft
from samspel.frontdoor.referrals.queries.target import ReferralTarget
from samspel.frontdoor.referrals.services import referral, support
from samspel.frontdoor.referrals.services.organisation import organisation_link
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.facts.services import fact
from samspel.results.facts.services.fact import FactData
from samspel.results.models import Support
from tests.frontdoor.referrals.world import MONDAY, World, a_world

pytestmark = [pytest.mark.every_database, pytest.mark.django_db]
CODES = sorted(code for code in measures() if code.startswith("frontdoor.") and measure(code).log)
SOME = {"frontdoor.needs", "frontdoor.matched", "frontdoor.not_referred", "frontdoor.referred", "frontdoor.requested",
        "frontdoor.accepted", "frontdoor.declined", "frontdoor.forwarded", "frontdoor.met", "frontdoor.done",
        "frontdoor.supported", "frontdoor.answer_days", "frontdoor.unanswered"}  # fmt: skip


@pytest.fixture
def busy(ecs: Programme, settings: Any) -> World:
    """Three weeks of requests, with every end there is."""
    settings.SAMSPEL_TODAY = MONDAY
    world = a_world(ecs)
    officer, near, far = world.officer(), world.actor(world.near), world.actor(world.far)
    first = world.request()
    world.need(good_hits=0, areas=("energy", "food"))
    late = world.request(world.far)
    declined = [world.request(), world.request()]
    settings.SAMSPEL_TODAY = MONDAY + timedelta(days=2)
    referral.referral_accept(actor=near, referral=first)
    referral.referral_decline(actor=near, referral=declined[0], reason="no_capacity")
    settings.SAMSPEL_TODAY = MONDAY + timedelta(days=9)
    referral.referral_meet(actor=near, referral=first, on=MONDAY + timedelta(days=8))
    referral.referral_decline(actor=near, referral=declined[1], reason="too_early")
    onward = world.person_asked()
    sent = referral.referral_forward(actor=officer, referral=onward, to=ReferralTarget(offer=world.far))
    settings.SAMSPEL_TODAY = MONDAY + timedelta(days=20)
    referral.referral_accept(actor=far, referral=sent)
    referral.referral_finish(actor=near, referral=first, outcome="helped")
    organisation_link(actor=officer, referral=first, organisation=world.company)
    step = ReferralStep.objects.get(referral=first, kind="done")
    ready = support_draft(officer, step)
    assert ready is not None
    support.support_record(actor=officer, step=step, data=FactData(ready.columns(Decimal(4))))
    world.late, world.officer_here = late, officer  # type: ignore[attr-defined]
    return world


def number(world: World, code: str, **of: Any) -> Any:
    return values(measure(f"frontdoor.{code}"), Slice(world.programme.pk).of(**of))[()]


def test_all_of_them_are_registered_as_logs() -> None:
    assert set(CODES) == {*SOME, "frontdoor.unmatched"}  # the last one is tested with the needs


def test_the_funnel_counts_what_happened(busy: World) -> None:
    expected = {
        "needs": 6, "matched": 5, "referred": 5, "not_referred": 1, "requested": 6, "accepted": 2, "declined": 2,
        "forwarded": 1, "met": 1, "done": 1, "supported": 1, "unanswered": 1,
    }  # fmt: skip
    assert {code: number(busy, code) for code in expected} == expected
    assert number(busy, "answer_days") == median([2, 2, 9, 0, 11])


@pytest.mark.parametrize("code", sorted(SOME))
def test_every_cell_of_every_breakdown_is_its_rows(busy: World, code: str) -> None:
    counted, everything = measure(code), Slice(busy.programme.pk)
    structure = structure_of(busy.programme)
    for where in (everything, everything.between(MONDAY + timedelta(days=1), MONDAY + timedelta(days=15)),
                  everything.known(end_of(MONDAY + timedelta(days=9)))):  # fmt: skip
        assert _again(counted, where) == values(counted, where)[()]
        for key in counted.dimensions:
            known = {member.id for member in dimension(key).members(structure)}
            for (member,), value in values(counted, where, (key,)).items():
                assert member is None or member in known
                if member is not None:
                    assert _again(counted, where.of(**{key: member})) == value


def _again(counted: Any, where: Slice) -> Any:
    rows = [row.contribution for row in iterate(counted, where)]
    if counted.kind is MeasureKind.MEDIAN:
        return median(rows) if rows else None
    return sum(rows)


def test_what_was_not_known_then_is_not_in(busy: World) -> None:
    then = Slice(busy.programme.pk, known_at=end_of(MONDAY + timedelta(days=2)))
    assert values(measure("frontdoor.accepted"), then)[()] == 1
    assert values(measure("frontdoor.declined"), then)[()] == 1
    assert values(measure("frontdoor.answer_days"), then)[()] == 2
    assert values(measure("frontdoor.needs"), then)[()] == 5
    assert values(measure("frontdoor.unanswered"), then)[()] == 0
    nine = then.known(end_of(MONDAY + timedelta(days=8)))
    assert values(measure("frontdoor.unanswered"), nine)[()] == 2  # the last day was the seventh after that Monday
    found = compare(measure("frontdoor.declined"), Slice(busy.programme.pk), end_of(MONDAY + timedelta(days=2)))
    assert (found.reported, found.now, found.total) == (1, 2, 1)


def test_a_support_taken_back_is_not_counted_and_a_corrected_one_is(busy: World) -> None:
    made, officer = Support.objects.get(), busy.officer_here  # type: ignore[attr-defined]
    data = FactData({"organisation": made.organisation, "kind": made.kind, "occurred_on": made.occurred_on,
                     "hours": Decimal(6), "amount": Decimal(0), "aid_basis": "none", "area": made.area,
                     "partner": made.partner, "activity": None, "reference": ""})  # fmt: skip
    corrected = fact.fact_correct(actor=officer, kind=KINDS["support"], fact=made, data=data, reason="Fel timmar")
    assert number(busy, "supported") == 1
    fact.fact_take_back(actor=officer, fact=corrected, reason="Avsåg ett annat företag")
    assert number(busy, "supported") == 0


def test_the_page_shows_them_all_in_few_statements(busy: World) -> None:
    client = Client()
    client.force_login(busy.officer_here)  # type: ignore[attr-defined]
    address = f"/p/{busy.programme.code}/referrals/figures/"
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = client.get(address)
    assert page.status_code == 200
    assert len([q for q in queries if "frontdoor_" in q["sql"]]) == 1
    text = page.content.decode()
    for words in ("Dagar till svar, median", "Har inte tid eller plats", "Sörmland"):
        assert words in text
    for shown in CROSSED:
        told = client.get(address, {"shown": shown, "since": "2019-09-03", "until": "2019-09-30"})
        assert told.status_code == 200
    wrong = client.get(address, {"shown": "nonsense", "since": "2019-09-30", "until": "2019-09-01"})
    assert wrong.status_code == 200


def test_every_figure_on_the_page_opens_to_its_number(busy: World) -> None:
    import re

    client = Client()
    client.force_login(busy.officer_here)  # type: ignore[attr-defined]
    text = client.get(f"/p/{busy.programme.code}/referrals/figures/", {"shown": "answer_days"}).content.decode()
    links = set(re.findall(r'<a class="figure num" href="([^"]+)">([^<]+)</a>', text))
    assert len(links) > 20
    for url, shown in sorted(links)[::4]:
        page = client.get(url.replace("&amp;", "&"))
        assert page.status_code == 200
        told = re.search(r'<p class="fig num">\s*([^<]+?)\s*<', page.content.decode())
        assert told is not None
        assert told.group(1) == shown


def test_the_public_sees_numbers_but_no_names(busy: World) -> None:
    for code in SOME:
        page = Client().get(f"/p/{busy.programme.code}/figures/{code}/")
        assert page.status_code == 200
        for name in ("Livsmedelslabbet", "Stålverkstan", "Berit", "Bageri", "Vingåker", "Mätning i degen"):
            assert name not in page.content.decode()


def test_a_median_of_nothing_is_a_dash(ecs: Programme) -> None:
    page = Client().get(f"/p/{ecs.code}/figures/frontdoor.answer_days/")
    assert "–" in page.content.decode()
    assert "så det finns inget tal" in page.content.decode()
    assert Client().get(f"/p/{ecs.code}/figures/frontdoor.answer_days/?reported=2019-01-01").status_code == 200
    assert Client().get(f"/p/{ecs.code}/figures/frontdoor.answer_days/export.csv").status_code == 200


def test_days_are_whole_and_counted_from_the_request(busy: World) -> None:
    for step in ReferralStep.objects.filter(days__isnull=False):
        asked = step.referral.steps.get(kind="requested").occurred_on
        assert step.days == (step.occurred_on - asked).days
    assert date(2019, 9, 2) == MONDAY
