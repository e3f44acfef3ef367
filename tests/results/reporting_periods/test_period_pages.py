"""What the pages of periods say: who may do what, how late it is, which period comes next, and what waits."""

from datetime import date, timedelta

import pytest

from samspel.core import clock
from samspel.core.models import User
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Programme
from samspel.core.programmes.rule_set import rules_of
from samspel.core.programmes.structure import structure_of
from samspel.core.rules.rule import RuleSet, RuleText
from samspel.results.models import ReportingPeriod
from samspel.results.reporting_periods.queries import periods as queries
from samspel.results.reporting_periods.queries.limits import limits_of
from samspel.results.reporting_periods.rules import PeriodLimits, Span
from samspel.results.reporting_periods.services.period import NewPeriod, period_freeze, period_make
from samspel.results.reporting_periods.services.report import report_approve, report_return, report_submit
from samspel.web.worklist import WaitingRow
from tests.results.builders import manager_of, officer_of
from tests.results.samples import address

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]
HALF = Span(date(2018, 1, 1), date(2018, 6, 30))


def made(programme: Programme, reader: User) -> ReportingPeriod:
    """A period of the first half of 2018."""
    return period_make(actor=reader, programme=programme, new=NewPeriod("simplified_status", HALF, date(2018, 8, 15)))


def context_of(programme: Programme, reader: User) -> ReadContext:
    """The programme today."""
    return ReadContext(structure_of(programme), reader)


def frozen(programme: Programme, period: ReportingPeriod) -> ReportingPeriod:
    """The period with every region's report approved, frozen."""
    sender, other = manager_of(programme), manager_of(programme)
    for report in period.reports.all():
        report_approve(actor=other, report=report_submit(actor=sender, report=report))
    return period_freeze(actor=other, period=period)


def test_days_late_run_from_the_due_day_until_the_period_is_frozen(ecs: Programme) -> None:
    user = manager_of(ecs)
    period = made(ecs, user)

    def late(day: date) -> int:
        return queries.period_lines(ReadContext(structure_of(ecs), user, day))[0].days_late

    assert [late(period.due_on + timedelta(days=n)) for n in (-1, 0, 1, 30)] == [0, 0, 1, 30]
    assert queries.period_lines(context_of(ecs, user))[0].approved == 0
    frozen(ecs, period)
    (line,) = queries.period_lines(context_of(ecs, user))
    assert (line.days_late, line.approved) == (0, ecs.partners.count())


def test_a_manager_may_freeze_once_when_every_region_is_approved(ecs: Programme) -> None:
    sender, other = manager_of(ecs), manager_of(ecs)
    period = made(ecs, sender)

    def may(reader: User) -> bool:
        here = context_of(ecs, reader)
        return queries.may_freeze(here, period, queries.report_lines(here, period))

    *most, last = period.reports.all()
    for report in most:
        report_approve(actor=other, report=report_submit(actor=sender, report=report))
    assert not may(other)
    report_approve(actor=other, report=report_submit(actor=sender, report=last))
    assert may(other)
    assert not may(officer_of(ecs, last.partner.code))
    period_freeze(actor=other, period=period)
    period.refresh_from_db()
    assert not may(other)


def test_a_report_is_found_by_its_regions_code(ecs: Programme) -> None:
    user = manager_of(ecs)
    period = made(ecs, user)
    here = context_of(ecs, user)
    found = [queries.report_of(here, period.number, partner.code) for partner in ecs.partners.all()]
    assert [report and report.partner for report in found] == list(ecs.partners.all())
    assert queries.report_of(here, period.number, "annan") is None


def test_who_sent_a_report_in_is_told_until_it_is_decided(ecs: Programme) -> None:
    sender, other = manager_of(ecs), manager_of(ecs)
    period = made(ecs, sender)
    report = period.reports.all()[0]

    def line(reader: User) -> tuple[bool, bool, bool]:
        found = queries.report_lines(context_of(ecs, reader), period)[0]
        return found.may_submit, found.may_decide, found.own

    assert line(sender) == (True, False, False)
    for day, may in ((HALF.last, False), (HALF.last + timedelta(days=1), True)):
        lines = queries.report_lines(ReadContext(structure_of(ecs), sender, day), period)
        assert {one.may_submit for one in lines} == {may}
    report_submit(actor=sender, report=report)
    assert (line(sender), line(other)) == ((False, True, True), (False, True, False))
    report_approve(actor=other, report=report)
    assert (line(sender), line(other)) == ((False, False, True), (False, False, False))


def test_the_next_period_is_proposed_with_its_kind_and_due_day(ecs: Programme, nordmark: Programme) -> None:
    user = manager_of(ecs)

    def proposed() -> tuple[object, ...]:
        found = queries.proposed_period(context_of(ecs, user))
        return tuple(found[key] for key in ("first_day", "last_day", "due_on", "kind"))

    def follows(first: date, last: date) -> None:
        new = NewPeriod("in_depth_status", Span(first, last), last + timedelta(days=1), "Undantag")
        period_make(actor=user, programme=ecs, new=new)

    ReportingPeriod.objects.create(
        programme=nordmark, number=1, kind="final", first_day=ecs.starts_on, last_day=ecs.ends_on, due_on=ecs.ends_on
    )
    assert proposed() == (HALF.first, HALF.last, date(2018, 7, 28), "simplified_status")
    made(ecs, user)
    assert proposed() == (date(2018, 7, 1), date(2018, 12, 31), date(2019, 1, 28), "simplified_status")
    follows(date(2018, 7, 1), date(2020, 10, 31))
    assert proposed() == (date(2020, 11, 1), ecs.ends_on, date(2021, 1, 28), "final")
    follows(date(2020, 11, 1), ecs.ends_on)
    assert queries.proposed_period(context_of(ecs, user)) == {}


def test_the_limits_are_those_of_the_programmes_rules(ecs: Programme) -> None:
    assert limits_of(rules_of(ecs), HALF.first) == PeriodLimits(1, 6, within_year=True, first_within=6)
    own = {"period-months-min": 3, "period-months-max": 12, "period-within": "programme", "first-within-months": 9}
    ecs.rule_overrides = {f"claim.{code}": {"value": value, "source": "Beslutet"} for code, value in own.items()}
    assert limits_of(rules_of(ecs), HALF.first) == PeriodLimits(3, 12, within_year=False, first_within=9)


def test_where_no_rule_is_in_force_nothing_limits_a_period() -> None:
    rules = RuleSet("empty", RuleText("tom", "empty"), ())
    assert limits_of(rules, HALF.first) == PeriodLimits(None, None, within_year=False, first_within=None)


def test_what_waits_says_whose_report_it_is_and_until_when(ecs: Programme) -> None:
    sender, other = manager_of(ecs), manager_of(ecs)
    period = made(ecs, sender)
    first, second, third, *_rest = period.reports.all()
    report_submit(actor=sender, report=first)
    report_approve(actor=other, report=report_submit(actor=sender, report=second))
    report_return(actor=other, report=report_submit(actor=sender, report=third), comment="En lista saknas")
    to_send, to_decide = queries.waiting_reports(context_of(ecs, other))
    assert set(to_send.rows) == set(period.reports.exclude(pk__in=[first.pk, second.pk]))
    assert list(to_decide.rows) == [first]
    row = WaitingRow(str(period.number), first.partner.code, period.due_on)
    for queue, due in ((to_send, period.due_on), (to_decide, period.due_on + timedelta(days=14))):
        words, url, day = queue.tell(row)
        assert (first.partner.name in words, url, day) == (True, address(ecs, "periods/1/"), due)
    ReportingPeriod.objects.filter(pk=period.pk).update(frozen_at=clock.now(), frozen_by=other)
    assert [queue.rows.count() for queue in queries.waiting_reports(context_of(ecs, other))] == [0, 0]
    assert queries.waiting_reports(ReadContext(structure_of(ecs))) == []
