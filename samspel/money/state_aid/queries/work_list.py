"""Declarations and supports that wait for a decision, and the way to an organisation's ledger."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from samspel.core.programmes.context import ReadContext
from samspel.money.models import AidDeclaration, AidRequest
from samspel.money.state_aid.policy import AidAction, DeclarationAction
from samspel.ui.components import Link
from samspel.web.worklist import Queue, WaitingRow

ANSWER_WITHIN = timedelta(days=5)  # an enterprise should not wait longer for a word


def ledger_links(context: ReadContext, organisation: Any) -> list[Link]:
    """The way from an organisation's page to its ledger of de minimis aid."""
    if not context.may(DeclarationAction.VIEW, AidDeclaration(programme=context.programme, organisation=organisation)):
        return []
    return [Link(_("De minimis aid"), context.url("money:undertaking", organisation.pk))]


def declarations_and_requests_waiting(context: ReadContext) -> list[Queue]:
    """Declarations to approve and supports to decide on: those of others."""
    reader, found = context.reader.pk, []

    def to_approve(row: WaitingRow) -> tuple[str, str, date]:
        words = _("Approve the de minimis declaration of %(name)s") % {"name": row.name}
        return words, context.url("money:undertaking", row.ident), row.day + ANSWER_WITHIN

    def to_decide(row: WaitingRow) -> tuple[str, str, date]:
        words = _("Decide on the support to %(name)s, above the ceiling") % {"name": row.name}
        return words, context.url("money:aid-request", row.ident), row.day + ANSWER_WITHIN

    if context.may(DeclarationAction.APPROVE):
        rows = AidDeclaration.objects.filter(programme=context.programme, voided_at=None, approval=None)
        rows = rows.exclude(recorded_by_id=reader)
        found.append(Queue(rows, "organisation_id", "organisation__name", "occurred_on", to_approve))
    if context.may(AidAction.DECIDE):
        asked = AidRequest.objects.filter(programme=context.programme, state="pending").exclude(asked_by_id=reader)
        found.append(Queue(asked, "pk", "organisation__name", "asked_at__date", to_decide))
    return found
