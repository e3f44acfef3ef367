"""What waits of referrals, for the work list: to answer, to meet, to say what came of it, and needs sent to nobody."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from samspel.core import access
from samspel.core.programmes.context import ReadContext
from samspel.frontdoor.models import Need, Referral
from samspel.frontdoor.referrals.policy import DeskAction, ReferralAction, RegionAction
from samspel.frontdoor.referrals.states import LIVE
from samspel.ui.components import Link
from samspel.web.worklist import Queue, WaitingRow


def referral_work_list(context: ReadContext) -> list[Queue]:
    """An actor's own requests; an officer's: those of the own region, what is overdue there or comes from there, and
    open needs that nobody has been asked about."""
    reader = context.reader
    if not getattr(reader, "is_authenticated", False):
        return []
    return [*_own(context, reader), *_region(context, reader)]


def organisation_links(context: ReadContext, organisation: Any) -> list[Link]:
    """The way from an organisation's page to the requests it has had: its own desk, or the officers' queue."""
    if not context.may(ReferralAction.VIEW, Referral(programme=context.programme, organisation=organisation)):
        return []
    if not Referral.objects.filter(programme=context.programme, organisation=organisation).exists():
        return []
    if context.may(ReferralAction.VIEW):
        return [Link(_("Requests it has had"), context.url("frontdoor:referrals", of=organisation.pk))]
    return [Link(_("Your desk"), context.url("frontdoor:desk"))]


def _own(context: ReadContext, reader: Any) -> list[Queue]:
    mine = access.own(reader, DeskAction.VIEW, context.programme.pk)
    if not mine:
        return []
    rows = Referral.objects.filter(programme=context.programme, organisation__in=mine)
    return _queues(context, rows, ("requested", "accepted", "met"))


def _region(context: ReadContext, reader: Any) -> list[Queue]:
    """Of the regions the reader answers for: what has no actor, and what is overdue."""
    partners = access.own(reader, RegionAction.ATTEND, context.programme.pk)
    if not partners:
        return []
    rows = Referral.objects.filter(programme=context.programme)
    own = rows.filter(partner__in=partners, organisation=None)
    late = rows.filter(
        Q(partner__in=partners) | Q(home__in=partners), organisation__isnull=False, due_on__lt=context.as_of
    )

    def overdue(row: WaitingRow) -> tuple[str, str, date]:
        return (
            _("Overdue: request %(number)s") % {"number": row.name},
            context.url("frontdoor:referral", row.ident),
            row.day,
        )

    def unsent(row: WaitingRow) -> tuple[str, str, date]:
        url = context.url("frontdoor:referral-need", row.ident)
        return _("Find help for need %(number)s") % {"number": row.name}, url, row.day

    alive = Referral.objects.filter(need=OuterRef("pk"), state__in=(*LIVE, "done"))
    needs = Need.objects.filter(programme=context.programme, partner__in=partners, state="open").exclude(Exists(alive))
    return [
        *_queues(context, own, ("requested", "accepted", "met")),
        Queue(late.filter(state__in=LIVE), "pk", "need__number", "due_on", overdue),
        Queue(needs, "pk", "number", "occurred_on", unsent),
    ]


def _queues(context: ReadContext, rows: QuerySet[Referral], states: tuple[str, ...]) -> list[Queue]:
    words = {
        "requested": _("Answer request %(number)s"),
        "accepted": _("Meet about request %(number)s"),
        "met": _("Say what came of request %(number)s"),
    }

    def queue(state: str) -> Queue:
        def tell(row: WaitingRow) -> tuple[str, str, date]:
            return words[state] % {"number": row.name}, context.url("frontdoor:referral", row.ident), row.day

        return Queue(rows.filter(state=state), "pk", "need__number", "due_on", tell)

    return [queue(state) for state in states]
