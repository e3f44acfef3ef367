"""Writes reporting periods: two frozen, one on its way, one open; a later correction; work with the criteria."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from samspel.core.models import User
from samspel.results.models import CriterionWork, FrozenFigure, PartnerReport, ReportingPeriod, Support
from samspel.results.reporting_periods.queries.snapshot import period_snapshot

if TYPE_CHECKING:
    from samspel.example.results import Writer

PERIODS = (
    (date(2018, 1, 1), date(2018, 6, 30), date(2018, 8, 15), "frozen"),
    (date(2018, 7, 1), date(2018, 12, 31), date(2019, 2, 15), "frozen"),
    (date(2019, 1, 1), date(2019, 6, 30), date(2019, 8, 15), "deciding"),
    (date(2019, 7, 1), date(2019, 12, 31), date(2020, 2, 15), "open"),
)
DECIDING = {
    "uppsala": "approved",
    "vastmanland": "approved",
    "orebro": "submitted",
    "sormland": "returned",
    "ostergotland": "open",
}
COMMENT = "Två rådgivningar i maj saknar underlag. Lägg till närvarolistan och skicka in igen."
TAKEN_BACK = "Dubbelt: samma rådgivning var inlagd av två personer"


def write_reporting(writer: "Writer") -> None:
    """Everything."""
    decider, _ = User.objects.get_or_create(
        email=writer.recorder.email.replace("exempel@", "exempel2@"),
        defaults={"name": "Exempeldata, programmet", "is_active": False, "example": True},
    )
    for number, (first, last, due, state) in enumerate(PERIODS, start=1):
        period = ReportingPeriod.objects.create(
            programme=writer.programme, number=number, kind="simplified_status", first_day=first, last_day=last,
            due_on=due, example=True,
        )  # fmt: skip
        for code, partner in writer.partners.items():
            found = {"frozen": "approved", "deciding": DECIDING.get(code, "open"), "open": "open"}[state]
            PartnerReport.objects.create(period=period, partner=partner, **_steps(writer, decider, found, due))
        if state == "frozen":
            period.frozen_at, period.frozen_by = _noon(due + timedelta(days=20)), decider
            period.save()
            FrozenFigure.objects.bulk_create(period_snapshot(period))
    _take_back(writer)
    _criteria(writer)


def _steps(writer: "Writer", decider: User, state: str, due: date) -> dict[str, object]:
    if state == "open":
        return {"state": state}
    sent = {"state": state, "submitted_at": _noon(due - timedelta(days=5)), "submitted_by": writer.recorder}
    if state == "submitted":
        return sent
    comment = COMMENT if state == "returned" else ""
    return {**sent, "decided_at": _noon(due + timedelta(days=7)), "decided_by": decider, "comment": comment}


def _take_back(writer: "Writer") -> None:
    """A support of the second period, of an enterprise that first got support then and got more later."""
    first, last = PERIODS[1][0], PERIODS[1][1]
    rows = Support.objects.filter(programme=writer.programme, example=True, voided_at=None)
    before = Counter(rows.filter(occurred_on__lte=last).values_list("organisation_id", flat=True))
    later = set(rows.filter(occurred_on__gt=last).values_list("organisation_id", flat=True))
    for fact in rows.filter(occurred_on__range=(first, last), kind="advice").order_by("pk"):
        if fact.organisation_id in later and before[fact.organisation_id] == 1:
            Support.objects.filter(pk=fact.pk).update(
                voided_at=_noon(date(2019, 4, 10)), voided_by=writer.recorder, void_reason=TAKEN_BACK
            )
            return


def _criteria(writer: "Writer") -> None:
    texts = {
        "target_group_analysis": "Påhittat exempel: kvinnor driver en tredjedel av företagen i områdena.",
        "baseline": "Påhittat exempel: 28 procent av deltagarna första året var kvinnor.",
        "goals": "Påhittat exempel: minst 40 procent av vardera könet bland deltagarna vid programmets slut.",
    }
    own = [p for p in writer.structure.provisions if p.kind == "horizontal"]
    for number, provision in enumerate(own[:2]):
        kept = dict(list(texts.items())[: 3 - number])
        CriterionWork.objects.create(
            programme=writer.programme, criterion=provision.code, written_at=_noon(date(2018, 9, 3)),
            written_by=writer.recorder, example=True, **kept,
        )  # fmt: skip


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
