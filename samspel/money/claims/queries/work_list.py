"""Parts of claims that wait to be sent in or checked."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from samspel.core import access
from samspel.core.programmes.context import ReadContext
from samspel.money.claims.policy import ClaimAction
from samspel.money.models import (
    PartnerClaim,
)
from samspel.web.worklist import Queue, WaitingRow

SEND_WITHIN = timedelta(days=30)  # after the period's end


def parts_waiting(context: ReadContext) -> list[Queue]:
    """Parts of open claims whose period has ended: who may check them waits for what is sent in, others for drafts."""
    if not context.may(ClaimAction.VIEW):
        return []
    names = {partner.code: partner.name for partner in context.structure.partners}
    check = context.may(ClaimAction.CHECK)

    def tell(row: WaitingRow) -> tuple[str, str, date]:
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
