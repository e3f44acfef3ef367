"""Make a reporting period, and freeze it when every region's report is approved."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samspel.core import access, audit, clock
from samspel.core.programmes.models import Programme
from samspel.core.programmes.rule_set import rules_of
from samspel.results.reporting_periods.labels import fault_text
from samspel.results.reporting_periods.models import FrozenFigure, PartnerReport, ReportingPeriod
from samspel.results.reporting_periods.policy import PeriodAction
from samspel.results.reporting_periods.queries.limits import limits_of
from samspel.results.reporting_periods.queries.snapshot import period_snapshot
from samspel.results.reporting_periods.rules import FORBIDDEN, Span, faults
from samspel.results.reporting_periods.states import ReportState


class ReportError(Exception):
    """It cannot be done; the message is for the user."""


@dataclass(frozen=True)
class NewPeriod:
    """A period to be made. `exception` says where the decision allows what the rules do not."""

    kind: str
    span: Span
    due_on: date
    exception: str = ""


@transaction.atomic
def period_make(*, actor: Any, programme: Programme, new: NewPeriod) -> ReportingPeriod:
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
        raise ReportError(" ".join(fault_text(fault, limits) for fault in refused))
    last = programme.reporting_periods.aggregate(last=Max("number"))["last"] or 0
    period.number = last + 1
    period.save()
    PartnerReport.objects.bulk_create(PartnerReport(period=period, partner=p) for p in programme.partners.all())
    changes = {"first": new.span.first, "last": new.span.last, "due": new.due_on, "kind": new.kind}
    told = {"exception": period.exception} if period.exception else {}
    audit.write(actor, "period.made", period, changes=changes | told)
    return period


@transaction.atomic
def period_freeze(*, actor: Any, period: ReportingPeriod) -> ReportingPeriod:
    """Store every figure of the period and the identities of its rows, for good. All regions must be approved."""
    locked = ReportingPeriod.objects.select_for_update().get(pk=period.pk)
    access.require(actor, PeriodAction.MANAGE, locked)
    if locked.frozen_at:
        raise ReportError(_("The period is already frozen."))
    waiting = [r.partner.name for r in locked.reports.exclude(state=ReportState.APPROVED).select_related("partner")]
    if waiting:
        raise ReportError(_("Not yet approved: %(names)s.") % {"names": ", ".join(waiting)})
    locked.frozen_at, locked.frozen_by = clock.now(), actor
    locked.save()
    rows = list(period_snapshot(locked))
    FrozenFigure.objects.bulk_create(rows, batch_size=200)
    whole = [row for row in rows if row.cumulative and row.partner_id is None and row.area_id is None]
    figures = {row.measure: row.value for row in whole}
    audit.write(actor, "period.frozen", locked, changes={"figures": figures})
    return locked
