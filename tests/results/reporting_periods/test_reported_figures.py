"""What was reported of a period and what has changed since, beside facts of other days and other programmes."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from samspel.actors.duplicates.services import merge_record, merge_void
from samspel.code_lists.support_kinds import SUPPORT_KINDS
from samspel.core import clock
from samspel.core.facts import void
from samspel.core.models import User
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.results.models import ReportingPeriod, Support
from samspel.results.reporting_periods.queries import funder_lists
from samspel.results.reporting_periods.queries import periods as queries
from samspel.results.reporting_periods.queries.frozen import frozen_period_of
from samspel.results.reporting_periods.queries.snapshot import reported_measures
from samspel.results.reporting_periods.rules import Span
from samspel.results.reporting_periods.services.period import NewPeriod, period_freeze, period_make
from samspel.results.reporting_periods.services.report import report_approve, report_submit
from tests.results.builders import enterprise, manager_of, support
from tests.results.samples import recorded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]
HALF = Span(date(2018, 1, 1), date(2018, 6, 30))
CO01 = "results.co01"


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


def figures_of(programme: Programme, period: ReportingPeriod) -> dict[str, queries.ReportedFigure]:
    """The figures on the period's page, by their codes."""
    return {f.code: f for f in queries.reported_figures(context_of(programme, manager_of(programme)), period)}


def test_figures_of_an_open_period_are_those_known_now(ecs: Programme, nordmark: Programme) -> None:
    user = manager_of(ecs)
    period = made(ecs, user)
    support(ecs, user, enterprise(0), HALF.first)
    support(ecs, user, enterprise(1), HALF.first - timedelta(days=1))
    support(ecs, user, enterprise(2), HALF.last + timedelta(days=1))
    support(nordmark, manager_of(nordmark), enterprise(3), HALF.first)
    found = figures_of(ecs, period)[CO01]
    assert (found.now.value, found.in_period.value) == (2, 1)
    assert (found.reported, found.difference, found.changes) == (None, 0, [])


def test_organisations_that_came_and_went_since_it_was_reported(ecs: Programme) -> None:
    user = manager_of(ecs)
    period = made(ecs, user)
    gone, _twin, _stays, _other = (support(ecs, user, enterprise(n), HALF.first) for n in range(4))
    twice = support(ecs, user, enterprise(3), HALF.first, "igen")
    void(support(ecs, user, enterprise(0), HALF.first, "tidigare"), user, "Togs tillbaka före låsningen")
    period = frozen(ecs, period)
    assert figures_of(ecs, period)[CO01].changes == []
    void(gone, user, "Avsåg ett annat program")
    void(twice, user, "Dubbelt")  # the enterprise counts by its other support
    merge_record(actor=user, organisation=enterprise(1), into=enterprise(2), reason="Samma företag")
    support(ecs, user, enterprise(4), HALF.last)
    support(ecs, user, enterprise(5), HALF.last + timedelta(days=1))
    found = figures_of(ecs, period)[CO01]
    assert (found.reported, found.now.value, found.difference, found.in_period.value) == (4, 3, -1, 4)
    assert [(c.what, c.added, c.reason, c.contribution) for c in found.changes] == [
        ("Bolag 0 AB", False, "Avsåg ett annat program", -1),
        ("Bolag 1 AB", False, "Samma företag", -1),
        ("Bolag 4 AB", True, "", 1),
    ]


def test_a_merge_that_was_taken_back_explains_nothing(ecs: Programme) -> None:
    user = manager_of(ecs)
    period = made(ecs, user)
    fact = support(ecs, user, enterprise(0), HALF.first)
    period = frozen(ecs, period)
    merge = merge_record(actor=user, organisation=enterprise(0), into=enterprise(1), reason="Samma företag")
    merge_void(actor=user, merge=merge, reason="Två företag")
    assert figures_of(ecs, period)[CO01].changes == []
    void(fact, user, "Blev inget")
    assert [(c.what, c.reason) for c in figures_of(ecs, period)[CO01].changes] == [("Bolag 0 AB", "Blev inget")]


def test_amounts_that_came_and_went_since_it_was_reported(ecs: Programme, nordmark: Programme) -> None:
    user = manager_of(ecs)
    period = made(ecs, user)
    gone = recorded(ecs, user, "investment", amount=Decimal(100), occurred_on=HALF.first)
    recorded(ecs, user, "investment", amount=Decimal(20), occurred_on=HALF.last)
    period = frozen(ecs, period)
    void(gone, user, "Fel belopp")
    recorded(ecs, user, "investment", amount=Decimal(3), occurred_on=HALF.last)
    recorded(ecs, user, "investment", amount=Decimal(4000), occurred_on=HALF.last + timedelta(days=1))
    recorded(nordmark, manager_of(nordmark), "investment", amount=Decimal(50000), occurred_on=HALF.last)
    found = figures_of(ecs, period)["results.private_investment"]
    assert (found.reported, found.now.value, found.difference) == (120, 23, -97)
    assert sorted((c.what, c.added, c.reason, c.contribution) for c in found.changes) == [
        (HALF.first.isoformat(), False, "Fel belopp", -100), (HALF.last.isoformat(), True, "", 3),
    ]  # fmt: skip


def test_the_frozen_period_that_facts_were_counted_in(ecs: Programme, nordmark: Programme) -> None:
    user = manager_of(ecs)
    period = made(ecs, user)
    counted = support(ecs, user, enterprise(0), HALF.last)
    support(ecs, user, enterprise(1), HALF.last + timedelta(days=1))
    first = Support.objects.filter(pk=counted.pk)
    assert frozen_period_of(ecs.pk, first) is None
    period = frozen(ecs, period)
    late = support(ecs, user, enterprise(2), HALF.first)
    assert frozen_period_of(ecs.pk, first) == period
    assert frozen_period_of(ecs.pk, Support.objects.all()) == period
    assert frozen_period_of(ecs.pk, Support.objects.exclude(pk=counted.pk)) is None
    assert frozen_period_of(ecs.pk, Support.objects.filter(pk=late.pk)) is None
    assert frozen_period_of(nordmark.pk, first) is None


def test_a_frozen_period_lists_the_enterprises_as_they_were_reported(ecs: Programme) -> None:
    user = manager_of(ecs)
    period = made(ecs, user)
    support(ecs, user, enterprise(0), HALF.first, kind="grant", hours=Decimal(0), amount=Decimal(700))
    support(ecs, user, enterprise(0), HALF.first)
    support(ecs, user, enterprise(1), HALF.first - timedelta(days=1))
    recorded(ecs, user, "investment", of=enterprise(0), amount=Decimal(100), occurred_on=HALF.first)
    recorded(ecs, user, "investment", of=enterprise(0), amount=Decimal(20), occurred_on=HALF.first - timedelta(days=1))
    recorded(ecs, user, "investment", of=enterprise(1), amount=Decimal(5000), occurred_on=HALF.first)
    period = frozen(ecs, period)
    void(Support.objects.get(kind="advice", organisation=enterprise(0)), user, "Fel")
    merge_record(actor=user, organisation=enterprise(0), into=enterprise(2), reason="Samma företag")
    support(ecs, user, enterprise(3), HALF.first)
    header = funder_lists.enterprise_header(period)
    (row,) = (dict(zip(header, row, strict=True)) for row in funder_lists.enterprise_rows(period))
    assert [row[name] for name in header[1:2] + header[7:10]] == ["Bolag 0 AB", 2, 2, 700]
    assert [row[name] for name in header[5:7]] == [HALF.first, HALF.first]
    assert sorted(row[header[4]].split(", ")) == sorted(str(SUPPORT_KINDS[kind]) for kind in ("advice", "grant"))
    assert (row["CO01"], row["PRIVATE_INVESTMENT"], row["COOPERATING"]) == (1, 120, 0)


def test_definitions_say_of_which_day_the_list_is(ecs: Programme) -> None:
    user = manager_of(ecs)
    period = made(ecs, user)
    here = ReadContext(structure_of(ecs), user, date(2019, 1, 31))
    told = funder_lists.definitions(here, period)
    assert [text for _name, text in told[:3]] == [ecs.name, "2018-01-01 – 2018-06-30", "2019-01-31"]
    assert [name for name, _text in told[3:]] == [str(m.name) for m in reported_measures(ecs)]
    period = frozen(ecs, period)
    assert funder_lists.definitions(here, period)[2][1] == clock.today().isoformat()
