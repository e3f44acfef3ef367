"""What pages of reporting periods and lists for the funder read, each beside a neighbour that must not count."""

from datetime import date, timedelta

import pytest

from samspel.core.access import Role
from samspel.core.facts import void
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.results.models import PartnerReport, ReportingPeriod
from samspel.results.reporting_periods.queries import funder_lists
from samspel.results.reporting_periods.queries import periods as queries
from samspel.results.reporting_periods.rules import Span
from samspel.results.reporting_periods.services.period import NewPeriod, period_make
from samspel.results.reporting_periods.services.report import report_submit
from tests.results.builders import enterprise, manager_of, officer_of, support
from tests.results.samples import recorded, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]
HALF = Span(date(2018, 1, 1), date(2018, 6, 30))


def made(programme: Programme, reader: object) -> ReportingPeriod:
    """A period of the first half of 2018, whatever the programme's rules."""
    new = NewPeriod("simplified_status", HALF, date(2018, 8, 15), "Undantag")
    return period_make(actor=reader, programme=programme, new=new)


def context_of(programme: Programme, reader: object) -> ReadContext:
    """The programme today."""
    return ReadContext(structure_of(programme), reader)


def test_a_period_and_its_reports_are_the_programmes_own(ecs: Programme, nordmark: Programme) -> None:
    user = manager_of(ecs)
    user.memberships.create(programme=nordmark, role=Role.MANAGER.value)
    period = made(ecs, user)
    here, there = context_of(ecs, user), context_of(nordmark, user)
    assert queries.period_of(here, period.number) == period
    assert queries.period_of(there, period.number) is None
    assert [line.period for line in queries.period_lines(here)] == [period]
    assert queries.period_lines(there) == []
    code = structure_of(ecs).partners[0].code
    found = queries.report_of(here, period.number, code)
    assert found is not None
    assert (found.period, found.partner.code) == (period, code)
    assert queries.report_of(there, period.number, code) is None
    assert queries.report_of(here, period.number + 1, code) is None


def test_an_officer_may_submit_the_own_regions_report_alone(ecs: Programme) -> None:
    period = made(ecs, manager_of(ecs))
    code = structure_of(ecs).partners[1].code
    officer = officer_of(ecs, code)
    lines = queries.report_lines(context_of(ecs, officer), period)
    assert {line.report.partner.code for line in lines if line.may_submit} == {code}
    assert not any(line.may_decide or line.own for line in lines)
    report_submit(actor=officer, report=period.reports.get(partner__code=code))
    lines = queries.report_lines(context_of(ecs, officer), period)
    assert [line.report.partner.code for line in lines if line.own] == [code]
    assert not any(line.may_submit for line in lines)
    seen = queries.report_lines(context_of(ecs, manager_of(ecs)), period)
    assert [line.report.partner.code for line in seen if line.may_decide] == [code]
    assert not queries.may_freeze(context_of(ecs, manager_of(ecs)), period, seen)


def test_the_list_of_enterprises_has_those_supported_in_the_period(ecs: Programme, nordmark: Programme) -> None:
    user = manager_of(ecs)
    period = made(ecs, user)
    support(ecs, user, enterprise(0), HALF.first)
    support(ecs, user, enterprise(0), HALF.last, "igen")
    support(ecs, user, enterprise(1), HALF.last + timedelta(days=1))
    support(nordmark, manager_of(nordmark), enterprise(2), HALF.first)
    void(support(ecs, user, enterprise(3), HALF.first), user, "Fel")
    rows = [
        dict(zip(funder_lists.enterprise_header(period), row, strict=True))
        for row in funder_lists.enterprise_rows(period)
    ]
    assert [row["Företag"] for row in rows] == ["Bolag 0 AB"]
    assert (rows[0]["Antal gånger"], rows[0]["Timmar"], rows[0]["CO01"]) == (2, 4, 1)


def test_the_list_of_participants_has_the_events_of_the_period(ecs: Programme, nordmark: Programme) -> None:
    user = somebody(ecs)
    period = made(ecs, user)
    kept = recorded(ecs, user, "participation", occurred_on=HALF.last, title="I perioden")
    recorded(ecs, user, "participation", occurred_on=HALF.last + timedelta(days=1), title="Efter")
    recorded(nordmark, somebody(nordmark), "participation", occurred_on=HALF.last, title="Annat program")
    void(recorded(ecs, user, "participation", occurred_on=HALF.first, title="Tillbakatagen"), user, "Fel")
    rows = list(funder_lists.participant_rows(period))
    assert [(row[1], row[4]) for row in rows] == [("I perioden", kept.people)]
    assert len(rows[0]) == len(funder_lists.participant_header())


def test_what_waits_is_of_this_programme_and_of_ones_own_region(ecs: Programme, nordmark: Programme) -> None:
    manager = manager_of(ecs)
    manager.memberships.create(programme=nordmark, role=Role.MANAGER.value)
    made(ecs, manager)
    other = ReportingPeriod.objects.create(
        programme=nordmark, number=1, kind="final", first_day=HALF.first, last_day=HALF.last, due_on=HALF.last
    )
    PartnerReport.objects.bulk_create(PartnerReport(period=other, partner=p) for p in nordmark.partners.all())
    partners = structure_of(ecs).partners
    for reader, expected in ((manager, len(partners)), (officer_of(ecs, partners[1].code), 1)):
        queues = queries.waiting_reports(context_of(ecs, reader))
        assert [queue.rows.count() for queue in queues] == [expected, 0]
    early = ReadContext(structure_of(ecs), manager, HALF.last)
    assert [queue.rows.count() for queue in queries.waiting_reports(early)] == [0, 0]
