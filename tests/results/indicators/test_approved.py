"""What an approved report stands for: of its region, in its days, known when it was sent in."""

from datetime import date, datetime, timedelta

import pytest

from samspel.core import clock
from samspel.core.figures import Slice
from samspel.core.programmes.models import Programme
from samspel.results.models import PartnerReport, ReportingPeriod, Support
from tests.results.builders import enterprise, manager_of, support, value

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]
FIRST, LAST = date(2018, 1, 1), date(2018, 6, 30)


def approved(programme: Programme) -> int:
    """How many enterprises approved reports stand for."""
    return int(value(programme, "results.co01", Slice(programme.pk).given(approved="1")))


def report(programme: Programme, submitted_at: datetime, state: str = "approved", partner: int = 0) -> PartnerReport:
    """A region's report of the first half of 2018."""
    period, _new = ReportingPeriod.objects.get_or_create(
        programme=programme,
        number=1,
        defaults={"kind": "simplified_status", "first_day": FIRST, "last_day": LAST, "due_on": date(2018, 8, 15)},
    )
    decided = {"decided_at": clock.now(), "decided_by": manager_of(programme)} if state == "approved" else {}
    return PartnerReport.objects.create(
        period=period,
        partner=programme.partners.order_by("order")[partner],
        state=state,
        submitted_at=submitted_at,
        submitted_by=manager_of(programme),
        **decided,
    )


def test_what_was_recorded_after_the_report_was_sent_in_is_not_approved(ecs: Programme) -> None:
    user = manager_of(ecs)
    support(ecs, user, enterprise(0), date(2018, 3, 1))
    sent = report(ecs, clock.now() + timedelta(seconds=1))
    assert approved(ecs) == 1
    sent.submitted_at = Support.objects.get().recorded_at - timedelta(seconds=1)
    sent.save()
    assert approved(ecs) == 0
    sent.submitted_at = Support.objects.get().recorded_at
    sent.save()
    assert approved(ecs) == 1


def test_a_report_that_is_only_sent_in_approves_nothing(ecs: Programme) -> None:
    support(ecs, manager_of(ecs), enterprise(0), date(2018, 3, 1))
    report(ecs, clock.now() + timedelta(seconds=1), state="submitted")
    assert approved(ecs) == 0


def test_a_report_stands_for_its_own_region(ecs: Programme) -> None:
    support(ecs, manager_of(ecs), enterprise(0), date(2018, 3, 1))
    report(ecs, clock.now() + timedelta(seconds=1), partner=1)
    assert approved(ecs) == 0


@pytest.mark.parametrize(
    ("on", "counts"),
    [(FIRST - timedelta(days=1), 0), (FIRST, 1), (LAST, 1), (LAST + timedelta(days=1), 0)],
)
def test_a_report_stands_for_the_days_of_its_period(ecs: Programme, on: date, counts: int) -> None:
    support(ecs, manager_of(ecs), enterprise(0), on)
    report(ecs, clock.now() + timedelta(seconds=1))
    assert approved(ecs) == counts
