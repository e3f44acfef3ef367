"""What waits in the money room, for the work list."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from samspel.core import access
from samspel.core.programmes.context import ReadContext
from samspel.money.claims.policy import ClaimAction
from samspel.money.funding.policy import FundingAction
from samspel.money.models import (
    AidDeclaration,
    AidRequest,
    Application,
    Assessment,
    Impartiality,
    PartnerClaim,
    Proposal,
)
from samspel.money.state_aid.policy import AidAction, DeclarationAction
from samspel.web.page import Link
from samspel.web.worklist import Queue, Row

SEND_WITHIN = timedelta(days=30)  # after the period's end
ANSWER_WITHIN = timedelta(days=5)  # an enterprise should not wait longer for a word

COMPLETE_WITHIN, SCORE_WITHIN, DECIDE_WITHIN = timedelta(days=14), timedelta(days=30), timedelta(days=60)


def waiting(context: ReadContext) -> list[Queue]:
    """Parts of claims to send in or to check when their period has ended, declarations and supports to decide on, and
    applications for co-financing on their way."""
    return [*_parts(context), *_aid(context), *_applications(context)]


def to_ledger(context: ReadContext, organisation: Any) -> list[Link]:
    """The way from an organisation's page to its ledger of de minimis aid."""
    if not context.may(DeclarationAction.VIEW, AidDeclaration(programme=context.programme, organisation=organisation)):
        return []
    return [Link(_("De minimis aid"), context.url("money:undertaking", organisation.pk))]


def _aid(context: ReadContext) -> list[Queue]:
    """Declarations to approve and supports to decide on: those of others."""
    reader, found = context.reader.pk, []

    def to_approve(row: Row) -> tuple[str, str, date]:
        words = _("Approve the de minimis declaration of %(name)s") % {"name": row.name}
        return words, context.url("money:undertaking", row.ident), row.day + ANSWER_WITHIN

    def to_decide(row: Row) -> tuple[str, str, date]:
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


def _parts(context: ReadContext) -> list[Queue]:
    """Parts of open claims whose period has ended: who may check them waits for what is sent in, others for drafts."""
    if not context.may(ClaimAction.VIEW):
        return []
    names = {partner.code: partner.name for partner in context.structure.partners}
    check = context.may(ClaimAction.CHECK)

    def tell(row: Row) -> tuple[str, str, date]:
        words = _("Check the costs of %(name)s") if check else _("Send in the costs of %(name)s")
        url = context.url("money:claim-part", row.ident, row.name)
        return words % {"name": names[row.name]}, url, row.day + SEND_WITHIN

    rows = PartnerClaim.objects.filter(
        claim__programme=context.programme, claim__state="open", claim__last_day__lt=context.as_of
    )
    if check:
        rows = rows.filter(state="submitted")
    else:
        rows = access.visible(context.reader, ClaimAction.PREPARE, rows.filter(state="draft"))
    return [Queue(rows, "claim__number", "partner__code", "claim__last_day", tell)]


def _applications(context: ReadContext) -> list[Queue]:
    """Applications to complete, check, score and decide on: none that the reader has an interest in."""
    reader = context.reader
    own = Q(made_by_id=reader.pk) | Q(submitted_by_id=reader.pk) | Q(pk__in=_conflicts(reader.pk))

    def queue(action: str, state: str, words: str, within: timedelta, but: Q) -> Queue:
        def tell(row: Row) -> tuple[str, str, date]:
            return words % {"name": row.name}, context.url("money:application", row.ident), row.day + within

        rows = Application.objects.filter(programme=context.programme, state=state).exclude(but)
        return Queue(access.visible(reader, action, rows), "pk", "title", "submitted_at__date", tell)

    scored = Q(pk__in=Assessment.objects.filter(assessor_id=reader.pk).values("application"))
    proposed = Q(pk__in=Proposal.objects.filter(made_by_id=reader.pk).values("application"))
    asked = _("Complete the application %(name)s")
    return [
        queue(FundingAction.APPLY, "returned", asked, COMPLETE_WITHIN, Q(pk__in=[])),
        queue(FundingAction.HANDLE, "submitted", _("Check the application %(name)s"), COMPLETE_WITHIN, own),
        queue(FundingAction.ASSESS, "assessing", _("Score the application %(name)s"), SCORE_WITHIN, own | scored),
        queue(FundingAction.ASSESS, "proposed", _("Record the decision on %(name)s"), DECIDE_WITHIN, own | proposed),
    ]


def _conflicts(person: int | None) -> QuerySet[Any, Any]:
    return Impartiality.objects.filter(person_id=person, conflict=True).values("application")
