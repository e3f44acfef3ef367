"""The steps of reports and periods, each beside what it must not touch: another region, another programme, a frozen
period."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from samspel.core import clock
from samspel.core.facts import void
from samspel.core.models import AuditEvent, User
from samspel.core.programmes.models import Programme
from samspel.results.models import FrozenFigure, ReportingPeriod
from samspel.results.reporting_periods.rules import Span
from samspel.results.reporting_periods.services.period import NewPeriod, ReportError, period_freeze, period_make
from samspel.results.reporting_periods.services.report import report_approve, report_return, report_submit
from tests.results.builders import manager_of, officer_of
from tests.results.samples import recorded

pytestmark = pytest.mark.django_db
HALF = Span(date(2018, 1, 1), date(2018, 6, 30))


def made(programme: Programme) -> tuple[ReportingPeriod, User, User]:
    """A period of the first half of 2018, its manager, and another manager."""
    manager = manager_of(programme)
    new = NewPeriod("simplified_status", HALF, date(2018, 8, 15))
    return period_make(actor=manager, programme=programme, new=new), manager, manager_of(programme)


def test_a_period_has_the_next_number_and_an_open_report_for_each_region(ecs: Programme, nordmark: Programme) -> None:
    ReportingPeriod.objects.create(
        programme=nordmark, number=7, kind="final", first_day=HALF.first, last_day=HALF.last, due_on=HALF.last
    )
    first, manager, _other = made(ecs)
    second = period_make(
        actor=manager,
        programme=ecs,
        new=NewPeriod("simplified_status", Span(date(2018, 7, 1), date(2018, 12, 31)), date(2019, 2, 15), "  "),
    )
    assert [(p.number, p.first_day, p.last_day, p.due_on, p.exception) for p in (first, second)] == [
        (1, HALF.first, HALF.last, date(2018, 8, 15), ""),
        (2, date(2018, 7, 1), date(2018, 12, 31), date(2019, 2, 15), ""),
    ]
    assert {(r.partner, r.state) for r in second.reports.all()} == {(p, "open") for p in ecs.partners.all()}
    events = AuditEvent.objects.filter(action="period.made")
    assert [("exception" in event.changes, event.programme_code) for event in events] == [(False, ecs.code)] * 2


def test_only_a_manager_makes_and_freezes_periods(ecs: Programme) -> None:
    officer = officer_of(ecs, "sormland")
    with pytest.raises(PermissionDenied):
        period_make(actor=officer, programme=ecs, new=NewPeriod("final", HALF, date(2018, 8, 15)))
    period, manager, other = made(ecs)
    for report in period.reports.all():
        report_submit(actor=manager, report=report)
        with pytest.raises(PermissionDenied):
            report_approve(actor=officer, report=report)
        with pytest.raises(PermissionDenied):
            report_return(actor=officer, report=report, comment="Mer")
        report_approve(actor=other, report=report)
    with pytest.raises(PermissionDenied):
        period_freeze(actor=officer, period=period)
    assert not FrozenFigure.objects.exists()


def test_a_report_is_sent_in_when_its_period_has_ended(ecs: Programme, settings: Any) -> None:
    period, manager, _other = made(ecs)
    report = period.reports.all()[0]
    settings.SAMSPEL_TODAY = HALF.last
    with pytest.raises(ReportError):
        report_submit(actor=manager, report=report)
    settings.SAMSPEL_TODAY = HALF.last + timedelta(days=1)
    sent = report_submit(actor=manager, report=report)
    assert (sent.state, sent.submitted_by, sent.submitted_at is None) == ("submitted", manager, False)


def test_a_report_that_comes_again_waits_for_a_new_decision(ecs: Programme) -> None:
    period, manager, other = made(ecs)
    report = report_submit(actor=manager, report=period.reports.all()[0])
    first = report.submitted_at
    back = report_return(actor=other, report=report, comment=" En lista saknas ")
    assert (back.state, back.comment, back.decided_by, back.decided_at is None) == (
        "returned", "En lista saknas", other, False,
    )  # fmt: skip
    again = report_submit(actor=manager, report=report)
    assert (again.state, again.decided_by, again.decided_at) == ("submitted", None, None)
    assert again.submitted_at is not None
    assert first is not None
    assert again.submitted_at > first
    done = report_approve(actor=other, report=report)
    assert (done.state, done.comment, done.decided_by) == ("approved", "", other)
    others = period.reports.exclude(pk=report.pk)
    assert set(others.values_list("state", "submitted_at", "decided_at")) == {("open", None, None)}


def test_nothing_is_sent_in_or_decided_in_a_frozen_period(ecs: Programme) -> None:
    period, manager, other = made(ecs)
    first, second = period.reports.all()[:2]
    report_submit(actor=manager, report=second)
    ReportingPeriod.objects.filter(pk=period.pk).update(frozen_at=clock.now(), frozen_by=manager)
    with pytest.raises(ReportError):
        report_submit(actor=manager, report=first)
    with pytest.raises(ReportError):
        report_approve(actor=other, report=second)
    with pytest.raises(ReportError):
        report_return(actor=other, report=second, comment="Mer")


def test_one_region_that_is_not_approved_keeps_the_period_open(ecs: Programme) -> None:
    period, manager, other = made(ecs)
    *most, last = period.reports.all()
    for report in most:
        report_approve(actor=other, report=report_submit(actor=manager, report=report))
    with pytest.raises(ReportError, match=last.partner.name):
        period_freeze(actor=manager, period=period)
    period.refresh_from_db()
    assert (period.frozen_at, FrozenFigure.objects.exists()) == (None, False)


def test_sums_are_frozen_by_region_and_by_area(ecs: Programme, nordmark: Programme) -> None:
    period, manager, other = made(ecs)
    home, away = ecs.partners.all()[:2]
    food, second = ecs.areas.all()[:2]
    month = date(2018, 3, 1)

    def invested(amount: int, **changes: Any) -> Any:
        return recorded(ecs, manager, "investment", **{"amount": Decimal(amount), "occurred_on": month} | changes)

    rows = [invested(100, partner=home, area=food), invested(20, partner=away, area=food)]
    rows += [invested(3, partner=home, area=second)]
    rows += [invested(1000, occurred_on=HALF.first - timedelta(days=1))]  # before the period
    invested(7000, occurred_on=HALF.last + timedelta(days=1))
    void(invested(9000), manager, "Fel")
    recorded(nordmark, manager_of(nordmark), "investment", amount=Decimal(50000), occurred_on=month)
    for report in period.reports.all():
        report_approve(actor=other, report=report_submit(actor=manager, report=report))
    period_freeze(actor=manager, period=period)
    invested(30000)  # recorded after it was frozen
    found = FrozenFigure.objects.filter(period=period, measure="results.private_investment")
    inside = {(row.partner, row.area): row for row in found.filter(cumulative=False)}
    assert {key: row.value for key, row in inside.items() if row.value} == {
        (None, None): 123, (home, None): 103, (away, None): 20, (None, food): 120, (None, second): 3,
    }  # fmt: skip
    assert inside[None, None].rows == [row.pk for row in rows[:3]]
    assert len(inside) == 1 + ecs.partners.count() + ecs.areas.count()
    whole = found.get(cumulative=True, partner=None, area=None)
    assert (whole.value, whole.rows) == (1123, [row.pk for row in rows])
    event = AuditEvent.objects.get(action="period.frozen")
    assert Decimal(event.changes["figures"]["results.private_investment"]) == 1123
