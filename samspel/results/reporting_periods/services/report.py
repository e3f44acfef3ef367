"""The steps of a region's report of a period: it is submitted by the region, and approved or returned by the
programme (reporting_periods.states)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core import access, audit, clock
from samspel.results.reporting_periods.models import PartnerReport
from samspel.results.reporting_periods.policy import ReportAction
from samspel.results.reporting_periods.services.period import ReportError
from samspel.results.reporting_periods.states import STEPS, ReportStep, may_take


@transaction.atomic
def report_submit(*, actor: Any, report: PartnerReport) -> PartnerReport:
    """The region sends in its facts of the period as they are known now. ReportError before the period has ended."""
    locked = _locked(report)
    access.require(actor, ReportAction.SUBMIT, locked)
    if not may_take(ReportStep.SUBMIT, locked.state, bool(locked.period.frozen_at)):
        raise ReportError(_("The report is already sent in."))
    if locked.period.last_day >= clock.today():
        raise ReportError(_("The period has not ended yet."))
    locked.state, locked.submitted_at, locked.submitted_by = STEPS[ReportStep.SUBMIT][1], clock.now(), actor
    locked.decided_at = locked.decided_by = None
    locked.save()
    audit.write(actor, "report.submitted", locked, changes={"partner": locked.partner.code})
    return locked


@transaction.atomic
def report_approve(*, actor: Any, report: PartnerReport) -> PartnerReport:
    """The programme approves what the region sent in. PermissionDenied for the person who sent it."""
    locked = _locked(report)
    _require_decision(actor, locked, ReportStep.APPROVE)
    access.require_other(actor, locked.submitted_by)
    _decide(actor, locked, ReportStep.APPROVE, "")
    audit.write(actor, "report.approved", locked, changes={"partner": locked.partner.code})
    return locked


@transaction.atomic
def report_return(*, actor: Any, report: PartnerReport, comment: str) -> PartnerReport:
    """The programme returns the report with what must be mended. ReportError where it does not say what."""
    locked = _locked(report)
    _require_decision(actor, locked, ReportStep.RETURN)
    if not comment.strip():
        raise ReportError(_("Say what must be mended."))
    _decide(actor, locked, ReportStep.RETURN, comment.strip())
    audit.write(actor, "report.returned", locked, changes={"partner": locked.partner.code, "comment": locked.comment})
    return locked


def _locked(report: PartnerReport) -> PartnerReport:
    rows = PartnerReport.objects.select_for_update(of=("self",))
    return rows.select_related("period__programme", "partner").get(pk=report.pk)


def _require_decision(actor: Any, report: PartnerReport, step: ReportStep) -> None:
    access.require(actor, ReportAction.APPROVE, report)
    if not may_take(step, report.state, bool(report.period.frozen_at)):
        raise ReportError(_("The report is not waiting for a decision."))


def _decide(actor: Any, report: PartnerReport, step: ReportStep, comment: str) -> None:
    report.state, report.comment = STEPS[step][1], comment
    report.decided_at, report.decided_by = clock.now(), actor
    report.save()
