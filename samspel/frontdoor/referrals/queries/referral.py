"""Referrals as pages read them: lists, and one referral with its history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samspel.core import access, clock
from samspel.core.programmes.models import Area, Partner, Programme
from samspel.frontdoor.models import Asker, Need, Pick, Referral, ReferralStep
from samspel.frontdoor.needs.policy import AskerAction
from samspel.frontdoor.offers.labels import KINDS
from samspel.frontdoor.referrals.labels import OUTCOMES, REASONS, STATES, STEPS, State
from samspel.frontdoor.referrals.services.support import Filled, filled, may_record
from samspel.frontdoor.referrals.states import KNOWN_TO_ACTOR, Step


@dataclass(frozen=True)
class Line:
    """A referral in a list. `days_late` is above zero when it is overdue."""

    pk: int
    number: str
    title: str
    kind: str
    who: str
    state: State
    due_on: date | None
    days_late: int
    asked_on: date
    area: Area | None
    home: Partner | None
    partner: Partner | None
    example: bool


@dataclass(frozen=True)
class Told:
    """A step in the history. `support` is what may be recorded of it; `gives` whether the reader could, were the
    organisation known."""

    step: ReferralStep
    words: str
    detail: str
    support: Filled | None
    gives: bool


def lines(rows: Iterable[Referral]) -> list[Line]:
    """Referrals as a list shows them. They come with offer, organisation, need, area, home and partner."""
    today = clock.today()
    return [
        Line(
            row.pk, f"{row.need.number}.{row.number}", title_of(row), kind_of(row), who_of(row), STATES[row.state],
            row.due_on, max((today - row.due_on).days, 0) if row.due_on else 0, localdate(row.made_at), row.area,
            row.home, row.partner, row.example,
        )
        for row in rows
    ]  # fmt: skip


def with_all(rows: QuerySet[Referral]) -> QuerySet[Referral]:
    """The referrals with everything that lists show."""
    return rows.select_related("need", "offer", "organisation", "area", "home", "partner", "programme")


def asked(rows: QuerySet[Referral]) -> QuerySet[Referral]:
    """Without what was only ever suggested to the asker: nobody has been asked then."""
    return rows.filter(Exists(ReferralStep.objects.filter(referral=OuterRef("pk"), kind=Step.REQUEST)))


def title_of(referral: Referral) -> str:
    """The offer's title; else what is asked for instead."""
    if referral.offer is not None:
        return str(referral.offer.title)
    return _("Talk to a person") if referral.organisation_id is None else _("A request without an offer")


def kind_of(referral: Referral) -> str:
    """The kind of help asked for."""
    return str(KINDS[referral.offer.kind]) if referral.offer is not None else ""


def who_of(referral: Referral) -> str:
    """Who is to help."""
    if referral.organisation is not None:
        return referral.organisation.name
    return str(referral.partner.name) if referral.partner is not None else ""


def of_need(need: Need) -> list[Line]:
    """The need's referrals, oldest first; also for the asker's own page."""
    return lines(with_all(need.referrals.all()).order_by("number"))


def desk(programme: Programme, organisations: Sequence[int]) -> dict[str, list[Line]]:
    """An actor's requests: to answer, under way, and the last fifty that have ended."""
    rows = with_all(asked(Referral.objects.filter(programme=programme, organisation__in=organisations)))
    return {
        "to_answer": lines(rows.filter(state="requested").order_by("due_on", "pk")),
        "under_way": lines(rows.filter(state__in=("accepted", "met")).order_by("due_on", "pk")),
        "ended": lines(rows.filter(state__in=("done", "declined", "forwarded", "withdrawn")).order_by("-pk")[:50]),
    }


def history(person: Any, referral: Referral) -> list[Told]:
    """The steps taken, oldest first, with the support that came or may come of each."""
    steps = referral.steps.select_related("person", "support", "programme").order_by("pk")
    found = []
    for step in steps:
        step.referral = referral
        found.append(Told(step, str(STEPS[step.kind]), _detail(step), *_support(person, step)))
    return found


def asker_of(person: Any, referral: Referral) -> Asker | None:
    """Who asked, for those who may know: officers of the need's region and the receiving one, and the actor when it
    has said that it will help. None otherwise, or where it has been erased."""
    if not may_see_asker(person, referral):
        return None
    return Asker.objects.filter(need=referral.need_id).first()


def may_see_asker(person: Any, referral: Referral) -> bool:
    """Whether the person may know who asked."""
    regions = [
        Referral(programme=referral.programme, partner=partner)
        for partner in (referral.partner, referral.home)
        if partner
    ]
    if any(access.can(person, AskerAction.VIEW, region) for region in regions):
        return True
    return referral.state in KNOWN_TO_ACTOR and access.can(person, AskerAction.VIEW, referral)


def picked(referral: Referral) -> Pick | None:
    """How the offer matched when it was picked; None where it was not picked from a list."""
    if referral.offer_id is None:
        return None
    return Pick.objects.filter(need=referral.need_id, offer=referral.offer_id).first()


def _detail(step: ReferralStep) -> str:
    if step.kind == "declined":
        return str(REASONS[step.reason])
    if step.kind == "done":
        return str(OUTCOMES[step.outcome])
    if step.kind == "reminded":
        return _("To the region's officer: overdue") if step.note == "officer" else _("To whoever is to act")
    return ""


def _support(person: Any, step: ReferralStep) -> tuple[Filled | None, bool]:
    if step.support_id is not None or not may_record(person, step):
        return None, False
    return filled(person, step), step.kind in ("accepted", "met", "done")
