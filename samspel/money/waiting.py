"""What waits in the money room, for the work list."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from samspel.kernel import access
from samspel.money.models import AidDeclaration, AidRequest, PartnerClaim
from samspel.programme.page import Link, Page
from samspel.programme.worklist import Queue, Row

SEND_WITHIN = timedelta(days=30)  # after the period's end
ANSWER_WITHIN = timedelta(days=5)  # an enterprise should not wait longer for a word


def waiting(page: Page) -> list[Queue]:
    """Parts of claims to send in or to check when their period has ended, declarations and supports to decide on."""
    return [*_parts(page), *_aid(page)]


def to_ledger(page: Page, organisation: Any) -> list[Link]:
    """The way from an organisation's page to its ledger of de minimis aid."""
    if not page.may("declaration.view", AidDeclaration(programme=page.programme, organisation=organisation)):
        return []
    return [Link(_("De minimis aid"), page.url("money:undertaking", organisation.pk))]


def _aid(page: Page) -> list[Queue]:
    """Declarations to approve and supports to decide on: those of others."""
    reader, found = page.request.user.pk, []

    def to_approve(row: Row) -> tuple[str, str, date]:
        words = _("Approve the de minimis declaration of %(name)s") % {"name": row.name}
        return words, page.url("money:undertaking", row.ident), row.day + ANSWER_WITHIN

    def to_decide(row: Row) -> tuple[str, str, date]:
        words = _("Decide on the support to %(name)s, above the ceiling") % {"name": row.name}
        return words, page.url("money:aid-request", row.ident), row.day + ANSWER_WITHIN

    if page.may("declaration.approve"):
        rows = AidDeclaration.objects.filter(programme=page.programme, voided_at=None, approval=None)
        rows = rows.exclude(recorded_by_id=reader)
        found.append(Queue(rows, "organisation_id", "organisation__name", "occurred_on", to_approve))
    if page.may("aid.decide"):
        asked = AidRequest.objects.filter(programme=page.programme, state="pending").exclude(asked_by_id=reader)
        found.append(Queue(asked, "pk", "organisation__name", "asked_at__date", to_decide))
    return found


def _parts(page: Page) -> list[Queue]:
    """Parts of open claims whose period has ended: who may check them waits for what is sent in, others for drafts."""
    if not page.may("claim.view"):
        return []
    names = {partner.code: partner.name for partner in page.structure.partners}
    check = page.may("claim.check")

    def tell(row: Row) -> tuple[str, str, date]:
        words = _("Check the costs of %(name)s") if check else _("Send in the costs of %(name)s")
        url = page.url("money:claim-part", row.ident, row.name)
        return words % {"name": names[row.name]}, url, row.day + SEND_WITHIN

    rows = PartnerClaim.objects.filter(
        claim__programme=page.programme, claim__state="open", claim__last_day__lt=page.day
    )
    if check:
        rows = rows.filter(state="submitted")
    else:
        rows = access.visible(page.request.user, "claim.prepare", rows.filter(state="draft"))
    return [Queue(rows, "claim__number", "partner__code", "claim__last_day", tell)]
