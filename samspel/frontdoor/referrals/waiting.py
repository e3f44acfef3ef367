"""What waits of referrals, for the work list: to answer, to meet, to say what came of it, and needs sent to nobody."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from samspel.frontdoor.models import Need, Referral
from samspel.frontdoor.referrals.stages import LIVE
from samspel.kernel import access
from samspel.kernel.access import Role
from samspel.programme.page import Link, Page
from samspel.programme.worklist import Queue, Row


def waiting(page: Page) -> list[Queue]:
    """An actor's own requests; an officer's: those of the own region, what is overdue there or comes from there, and
    open needs that nobody has been asked about."""
    reader = page.request.user
    if not getattr(reader, "is_authenticated", False):
        return []
    return [*_own(page, reader), *_region(page, reader)]


def from_organisation(page: Page, organisation: Any) -> list[Link]:
    """The way from an organisation's page to the requests it has had: its own desk, or the officers' queue."""
    if not page.may("referral.view", Referral(programme=page.programme, organisation=organisation)):
        return []
    if not Referral.objects.filter(programme=page.programme, organisation=organisation).exists():
        return []
    if page.may("referral.view"):
        return [Link(_("Requests it has had"), page.url("frontdoor:referrals", of=organisation.pk))]
    return [Link(_("Your desk"), page.url("frontdoor:desk"))]


def _own(page: Page, reader: Any) -> list[Queue]:
    mine = [m.organisation_id for m in access.memberships(reader) if m.programme_id == page.programme.pk
            and m.role == Role.ACTOR]  # fmt: skip
    if not mine:
        return []
    rows = Referral.objects.filter(programme=page.programme, organisation__in=mine)
    return _queues(page, rows, ("requested", "accepted", "met"))


def _region(page: Page, reader: Any) -> list[Queue]:
    """Of the regions the reader answers for: what has no actor, and what is overdue."""
    partners = [m.partner_id for m in access.memberships(reader) if m.programme_id == page.programme.pk
                and m.role == Role.OFFICER]  # fmt: skip
    if not partners:
        return []
    rows = Referral.objects.filter(programme=page.programme)
    own = rows.filter(partner__in=partners, organisation=None)
    late = rows.filter(Q(partner__in=partners) | Q(home__in=partners), organisation__isnull=False, due_on__lt=page.day)

    def overdue(row: Row) -> tuple[str, str, date]:
        return (
            _("Overdue: request %(number)s") % {"number": row.name},
            page.url("frontdoor:referral", row.ident),
            row.day,
        )

    def unsent(row: Row) -> tuple[str, str, date]:
        url = page.url("frontdoor:referral-need", row.ident)
        return _("Find help for need %(number)s") % {"number": row.name}, url, row.day

    alive = Referral.objects.filter(need=OuterRef("pk"), state__in=(*LIVE, "done"))
    needs = Need.objects.filter(programme=page.programme, partner__in=partners, state="open").exclude(Exists(alive))
    return [
        *_queues(page, own, ("requested", "accepted", "met")),
        Queue(late.filter(state__in=LIVE), "pk", "need__number", "due_on", overdue),
        Queue(needs, "pk", "number", "occurred_on", unsent),
    ]


def _queues(page: Page, rows: QuerySet[Referral], states: tuple[str, ...]) -> list[Queue]:
    words = {
        "requested": _("Answer request %(number)s"),
        "accepted": _("Meet about request %(number)s"),
        "met": _("Say what came of request %(number)s"),
    }

    def queue(state: str) -> Queue:
        def tell(row: Row) -> tuple[str, str, date]:
            return words[state] % {"number": row.name}, page.url("frontdoor:referral", row.ident), row.day

        return Queue(rows.filter(state=state), "pk", "need__number", "due_on", tell)

    return [queue(state) for state in states]
