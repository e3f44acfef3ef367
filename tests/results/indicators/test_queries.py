"""What the pages of indicators read, beside neighbours: another programme's, another region's, later, not approved."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from samspel.core import clock
from samspel.core.facts import void
from samspel.core.figures import measure
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Partner, Programme
from samspel.core.programmes.structure import structure_of
from samspel.results.indicators.queries import indicator as one
from samspel.results.indicators.queries import overview as every
from samspel.results.indicators.queries.region import region
from samspel.results.models import FrozenFigure, PartnerReport, ReportingPeriod
from tests.results.samples import organisation, recorded, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]
FIRST, LAST = date(2019, 1, 1), date(2019, 6, 30)
CO01 = "results.co01"


def context_of(programme: Programme, reader: Any = None, as_of: date | None = None) -> ReadContext:
    """The programme as the reader sees it."""
    return ReadContext(structure_of(programme), reader or somebody(programme), as_of or clock.today())


def town(programme: Programme, partner: Partner) -> str:
    """A municipality of the partner's."""
    owners = structure_of(programme).partner_of_municipality
    return min(code for code, owner in owners.items() if owner == partner.pk)


def report(programme: Programme, partner: Partner, number: int = 1, state: str = "approved") -> PartnerReport:
    """The region's report of the first half of 2019, sent in after everything recorded so far."""
    period, _new = ReportingPeriod.objects.get_or_create(
        programme=programme, number=number,
        defaults={"kind": "simplified_status", "first_day": FIRST, "last_day": LAST, "due_on": date(2019, 8, 15)},
    )  # fmt: skip
    decided = {"decided_at": clock.now(), "decided_by": somebody(programme)} if state == "approved" else {}
    return PartnerReport.objects.create(
        period=period, partner=partner, state=state, submitted_by=somebody(programme),
        submitted_at=clock.now() + timedelta(seconds=1), **decided,
    )  # fmt: skip


class Neighbours:
    """Enterprises supported by two regions of the programme, one of them also in another area; and one elsewhere."""

    def __init__(self, programme: Programme, other: Programme) -> None:
        user, plan = somebody(programme), structure_of(programme)
        self.programme, self.user = programme, user
        self.home, self.away = plan.partners[0], plan.partners[1]
        self.first, self.second = plan.areas[0], plan.areas[1]
        self.near, self.far = town(programme, self.home), town(programme, self.away)
        at_home = organisation(1, municipality_id=self.near)
        recorded(programme, user, of=at_home, partner=self.home, area=self.first)
        recorded(programme, user, of=at_home, partner=self.home, area=self.second, occurred_on=date(2019, 8, 1))
        recorded(programme, user, of=organisation(2, municipality_id=self.far), partner=self.home, area=self.first)
        recorded(programme, user, of=organisation(3, municipality_id=self.near), partner=self.away, area=self.second)
        void(recorded(programme, user, of=organisation(4, municipality_id=self.near), partner=self.home), user, "Fel")
        recorded(programme, user, of=organisation(5, municipality_id=self.near), partner=self.home, area=self.first,
                 occurred_on=clock.today() + timedelta(days=1))  # fmt: skip
        elsewhere = organisation(6, municipality_id=self.near)
        recorded(other, somebody(other), of=elsewhere)


@pytest.fixture
def neighbours(ecs: Programme, nordmark: Programme) -> Neighbours:
    return Neighbours(ecs, nordmark)


def test_the_overview_counts_its_own_programme_up_to_the_day(neighbours: Neighbours) -> None:
    report(neighbours.programme, neighbours.away)
    found = every.overview(context_of(neighbours.programme))
    lines = {line.code: line for line in found.lines}
    assert [lines[CO01].figure.value, lines[CO01].approved.value, lines[CO01].pending] == [3, 1, 2]
    assert {code for code, place in found.places.items() if place.value} == {neighbours.near, neighbours.far}
    assert found.places[neighbours.near].value == 2
    assert {m.code for m in found.without} == found.places.keys() - {neighbours.near, neighbours.far}
    assert found.reach.value == 2
    assert found.hours.value == 8
    home, away = neighbours.home.pk, neighbours.away.pk
    assert {p.pk: figure.value for p, figure in found.by_partner if figure.value} == {home: 2, away: 1}
    across = {pair: figure.value for pair, figure in found.across.by_region.items() if figure.value}
    assert across == {(home, home): 1, (home, away): 1, (away, home): 1}


def test_pairs_of_areas_share_the_enterprises_of_both(neighbours: Neighbours) -> None:
    first, second = neighbours.first.pk, neighbours.second.pk
    found = every.overview(context_of(neighbours.programme)).across.by_area
    assert {pair: figure.value for pair, figure in found.items() if figure.value} == {
        (first, first): 2, (second, second): 2, (first, second): 1, (second, first): 1,
    }  # fmt: skip


def test_each_target_is_judged_by_its_own_figure(neighbours: Neighbours) -> None:
    here = context_of(neighbours.programme)
    values = {goal.target.measure: goal.figure.value for goal in every.overview(here).goals}
    assert values.keys() == {target.measure for target in here.structure.targets}
    assert values[CO01] == 3


def test_what_is_followed_up_is_the_funds_and_the_programmes_own(ecs: Programme, nordmark: Programme) -> None:
    for programme in (ecs, nordmark):
        here = context_of(programme)
        found = every.indicators(here)
        assert [m.code for rule, m in found if rule is None][-2:] == [m.code for _rule, m in found[-2:]]
        assert all(rule is not None for rule, _m in found[:-2])
        assert every.first_indicator(here) is found[0][1]
    codes = [{m.code for _rule, m in every.indicators(context_of(p))} for p in (ecs, nordmark)]
    assert codes[0] != codes[1]


def test_an_indicator_is_told_by_step_and_by_region(neighbours: Neighbours) -> None:
    """Quarters that have passed, each with what was counted by then and what of it is approved."""
    programme = neighbours.programme
    report(programme, neighbours.home)
    found = one.indicator(context_of(programme), measure(CO01))
    assert (found.figure.value, found.approved.value, found.adds_up) == (3, 2, False)
    assert found.rule is not None
    assert found.goal is not None
    steps = {step.last_day: (step.figure.value, step.approved.value, step.pending) for step in found.steps}
    before, after = date(2018, 12, 31), date(2019, 3, 31)
    assert (steps[before], steps[after]) == ((0, 0, 0), (3, 2, 1))
    assert (min(steps).year, max(steps)) == (programme.starts_on.year, clock.today())
    by = {name: {m.id: figure.value for m, figure in rows if figure.value} for name, rows in found.breakdowns}
    partners = {neighbours.home.pk: 2, neighbours.away.pk: 1}
    assert list(by.values()).count(partners) == 2  # who gave it, and where the enterprises are
    assert {neighbours.first.pk: 2, neighbours.second.pk: 2} in by.values()
    assert {"small": 3} in by.values()


def test_what_was_reported_stands_at_the_end_of_its_own_period(neighbours: Neighbours, nordmark: Programme) -> None:
    programme = neighbours.programme

    def frozen(of: Programme, number: int, value: int, last: date = LAST, **more: Any) -> None:
        period, _new = ReportingPeriod.objects.get_or_create(
            programme=of, number=number,
            defaults={"kind": "final", "first_day": FIRST, "last_day": last, "due_on": last,
                      "frozen_at": clock.now(), "frozen_by": somebody(of)},
        )  # fmt: skip
        kept = {"measure": CO01, "cumulative": True, "value": value, "rows": []} | more
        FrozenFigure.objects.create(period=period, **kept)

    frozen(programme, 1, 7)
    frozen(programme, 1, 70, cumulative=False)
    frozen(programme, 1, 71, partner=neighbours.home)
    frozen(programme, 1, 72, area=neighbours.first)
    frozen(programme, 1, 73, measure="results.co02")
    frozen(nordmark, 1, 74, last=date(2019, 3, 31))

    def reported(as_of: date | None = None) -> dict[date, Decimal]:
        steps = one.indicator(context_of(programme, as_of=as_of), measure(CO01)).steps
        return {step.last_day: step.reported for step in steps if step.reported is not None}

    assert reported() == {LAST: 7}
    assert reported(clock.today() - timedelta(days=1)) == {}


def test_nothing_is_told_before_the_programme_starts(ecs: Programme) -> None:
    assert not one.indicator(context_of(ecs, as_of=ecs.starts_on - timedelta(days=1)), measure(CO01)).steps


def test_a_region_has_its_own_support_and_its_own_enterprises(neighbours: Neighbours, nordmark: Programme) -> None:
    programme, home, away = neighbours.programme, neighbours.home, neighbours.away
    approved = report(programme, home)
    report(programme, away)
    report(nordmark, nordmark.partners.all()[0])
    found = region(context_of(programme), home, with_reports=True)
    lines = {line.code: line for line in found.lines}
    assert [lines[CO01].figure.value, lines[CO01].approved.value, lines[CO01].pending] == [2, 2, 0]
    areas = {area.pk: figure.value for area, figure in found.by_area if figure.value}
    assert areas == {neighbours.first.pk: 2, neighbours.second.pk: 1}
    assert found.at_home.value == 2
    assert {code: place.value for code, place in found.places.items() if place.value} == {neighbours.near: 2}
    mine = {code for code, owner in structure_of(programme).partner_of_municipality.items() if owner == home.pk}
    assert {m.code for m in found.municipalities} == set(found.places) == mine
    assert {m.code for m in found.without} == mine - {neighbours.near}
    assert found.reports == [approved]
    assert region(context_of(programme), home, with_reports=False).reports == []
    assert region(context_of(programme), away, with_reports=False).at_home.value == 1


def test_where_nothing_is_recorded_every_figure_is_zero(ecs: Programme) -> None:
    found = every.overview(context_of(ecs))
    figures = [found.reach, found.hours, *found.places.values(), *(figure for _p, figure in found.by_partner)]
    figures += [*found.across.by_region.values(), *found.across.by_area.values()]
    figures += [figure for line in found.lines for figure in (line.figure, line.approved)]
    assert {figure.value for figure in figures} == {line.pending for line in found.lines} == {0}
    assert len(found.places) == len(found.without) == len(structure_of(ecs).municipalities)
    home = region(context_of(ecs), structure_of(ecs).partners[0], with_reports=True)
    figures = [home.at_home, *home.places.values(), *(figure for _a, figure in home.by_area)]
    figures += [figure for line in home.lines for figure in (line.figure, line.approved)]
    assert {figure.value for figure in figures} == {line.pending for line in home.lines} == {0}
    assert home.reports == []
    page = one.indicator(context_of(ecs), measure(CO01))
    assert {figure.value for figure in (page.figure, page.approved)} == {0}
    assert {(s.figure.value, s.approved.value, s.pending, s.reported) for s in page.steps} == {(0, 0, 0, None)}


def test_every_area_and_region_is_told_and_of_other_breakdowns_what_there_is(neighbours: Neighbours) -> None:
    plan = structure_of(neighbours.programme)
    found = one.indicator(context_of(neighbours.programme), measure(CO01))
    shown = [{m.id for m, _figure in rows} for _name, rows in found.breakdowns]
    areas, partners = {area.pk for area in plan.areas}, {partner.pk for partner in plan.partners}
    assert shown == [areas, partners, {neighbours.home.pk, neighbours.away.pk}, {"small"}]


def test_a_step_a_quarter_from_the_programmes_start_to_the_day(ecs: Programme, nordmark: Programme) -> None:
    user = somebody(ecs)
    recorded(ecs, user, "investment", amount=Decimal("100.50"), occurred_on=ecs.starts_on)
    recorded(ecs, user, "investment", amount=Decimal(20), occurred_on=date(2018, 4, 1), partner=ecs.partners.all()[1])
    recorded(ecs, user, "investment", amount=Decimal(3), occurred_on=date(2019, 3, 31))
    recorded(ecs, user, "investment", amount=Decimal(4000), occurred_on=date(2019, 5, 5))
    recorded(nordmark, somebody(nordmark), "investment", amount=Decimal(50000), occurred_on=ecs.starts_on)
    report(ecs, ecs.partners.all()[0])
    money = one.indicator(context_of(ecs), measure("results.private_investment"))
    steps = [(step.last_day, step.figure.value, step.approved.value, step.pending) for step in money.steps]
    half = Decimal("100.50")
    assert steps == [
        (date(2018, 3, 31), half, 0, half),
        (date(2018, 6, 30), half + 20, 0, half + 20),
        (date(2018, 9, 30), half + 20, 0, half + 20),
        (date(2018, 12, 31), half + 20, 0, half + 20),
        (date(2019, 3, 31), half + 23, 3, half + 20),
        (date(2019, 6, 30), half + 4023, 4003, half + 20),
        (date(2019, 9, 30), half + 4023, 4003, half + 20),
    ]
    assert (money.figure.value, money.approved.value, money.adds_up) == (half + 4023, 4003, True)


def test_steps_end_with_the_day_and_with_the_programme(ecs: Programme) -> None:
    def last_days(as_of: date) -> list[date]:
        return [step.last_day for step in one.indicator(context_of(ecs, as_of=as_of), measure(CO01)).steps]

    assert last_days(ecs.starts_on) == [ecs.starts_on]
    assert last_days(date(2018, 4, 1)) == [date(2018, 3, 31), date(2018, 4, 1)]
    assert last_days(date(2021, 6, 1))[-2:] == [date(2020, 9, 30), ecs.ends_on]
    assert len(last_days(date(2021, 6, 1))) == 12


def test_what_happened_before_the_programme_is_in_the_first_step(ecs: Programme) -> None:
    user = somebody(ecs)
    for on, amount in ((date(2016, 5, 5), 1), (date(2017, 12, 31), 20), (date(2018, 7, 1), 300)):
        recorded(ecs, user, "investment", amount=Decimal(amount), occurred_on=on)
    money = one.indicator(context_of(ecs), measure("results.private_investment"))
    assert [step.figure.value for step in money.steps] == [21, 21, 321, 321, 321, 321, 321]


def test_an_indicator_has_its_own_rule_and_goal(ecs: Programme) -> None:
    for _rule, counted in every.indicators(context_of(ecs)):
        found = one.indicator(context_of(ecs), counted)
        assert found.measure == counted
        goal = next((t for t in structure_of(ecs).targets if t.measure == counted.code), None)
        assert (found.goal.target if found.goal else None) == goal
    own = one.indicator(context_of(ecs), measure("results.cooperating"))
    assert own.rule is None
    for as_of in (ecs.starts_on - timedelta(days=1), ecs.ends_on + timedelta(days=1)):
        assert one.indicator(context_of(ecs, as_of=as_of), measure(CO01)).rule is not None
