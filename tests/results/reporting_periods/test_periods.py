"""Reporting periods: steps, who takes them, what is frozen, and what later changes show."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from samspel.actors.duplicates.services import merge_record
from samspel.core.access import Role
from samspel.core.facts import void
from samspel.core.figures import contributing, measure
from samspel.core.programmes.models import Programme
from samspel.results.models import FrozenFigure, PartnerReport, ReportingPeriod, Support
from samspel.results.reporting_periods.queries.snapshot import period_slice
from samspel.results.reporting_periods.rules import FORBIDDEN, PeriodFault, PeriodLimits, Span, faults, proposal
from samspel.results.reporting_periods.services.period import NewPeriod, ReportError, period_freeze, period_make
from samspel.results.reporting_periods.services.report import report_approve, report_return, report_submit
from tests.conftest import Sign
from tests.results.builders import enterprise, manager_of, officer_of, support

pytestmark = [pytest.mark.every_database, pytest.mark.django_db]

HALF = Span(date(2018, 1, 1), date(2018, 6, 30))
LIMITS = PeriodLimits(1, 6, True, 6)
WHOLE = Span(date(2018, 1, 1), date(2020, 12, 31))
DAYS = st.dates(date(2017, 6, 1), date(2021, 6, 30))


@given(st.lists(st.integers(1, 6), max_size=8))
def test_what_is_proposed_never_breaks_the_rules(months: list[int]) -> None:
    others: list[Span] = []
    for number in months:
        span = proposal(others, WHOLE, number)
        if span is None:
            return
        assert faults(span, span.last + timedelta(days=1), others, WHOLE, LIMITS) == []
        others.append(span)


@given(DAYS, DAYS, st.lists(st.tuples(DAYS, st.integers(0, 200)), max_size=3))
def test_faults_are_told_whatever_the_days(first: date, last: date, others: list[tuple[date, int]]) -> None:
    spans = [Span(day, day + timedelta(days=length)) for day, length in others]
    found = faults(Span(first, last), last + timedelta(days=1), spans, WHOLE, LIMITS)
    assert (PeriodFault.ORDER in found) == (last < first)
    if last >= first:
        assert (PeriodFault.YEARS in found) == (first.year != last.year)
        assert (PeriodFault.OVERLAP in found) == any(first <= s.last and s.first <= last for s in spans)


def made(programme: Programme) -> tuple[ReportingPeriod, object, object]:
    """A period, its manager, and another manager."""
    manager = manager_of(programme)
    period = period_make(
        actor=manager, programme=programme, new=NewPeriod("simplified_status", HALF, date(2018, 8, 15))
    )
    return period, manager, manager_of(programme)


def test_a_period_that_breaks_a_rule_needs_an_exception(ecs: Programme) -> None:
    manager = manager_of(ecs)
    long = Span(date(2018, 1, 1), date(2018, 12, 31))
    with pytest.raises(ReportError, match="högst 6 månader"):
        period_make(actor=manager, programme=ecs, new=NewPeriod("final", long, date(2019, 2, 15)))
    period_make(actor=manager, programme=ecs, new=NewPeriod("final", long, date(2019, 2, 15), "Beslutet, punkt 7"))
    with pytest.raises(ReportError, match="gemensamma"):
        period_make(actor=manager, programme=ecs, new=NewPeriod("final", HALF, date(2018, 8, 15), "Beslutet"))
    assert PeriodFault.OVERLAP in FORBIDDEN


def test_from_open_to_frozen(ecs: Programme) -> None:
    period, manager, other = made(ecs)
    for report in period.reports.select_related("partner"):
        with pytest.raises(ReportError):
            report_approve(actor=other, report=report)
        report_submit(actor=manager, report=report)
        with pytest.raises(ReportError):
            report_submit(actor=manager, report=report)
        with pytest.raises(PermissionDenied):
            report_approve(actor=manager, report=report)
        with pytest.raises(ReportError, match="rättas"):
            report_return(actor=other, report=report, comment="  ")
        report_return(actor=other, report=report, comment="En lista saknas")
        with pytest.raises(ReportError, match="Ännu inte godkända"):
            period_freeze(actor=manager, period=period)
        report_submit(actor=manager, report=report)
        report_approve(actor=other, report=report)
    period_freeze(actor=manager, period=period)
    with pytest.raises(ReportError, match="redan låst"):
        period_freeze(actor=manager, period=period)


def test_a_region_sends_in_only_its_own(ecs: Programme) -> None:
    period, _manager, _other = made(ecs)
    officer = officer_of(ecs, "sormland")
    report_submit(actor=officer, report=period.reports.get(partner__code="sormland"))
    with pytest.raises(PermissionDenied):
        report_submit(actor=officer, report=period.reports.get(partner__code="uppsala"))


def test_the_database_too_refuses_the_same_preparer_and_approver(ecs: Programme) -> None:
    period, manager, _other = made(ecs)
    report = period.reports.all()[0]
    moment = period.programme.memberships.all()[0].user.joined_at
    with pytest.raises(IntegrityError), transaction.atomic():
        PartnerReport.objects.filter(pk=report.pk).update(
            state="approved", submitted_at=moment, submitted_by=manager, decided_at=moment, decided_by=manager
        )


def frozen(programme: Programme) -> tuple[ReportingPeriod, object]:
    """A frozen period with three supported enterprises."""
    period, manager, other = made(programme)
    for number in range(3):
        support(programme, manager, enterprise(number), date(2018, 3, 1 + number))
    for report in period.reports.all():
        report_approve(actor=other, report=report_submit(actor=manager, report=report))
    return period_freeze(actor=manager, period=period), manager


def test_what_is_frozen_is_the_figures_and_their_rows(ecs: Programme) -> None:
    period, _manager = frozen(ecs)
    for row in FrozenFigure.objects.filter(period=period):
        counted = measure(row.measure)
        where = period_slice(period, row.cumulative)
        if row.partner_id:
            where = where.of(partner=row.partner_id)
        if row.area_id:
            where = where.of(area=row.area_id)
        things = counted.of if counted.kind == "distinct" else counted.fact.removesuffix("__") or "pk"
        assert row.rows == sorted(set(contributing(counted, where).values_list(things, flat=True)))
        assert counted.kind == "sum" or row.value == len(row.rows)
    whole = FrozenFigure.objects.get(period=period, measure="results.co01", cumulative=True, partner=None, area=None)
    assert whole.value == 3


def test_later_changes_show_with_their_reasons_and_what_was_reported_stays(
    ecs: Programme, client: object, signed_in: Sign
) -> None:
    period, manager = frozen(ecs)
    void(Support.objects.order_by("pk")[0], manager, "Avsåg ett annat program")
    merge_record(actor=manager, organisation=enterprise(1), into=enterprise(2), reason="Samma företag, två namn")
    from django.test import Client

    browser = Client()
    browser.force_login(manager)  # type: ignore[arg-type]
    text = browser.get(f"/p/{ecs.code}/results/periods/{period.number}/").content.decode()
    assert "Avsåg ett annat program" in text
    assert "Samma företag, två namn" in text
    kept = FrozenFigure.objects.get(period=period, measure="results.co01", cumulative=True, partner=None, area=None)
    assert (kept.value, len(kept.rows)) == (3, 3)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("name", ["list", "participants"])
def test_lists_for_the_funder_have_rows_and_definitions(
    example: Programme, demo_day: date, signed_in: Sign, name: str, form: str
) -> None:
    from python_calamine import CalamineWorkbook

    answer = signed_in(Role.MANAGER).get(f"/p/{example.code}/results/periods/2/{name}.{form}")
    content = b"".join(answer.streaming_content)  # type: ignore[arg-type]
    if form == "xlsx":
        import io

        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = book.get_sheet_by_index(0).to_python()
        about = book.get_sheet_by_index(1).to_python()
        assert len(rows) > 5
        assert any("CO01" in str(cell) for line in about for cell in line)
    else:
        text = content.decode("utf-8-sig")
        assert text.count("\n") > 10
        assert "CO01" in text
