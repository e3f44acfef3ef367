"""Offers to confirm, for the work list."""

from datetime import date

from django.utils.translation import gettext as _

from samspel.core import clock
from samspel.core.programmes.context import ReadContext
from samspel.frontdoor.offers.policy import may_record_offers
from samspel.frontdoor.offers.queries.offers import offers_to_confirm
from samspel.frontdoor.offers.rules.offer import TRUE_FOR
from samspel.web.worklist import Queue, WaitingRow


def offer_work_list(context: ReadContext) -> list[Queue]:
    """Offers to confirm, for those who answer for them: on the day they had stood for a year."""
    if not may_record_offers(context):
        return []

    def tell(row: WaitingRow) -> tuple[str, str, date]:
        words = _("Is the offer “%(title)s” still true?") % {"title": row.name}
        return words, context.url("frontdoor:offer", row.ident), row.day + TRUE_FOR

    rows = offers_to_confirm(context.reader, context.programme.pk, clock.today())
    return [Queue(rows, "code", "title_sv", "confirmed_on", tell)]
