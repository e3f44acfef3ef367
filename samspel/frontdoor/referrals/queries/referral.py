"""Referrals: the rows of lists, one referral, and who asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samspel.actors.models import Organisation
from samspel.code_lists.offer_kinds import KINDS
from samspel.core import access, clock
from samspel.core.access import Reach
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Area, Partner, Programme
from samspel.frontdoor.models import Asker, Need, Pick, Referral, ReferralStep
from samspel.frontdoor.referrals.labels import STATES, StateLabel
from samspel.frontdoor.referrals.policy import DeskAction, ReferralAction, may_see_asker
from samspel.frontdoor.referrals.states import ReferralStepKind


@dataclass(frozen=True)
class ReferralRow:
    """A referral in a list. `days_late` is above zero when it is overdue."""

    pk: int
    number: str
    title: str
    kind: str
    who: str
    state: StateLabel
    due_on: date | None
    days_late: int
    asked_on: date
    area: Area | None
    home: Partner | None
    partner: Partner | None
    example: bool


def referral_rows(rows: Iterable[Referral]) -> list[ReferralRow]:
    """Referrals as a list shows them. They come with offer, organisation, need, area, home and partner."""
    today = clock.today()
    return [
        ReferralRow(
            row.pk, f"{row.need.number}.{row.number}", referral_title(row), referral_kind(row),
            referral_helper(row), STATES[row.state],
            row.due_on, max((today - row.due_on).days, 0) if row.due_on else 0, localdate(row.made_at), row.area,
            row.home, row.partner, row.example,
        )
        for row in rows
    ]  # fmt: skip


def referrals_with_columns(rows: QuerySet[Referral]) -> QuerySet[Referral]:
    """The referrals with everything that lists show."""
    return rows.select_related("need", "offer", "organisation", "area", "home", "partner", "programme")


def requested_referrals(rows: QuerySet[Referral]) -> QuerySet[Referral]:
    """Without what was only ever suggested to the asker: nobody has been asked then."""
    return rows.filter(Exists(ReferralStep.objects.filter(referral=OuterRef("pk"), kind=ReferralStepKind.REQUEST)))


def referral_title(referral: Referral) -> str:
    """The offer's title; else what is asked for instead."""
    if referral.offer is not None:
        return str(referral.offer.title)
    return _("Talk to a person") if referral.organisation_id is None else _("A request without an offer")


def referral_kind(referral: Referral) -> str:
    """The kind of help asked for."""
    return str(KINDS[referral.offer.kind]) if referral.offer is not None else ""


def referral_helper(referral: Referral) -> str:
    """Who is to help."""
    if referral.organisation is not None:
        return referral.organisation.name
    return str(referral.partner.name) if referral.partner is not None else ""


def referrals_of_need(need: Need) -> list[ReferralRow]:
    """The need's referrals, oldest first; also for the asker's own page."""
    return referral_rows(referrals_with_columns(need.referrals.all()).order_by("number"))


def desk_referrals(programme: Programme, organisations: Sequence[int]) -> dict[str, list[ReferralRow]]:
    """An actor's requests: to answer, under way, and the last fifty that have ended."""
    rows = referrals_with_columns(
        requested_referrals(Referral.objects.filter(programme=programme, organisation__in=organisations))
    )
    return {
        "to_answer": referral_rows(rows.filter(state="requested").order_by("due_on", "pk")),
        "under_way": referral_rows(rows.filter(state__in=("accepted", "met")).order_by("due_on", "pk")),
        "ended": referral_rows(
            rows.filter(state__in=("done", "declined", "forwarded", "withdrawn")).order_by("-pk")[:50]
        ),
    }


def asker_of_referral(person: Any, referral: Referral) -> Asker | None:
    """Who asked, for those who may know: officers of the need's region and the receiving one, and the actor when it
    has said that it will help. None otherwise, or where it has been erased."""
    if not may_see_asker(person, referral):
        return None
    return Asker.objects.filter(need=referral.need_id).first()


def pick_of_referral(referral: Referral) -> Pick | None:
    """How the offer matched when it was picked; None where it was not picked from a list."""
    if referral.offer_id is None:
        return None
    return Pick.objects.filter(need=referral.need_id, offer=referral.offer_id).first()


def desk_organisations(context: ReadContext) -> list[Organisation]:
    """The organisations whose desk the reader has in the programme."""
    own = [
        grant.value
        for grant in access.grants(context.reader, DeskAction.VIEW)
        if grant.programme_id == context.programme.pk and grant.key == Reach.ORGANISATION
    ]
    return list(Organisation.objects.filter(pk__in=own))


def referral_by_id(context: ReadContext, pk: int) -> Referral | None:
    """The programme's referral with the id, where the reader may see it. An actor sees only what it has been asked."""
    rows = Referral.objects.filter(programme=context.programme, pk=pk)
    rows = access.visible(context.reader, ReferralAction.VIEW, rows)
    if not context.may(ReferralAction.VIEW):
        rows = requested_referrals(rows)
    return (
        referrals_with_columns(rows)
        .select_related(
            "need__municipality", "need__partner", "need__organisation", "forwarded_from__need", "organisation", "offer"
        )
        .first()
    )


def referrals_forwarded(referral: Referral) -> list[Referral]:
    """The referrals that the request was sent on as."""
    return list(referral.forwarded_to.all())


def step_of_referral(referral: Referral, pk: int) -> ReferralStep | None:
    """The referral's step with the id, and its support."""
    found = ReferralStep.objects.filter(referral=referral, pk=pk).select_related("support").first()
    if found is not None:
        found.referral = referral
    return found
