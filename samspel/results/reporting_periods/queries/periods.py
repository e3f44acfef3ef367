"""Reporting periods as their pages show them: each region's report, and what has changed since it was reported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from samspel.actors.models import Merge, Organisation
from samspel.core import access
from samspel.core.figures import Figure, Measure, MeasureKind, Request, compare, contributing, fetch
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.rule_set import rules_of
from samspel.results.reporting_periods.models import FrozenFigure, PartnerReport, ReportingPeriod
from samspel.results.reporting_periods.policy import PeriodAction, ReportAction
from samspel.results.reporting_periods.queries.limits import limits_of
from samspel.results.reporting_periods.queries.snapshot import period_slice, reported_measures
from samspel.results.reporting_periods.rules import Span, proposal
from samspel.results.reporting_periods.states import STEPS, ReportState, ReportStep, may_take
from samspel.web.worklist import Queue, WaitingRow

REASONS = 50
DEFAULT_MONTHS = 6  # a period's length where no rule limits it
DECIDE_WITHIN = timedelta(days=14)  # after the day the reports are due


@dataclass(frozen=True)
class PeriodLine:
    """A period in the list: how many regions are at which state, and how many days late it is."""

    period: ReportingPeriod
    reports: Sequence[PartnerReport]
    days_late: int

    @property
    def approved(self) -> int:
        """How many regions are approved."""
        return sum(report.state == ReportState.APPROVED for report in self.reports)


@dataclass(frozen=True)
class ReportLine:
    """A region's report on the period's page. `own`: the reader sent it in, and may not approve it."""

    report: PartnerReport
    may_submit: bool
    may_decide: bool
    own: bool


@dataclass(frozen=True)
class FigureChange:
    """Why a figure differs: an organisation that counts or no longer counts, or a fact, with the reason given."""

    what: str
    added: bool
    reason: str
    contribution: Any = None


@dataclass(frozen=True)
class ReportedFigure:
    """A figure of a period: as reported (None while it is not frozen), as known now, and why they differ."""

    code: str
    in_period: Figure
    now: Figure
    reported: Decimal | None
    changes: Sequence[FigureChange]

    @property
    def difference(self) -> Decimal:
        """Now minus reported; zero while nothing is reported."""
        return Decimal(0) if self.reported is None else Decimal(self.now.value) - self.reported


def period_lines(context: ReadContext) -> list[PeriodLine]:
    """All periods, latest first."""
    rows = ReportingPeriod.objects.filter(programme=context.programme).prefetch_related("reports__partner")
    return [
        PeriodLine(
            period,
            list(period.reports.all()),
            0 if period.frozen_at else max((context.as_of - period.due_on).days, 0),
        )
        for period in rows.order_by("-first_day")
    ]


def reported_figures(context: ReadContext, period: ReportingPeriod) -> list[ReportedFigure]:
    """Every figure of the period, cumulative to its end; with the differences where it is frozen."""
    counted = reported_measures(period.programme)
    until_end = period_slice(period, cumulative=True)
    now, inside = until_end.known(context.slice.known_at), period_slice(period, cumulative=False)
    asked = [Request(m, now) for m in counted] + [Request(m, inside) for m in counted]
    found = fetch(asked)
    frozen = _frozen(period)
    rows = []
    for number, m in enumerate(counted):
        figure = context.figure(m, found[number].get((), 0), now)
        value = frozen.get(m.code)
        rows.append(
            ReportedFigure(
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


def _changes(counted: Measure, period: ReportingPeriod, frozen: FrozenFigure, now: Any) -> list[FigureChange]:
    if counted.kind is MeasureKind.DISTINCT:
        return _things(counted, period, frozen, now)
    if frozen.period.frozen_at is None:
        return []
    found = compare(counted, now, frozen.period.frozen_at, limit=REASONS)
    return [
        FigureChange(f"{change.occurred_on.isoformat()}", change.kind == "added", change.reason, change.contribution)
        for change in found.changes
    ]


def _things(counted: Measure, period: ReportingPeriod, frozen: FrozenFigure, now: Any) -> list[FigureChange]:
    """Organisations that are counted now and were not, or the reverse, and why."""
    present = set(contributing(counted, now).order_by().values_list(counted.of, flat=True))
    before = set(frozen.rows)
    gone, come = before - present, present - before
    names = dict(Organisation.objects.filter(pk__in=[*gone, *come]).values_list("pk", "name"))
    merged = dict(Merge.objects.filter(organisation__in=gone, voided_at=None).values_list("organisation_id", "reason"))
    voided = _void_reasons(counted, period, gone)
    changes = [
        FigureChange(names.get(pk, str(pk)), False, merged.get(pk) or voided.get(pk, ""), -1) for pk in sorted(gone)
    ]
    changes += [FigureChange(names.get(pk, str(pk)), True, "", 1) for pk in sorted(come)]
    return changes[:REASONS]


def _void_reasons(counted: Measure, period: ReportingPeriod, ids: set[int]) -> dict[int, str]:
    """The reason given last for taking back a fact of each organisation, of those that counted when frozen."""
    then = period_slice(period, cumulative=True)
    fact = counted.fact
    rows = contributing(counted, then).filter(**{f"{counted.of}__in": ids, f"{fact}voided_at__isnull": False})
    return dict(rows.order_by(f"{fact}voided_at").values_list(counted.of, f"{fact}void_reason"))


def period_of(context: ReadContext, number: int) -> ReportingPeriod | None:
    """The programme's period with the number; None where there is none."""
    rows = ReportingPeriod.objects.filter(programme=context.programme, number=number)
    return rows.select_related("programme", "frozen_by").first()


def report_of(context: ReadContext, number: int, partner: str) -> PartnerReport | None:
    """The report of the region with the code for the period with the number; None where there is none."""
    rows = PartnerReport.objects.filter(
        period__programme=context.programme, period__number=number, partner__code=partner
    )
    return rows.select_related("period__programme", "partner", "submitted_by").first()


def report_lines(context: ReadContext, period: ReportingPeriod) -> list[ReportLine]:
    """Each region's report of the period, and what the reader may do with it."""
    rows = period.reports.select_related("partner", "submitted_by", "decided_by", "period__programme")
    return [_report_line(context, period, report) for report in rows]


def may_freeze(context: ReadContext, period: ReportingPeriod, reports: Sequence[ReportLine]) -> bool:
    """Whether the reader may freeze the period: every region's report is approved."""
    approved = all(line.report.state == ReportState.APPROVED for line in reports)
    return context.may(PeriodAction.MANAGE) and not period.frozen_at and approved


def proposed_period(context: ReadContext) -> dict[str, Any]:
    """The next period as the rules want it, as a form shows it; empty where the programme's time is reported. It is due
    on the 28th of the month after its end."""
    programme = context.programme
    limits = limits_of(rules_of(programme), programme.starts_on)
    others = [Span(p.first_day, p.last_day) for p in programme.reporting_periods.all()]
    span = proposal(others, Span(programme.starts_on, programme.ends_on), limits.months_max or DEFAULT_MONTHS)
    if span is None:
        return {}
    following = span.last.month % 12 + 1
    year = span.last.year + (span.last.month == 12)
    return {
        "kind": "final" if span.last == programme.ends_on else "simplified_status",
        "first_day": span.first,
        "last_day": span.last,
        "due_on": span.last.replace(year=year, month=following, day=28),
    }


def _report_line(context: ReadContext, period: ReportingPeriod, report: PartnerReport) -> ReportLine:
    frozen = bool(period.frozen_at)
    to_submit = may_take(ReportStep.SUBMIT, report.state, frozen) and period.last_day < context.as_of
    return ReportLine(
        report,
        may_submit=to_submit and context.may(ReportAction.SUBMIT, report),
        may_decide=may_take(ReportStep.APPROVE, report.state, frozen) and context.may(ReportAction.APPROVE, report),
        own=report.submitted_by_id == context.reader.pk,
    )


def waiting_reports(context: ReadContext) -> list[Queue]:
    """Reports that wait for the reader: to send in, to mend, to decide on."""
    if not context.may(PeriodAction.VIEW):
        return []
    names = {partner.code: partner.name for partner in context.structure.partners}

    def to_send(row: WaitingRow) -> tuple[str, str, date]:
        words = _("Send in the report of %(name)s") % {"name": names[row.name]}
        return words, context.url("results:period", row.ident), row.day

    def to_decide(row: WaitingRow) -> tuple[str, str, date]:
        words = _("Decide on the report of %(name)s") % {"name": names[row.name]}
        return words, context.url("results:period", row.ident), row.day + DECIDE_WITHIN

    user, paths = context.reader, ("period__number", "partner__code", "period__due_on")
    rows = PartnerReport.objects.filter(
        period__programme=context.programme, period__frozen_at=None, period__last_day__lt=context.as_of
    )
    mine = access.visible(user, ReportAction.SUBMIT, rows.filter(state__in=STEPS[ReportStep.SUBMIT][0]))
    sent = access.visible(user, ReportAction.APPROVE, rows.filter(state__in=STEPS[ReportStep.APPROVE][0]))
    return [Queue(mine, *paths, to_send), Queue(sent, *paths, to_decide)]
