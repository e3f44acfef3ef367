"""Reporting periods: open → submitted by the region → approved or returned by the programme → frozen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samspel.core import access, audit, clock
from samspel.core.figures import Kind, Measure, Slice, contributing
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.core.rules import NoRuleInForce, RuleSet, ValueNotKnown, rule_set
from samspel.results.indicators.figures import indicators_of
from samspel.results.indicators.figures.programme_figures import cooperating, private_investment
from samspel.results.models import FrozenFigure, PartnerReport, ReportingPeriod
from samspel.results.reporting_periods.policy import PeriodAction, ReportAction
from samspel.results.reporting_periods.rules import FORBIDDEN, Fault, Limits, Span, faults


class ReportError(Exception):
    """It cannot be done; the message is for the user."""


@dataclass(frozen=True)
class NewPeriod:
    """A period to be made. `exception` says where the decision allows what the rules do not."""

    kind: str
    span: Span
    due_on: date
    exception: str = ""


def rules_of(programme: Programme) -> RuleSet:
    """The programme's rule set with what it has set itself."""
    return rule_set(programme.rule_set, programme.rule_overrides or None)


def limits_of(rules: RuleSet, day: date) -> Limits:
    """The rules on periods, as limits."""

    def number(code: str) -> int | None:
        try:
            return int(rules.number(code, day))
        except (NoRuleInForce, ValueNotKnown):
            return None

    try:
        within = rules.value("claim.period-within", day)
    except NoRuleInForce:
        within = None
    return Limits(
        number("claim.period-months-min"),
        number("claim.period-months-max"),
        within == "calendar_year",
        number("claim.first-within-months"),
    )


def measures_of(programme: Programme) -> Sequence[Measure]:
    """What is reported: the fund's indicators in force and the programme's own targets, each once."""
    found = {m.code: m for _rule, m in indicators_of(programme.rule_set, programme.starts_on)}
    found |= {m.code: m for m in (cooperating, private_investment)}
    return list(found.values())


def words_of(fault: Fault, limits: Limits) -> str:
    """What is wrong, in the user's language."""
    return {
        Fault.ORDER: _("The last day is before the first."),
        Fault.OUTSIDE: _("The period is not within the programme's time."),
        Fault.OVERLAP: _("The period shares days with another."),
        Fault.GAP: _("The days between the period before and this one would never be reported."),
        Fault.SHORT: _("A period is at least %(n)s month long.") % {"n": limits.months_min},
        Fault.LONG: _("A period is at most %(n)s months long.") % {"n": limits.months_max},
        Fault.YEARS: _("A period lies within one calendar year."),
        Fault.FIRST_LATE: _("The first period ends within %(n)s months of the start.") % {"n": limits.first_within},
        Fault.DUE: _("The report cannot be due before the period has ended."),
    }[fault]


@transaction.atomic
def make_period(actor: Any, programme: Programme, new: NewPeriod) -> ReportingPeriod:
    """Make a period with an open report for each region. ReportError with every fault that nothing allows."""
    period = ReportingPeriod(
        programme=programme,
        kind=new.kind,
        first_day=new.span.first,
        last_day=new.span.last,
        due_on=new.due_on,
        exception=new.exception.strip(),
    )
    access.require(actor, PeriodAction.MANAGE, period)
    Programme.objects.select_for_update().get(pk=programme.pk)
    others = [Span(p.first_day, p.last_day) for p in programme.reporting_periods.all()]
    limits = limits_of(rules_of(programme), new.span.first)
    found = faults(new.span, new.due_on, others, Span(programme.starts_on, programme.ends_on), limits)
    refused = [f for f in found if f in FORBIDDEN or not new.exception.strip()]
    if refused:
        raise ReportError(" ".join(words_of(fault, limits) for fault in refused))
    last = programme.reporting_periods.aggregate(last=Max("number"))["last"] or 0
    period.number = last + 1
    period.save()
    PartnerReport.objects.bulk_create(PartnerReport(period=period, partner=p) for p in programme.partners.all())
    told = {"first": new.span.first, "last": new.span.last, "due": new.due_on, "kind": new.kind}
    audit.write(actor, "period.made", period, changes=told | ({"exception": new.exception} if new.exception else {}))
    return period


@transaction.atomic
def submit(actor: Any, report: PartnerReport) -> PartnerReport:
    """The region sends in its facts of the period as they are known now."""
    locked = _locked(report)
    access.require(actor, ReportAction.SUBMIT, locked)
    if locked.period.frozen_at or locked.state not in {"open", "returned"}:
        raise ReportError(_("The report is already sent in."))
    if locked.period.last_day >= clock.today():
        raise ReportError(_("The period has not ended yet."))
    locked.state, locked.submitted_at, locked.submitted_by = "submitted", clock.now(), actor
    locked.decided_at = locked.decided_by = None
    locked.save()
    audit.write(actor, "report.submitted", locked, changes={"partner": locked.partner.code})
    return locked


@transaction.atomic
def approve(actor: Any, report: PartnerReport) -> PartnerReport:
    """The programme approves what the region sent in; never the same person as sent it."""
    locked = _to_decide(actor, report)
    access.require_other(actor, locked.submitted_by)
    locked.state, locked.decided_at, locked.decided_by, locked.comment = "approved", clock.now(), actor, ""
    locked.save()
    audit.write(actor, "report.approved", locked, changes={"partner": locked.partner.code})
    return locked


@transaction.atomic
def send_back(actor: Any, report: PartnerReport, comment: str) -> PartnerReport:
    """The programme returns the report with what must be mended."""
    locked = _to_decide(actor, report)
    if not comment.strip():
        raise ReportError(_("Say what must be mended."))
    locked.state, locked.decided_at, locked.decided_by, locked.comment = "returned", clock.now(), actor, comment.strip()
    locked.save()
    audit.write(actor, "report.returned", locked, changes={"partner": locked.partner.code, "comment": comment.strip()})
    return locked


@transaction.atomic
def freeze(actor: Any, period: ReportingPeriod) -> ReportingPeriod:
    """Store every figure of the period and the identities of its rows, for good. All regions must be approved."""
    locked = ReportingPeriod.objects.select_for_update().get(pk=period.pk)
    access.require(actor, PeriodAction.MANAGE, locked)
    if locked.frozen_at:
        raise ReportError(_("The period is already frozen."))
    waiting = [r.partner.name for r in locked.reports.exclude(state="approved").select_related("partner")]
    if waiting:
        raise ReportError(_("Not yet approved: %(names)s.") % {"names": ", ".join(waiting)})
    locked.frozen_at, locked.frozen_by = clock.now(), actor
    locked.save()
    rows = list(snapshot(locked))
    FrozenFigure.objects.bulk_create(rows, batch_size=200)
    whole = [row for row in rows if row.cumulative and row.partner_id is None and row.area_id is None]
    told = {row.measure: row.value for row in whole}
    audit.write(actor, "period.frozen", locked, changes={"figures": told})
    return locked


def slice_of(period: ReportingPeriod, cumulative: bool) -> Slice:
    """The period's facts, or all up to its end; as reported where it is frozen, else as known now."""
    return Slice(
        period.programme_id,
        since=None if cumulative else period.first_day,
        until=period.last_day + timedelta(days=1),
        known_at=period.frozen_at,
    )


def snapshot(period: ReportingPeriod) -> Iterator[FrozenFigure]:
    """Every figure of the period with the identities of its rows, as known when it was frozen; not yet stored.

    One pass over the facts of each measure gives the whole, each region and each area."""
    structure = structure_of(period.programme)
    keys: list[tuple[Any, Any]] = [(None, None), *((p.pk, None) for p in structure.partners)]
    keys += [(None, a.pk) for a in structure.areas]
    for cumulative in (True, False):
        where = slice_of(period, cumulative)
        for measure in measures_of(period.programme):
            cells = {key: _Cell() for key in keys}
            for thing, partner_id, area_id, amount in _rows(measure, where):
                for key in ((None, None), (partner_id, None), (None, area_id)):
                    if key in cells:
                        cells[key].take(thing, amount)
            for (partner, area), cell in cells.items():
                yield FrozenFigure(
                    period=period,
                    measure=measure.code,
                    cumulative=cumulative,
                    partner_id=partner,
                    area_id=area,
                    value=cell.amount if measure.kind is Kind.SUM else len(cell.things),
                    rows=sorted(cell.things),
                )


class _Cell:
    """What has been counted for one cell of the snapshot."""

    def __init__(self) -> None:
        self.things: set[int] = set()
        self.amount = Decimal(0)

    def take(self, thing: int, amount: Decimal) -> None:
        """Count a row; a fact that comes twice adds once."""
        if thing not in self.things:
            self.things.add(thing)
            self.amount += amount


def _rows(measure: Measure, where: Slice) -> Iterator[tuple[int, Any, Any, Decimal]]:
    """The identity of what is counted (things for a distinct count, facts otherwise), partner, area, and the amount."""
    thing = measure.of if measure.kind is Kind.DISTINCT else measure.fact.removesuffix("__") or "pk"
    paths = [thing, measure.dimensions["partner"], measure.dimensions["area"]]
    rows = contributing(measure, where).order_by()
    if measure.kind is Kind.SUM:
        yield from rows.values_list(*paths, measure.of).iterator(chunk_size=2000)
        return
    for row in rows.values_list(*paths).distinct().iterator(chunk_size=2000):
        yield (*row, Decimal(0))


def _locked(report: PartnerReport) -> PartnerReport:
    rows = PartnerReport.objects.select_for_update(of=("self",))
    return rows.select_related("period__programme", "partner").get(pk=report.pk)


def _to_decide(actor: Any, report: PartnerReport) -> PartnerReport:
    locked = _locked(report)
    access.require(actor, ReportAction.APPROVE, locked)
    if locked.period.frozen_at or locked.state != "submitted":
        raise ReportError(_("The report is not waiting for a decision."))
    return locked
