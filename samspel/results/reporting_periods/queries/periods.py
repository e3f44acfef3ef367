"""Reading reporting periods: how they stand, and what has changed since they were reported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from samspel.actors.models import Merge, Organisation
from samspel.core import access
from samspel.core.figures import Figure, Kind, Measure, Request, compare, contributing, fetch
from samspel.core.programmes.context import ReadContext
from samspel.results.models import FrozenFigure, PartnerReport, ReportingPeriod
from samspel.results.reporting_periods.policy import PeriodAction, ReportAction
from samspel.results.reporting_periods.services.period import measures_of, slice_of
from samspel.web.worklist import Queue, Row

REASONS = 50
DECIDE_WITHIN = timedelta(days=14)  # after the day the reports are due


@dataclass(frozen=True)
class Standing:
    """A period in the list: how many regions are at which state."""

    period: ReportingPeriod
    reports: Sequence[PartnerReport]
    days_late: int

    @property
    def approved(self) -> int:
        """How many regions are approved."""
        return sum(report.state == "approved" for report in self.reports)


@dataclass(frozen=True)
class Change:
    """Why a figure differs: an organisation that counts or no longer counts, or a fact, with the reason given."""

    what: str
    added: bool
    reason: str
    contribution: Any = None


@dataclass(frozen=True)
class Reported:
    """A figure of a period: as reported (None while it is not frozen), as known now, and why they differ."""

    code: str
    in_period: Figure
    now: Figure
    reported: Decimal | None
    changes: Sequence[Change]

    @property
    def difference(self) -> Decimal:
        """Now minus reported; zero while nothing is reported."""
        return Decimal(0) if self.reported is None else Decimal(self.now.value) - self.reported


def standings(context: ReadContext) -> list[Standing]:
    """All periods, latest first."""
    rows = ReportingPeriod.objects.filter(programme=context.programme).prefetch_related("reports__partner")
    return [
        Standing(
            period,
            list(period.reports.all()),
            0 if period.frozen_at else max((context.as_of - period.due_on).days, 0),
        )
        for period in rows.order_by("-first_day")
    ]


def reported(context: ReadContext, period: ReportingPeriod) -> list[Reported]:
    """Every figure of the period, cumulative to its end; with the differences where it is frozen."""
    counted = measures_of(period.programme)
    until_end = slice_of(period, cumulative=True)
    now, inside = until_end.known(context.slice.known_at), slice_of(period, cumulative=False)
    asked = [Request(m, now) for m in counted] + [Request(m, inside) for m in counted]
    found = fetch(asked)
    frozen = _frozen(period)
    rows = []
    for number, m in enumerate(counted):
        figure = context.figure(m, found[number].get((), 0), now)
        value = frozen.get(m.code)
        rows.append(
            Reported(
                code=m.code,
                in_period=context.figure(m, found[len(counted) + number].get((), 0), inside),
                now=figure,
                reported=value.value if value else None,
                changes=_changes(m, period, value, now) if value else [],
            )
        )
    return rows


def _frozen(period: ReportingPeriod) -> Mapping[str, FrozenFigure]:
    if not period.frozen_at:
        return {}
    rows = FrozenFigure.objects.filter(period=period, cumulative=True, partner=None, area=None)
    return {row.measure: row for row in rows}


def _changes(counted: Measure, period: ReportingPeriod, frozen: FrozenFigure, now: Any) -> list[Change]:
    if counted.kind is Kind.DISTINCT:
        return _things(counted, period, frozen, now)
    if frozen.period.frozen_at is None:
        return []
    found = compare(counted, now, frozen.period.frozen_at, limit=REASONS)
    return [
        Change(f"{change.occurred_on.isoformat()}", change.kind == "added", change.reason, change.contribution)
        for change in found.changes
    ]


def _things(counted: Measure, period: ReportingPeriod, frozen: FrozenFigure, now: Any) -> list[Change]:
    """Organisations that are counted now and were not, or the reverse, and why."""
    present = set(contributing(counted, now).order_by().values_list(counted.of, flat=True))
    before = set(frozen.rows)
    gone, come = before - present, present - before
    names = dict(Organisation.objects.filter(pk__in=[*gone, *come]).values_list("pk", "name"))
    merged = dict(Merge.objects.filter(organisation__in=gone, voided_at=None).values_list("organisation_id", "reason"))
    voided = _void_reasons(counted, period, gone)
    changes = [Change(names.get(pk, str(pk)), False, merged.get(pk) or voided.get(pk, ""), -1) for pk in sorted(gone)]
    changes += [Change(names.get(pk, str(pk)), True, "", 1) for pk in sorted(come)]
    return changes[:REASONS]


def _void_reasons(counted: Measure, period: ReportingPeriod, ids: set[int]) -> dict[int, str]:
    """The reason given last for taking back a fact of each organisation, of those that counted when frozen."""
    then = slice_of(period, cumulative=True)
    fact = counted.fact
    rows = contributing(counted, then).filter(**{f"{counted.of}__in": ids, f"{fact}voided_at__isnull": False})
    return dict(rows.order_by(f"{fact}voided_at").values_list(counted.of, f"{fact}void_reason"))


def waiting(context: ReadContext) -> list[Queue]:
    """Reports that wait for the reader: to send in, to mend, to decide on."""
    if not context.may(PeriodAction.VIEW):
        return []
    names = {partner.code: partner.name for partner in context.structure.partners}

    def to_send(row: Row) -> tuple[str, str, date]:
        words = _("Send in the report of %(name)s") % {"name": names[row.name]}
        return words, context.url("results:period", row.ident), row.day

    def to_decide(row: Row) -> tuple[str, str, date]:
        words = _("Decide on the report of %(name)s") % {"name": names[row.name]}
        return words, context.url("results:period", row.ident), row.day + DECIDE_WITHIN

    user, paths = context.reader, ("period__number", "partner__code", "period__due_on")
    rows = PartnerReport.objects.filter(
        period__programme=context.programme, period__frozen_at=None, period__last_day__lt=context.as_of
    )
    mine = access.visible(user, ReportAction.SUBMIT, rows.filter(state__in=["open", "returned"]))
    sent = access.visible(user, ReportAction.APPROVE, rows.filter(state="submitted"))
    return [Queue(mine, *paths, to_send), Queue(sent, *paths, to_decide)]
