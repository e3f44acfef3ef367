"""What waits in the money room, for the work list."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from samspel.kernel import access
from samspel.money.models import (
    AidDeclaration,
    AidRequest,
    Application,
    Assessment,
    Impartiality,
    PartnerClaim,
    Proposal,
)
from samspel.programme.page import Link, Page
from samspel.programme.worklist import Queue, Row

SEND_WITHIN = timedelta(days=30)  # after the period's end
ANSWER_WITHIN = timedelta(days=5)  # an enterprise should not wait longer for a word

COMPLETE_WITHIN, SCORE_WITHIN, DECIDE_WITHIN = timedelta(days=14), timedelta(days=30), timedelta(days=60)


def waiting(page: Page) -> list[Queue]:
    """Parts of claims to send in or to check when their period has ended, declarations and supports to decide on, and
    applications for co-financing on their way."""
    return [*_parts(page), *_aid(page), *_applications(page)]


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


def _applications(page: Page) -> list[Queue]:
    """Applications to complete, check, score and decide on: none that the reader has an interest in."""
    reader = page.request.user
    own = Q(made_by_id=reader.pk) | Q(submitted_by_id=reader.pk) | Q(pk__in=_conflicts(reader.pk))

    def queue(action: str, state: str, words: str, within: timedelta, but: Q) -> Queue:
        def tell(row: Row) -> tuple[str, str, date]:
            return words % {"name": row.name}, page.url("money:application", row.ident), row.day + within

        rows = Application.objects.filter(programme=page.programme, state=state).exclude(but)
        return Queue(access.visible(reader, action, rows), "pk", "title", "submitted_at__date", tell)

    scored = Q(pk__in=Assessment.objects.filter(assessor_id=reader.pk).values("application"))
    proposed = Q(pk__in=Proposal.objects.filter(made_by_id=reader.pk).values("application"))
    asked = _("Complete the application %(name)s")
    return [
        queue("funding.apply", "returned", asked, COMPLETE_WITHIN, Q(pk__in=[])),
        queue("funding.handle", "submitted", _("Check the application %(name)s"), COMPLETE_WITHIN, own),
        queue("funding.assess", "assessing", _("Score the application %(name)s"), SCORE_WITHIN, own | scored),
        queue("funding.assess", "proposed", _("Record the decision on %(name)s"), DECIDE_WITHIN, own | proposed),
    ]


def _conflicts(person: int | None) -> QuerySet[Any, Any]:
    return Impartiality.objects.filter(person_id=person, conflict=True).values("application")
