"""Moving a referral: the one place where its state changes and a step is written."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import holidays
from django.db.models import Max
from django.utils.translation import gettext as _

from samspel.core import audit, clock
from samspel.core.programmes.models import Area, Partner
from samspel.frontdoor.models import Need, Offer, Referral, ReferralStep
from samspel.frontdoor.offers.rules.errors import FrontdoorError
from samspel.frontdoor.referrals.labels import STATES
from samspel.frontdoor.referrals.states import ANSWERS, Step, after, due_on

FREE_DAYS = holidays.Sweden(include_sundays=False)


@dataclass(frozen=True)
class Told:
    """What is said with a step: the day it happened (today where None), a reason, an outcome, a note."""

    on: date | None = None
    reason: str = ""
    outcome: str = ""
    note: str = ""


@dataclass(frozen=True)
class To:
    """Where a need is sent: an offer, an actor without an offer, or a region's officer."""

    offer: Offer | None = None
    organisation: Any = None
    partner: Partner | None = None


def locked(referral: Referral) -> Referral:
    """The referral as it is now, held until the transaction ends."""
    rows = Referral.objects.select_for_update(of=("self",))
    return rows.select_related("need", "programme", "offer", "organisation", "partner", "home", "area").get(
        pk=referral.pk
    )


def locked_need(need: Need) -> Need:
    """The need as it is now, held. FrontdoorError where it is not open."""
    found = Need.objects.select_for_update(of=("self",)).select_related("programme", "partner").get(pk=need.pk)
    if found.state != "open":
        raise FrontdoorError(_("The need is not open, so it cannot be sent on."))
    return found


def move(found: Referral, step: Step, actor: Any, told: Told | None = None) -> ReferralStep:
    """Take the step with a referral that is held. FrontdoorError where somebody else was first."""
    told = told or Told()
    state = after(found.state, step)
    if state is None:
        told_state = str(STATES[found.state].words)
        raise FrontdoorError(
            _("It cannot be done: somebody has changed the request, and it now reads “%(state)s”.")
            % {"state": told_state}
        )
    day = told.on or clock.today()
    found.state, found.due_on, found.reminded_on = state, due_on(state, day, FREE_DAYS), None
    found.save(update_fields=["state", "due_on", "reminded_on"])
    return write_step(found, step.value, actor, told)


def begin(need: Need, to: To, step: Step, actor: Any, note: str = "", origin: Referral | None = None) -> Referral:
    """A new referral of a need that is held, with its first step. FrontdoorError where there is a live one already."""
    if live(need, to) is not None:
        raise FrontdoorError(_("The need is already sent there."))
    last = Referral.objects.filter(need=need).aggregate(last=Max("number"))["last"] or 0
    organisation = to.offer.organisation if to.offer else to.organisation
    made = Referral(
        programme=need.programme, need=need, number=last + 1, offer=to.offer, organisation=organisation,
        partner=to.partner or region_of(need, organisation), home=need.partner, area=area_of(need, to.offer),
        state="", forwarded_from=origin, made_at=clock.now(), example=need.example,
    )  # fmt: skip
    made.state = str(after("", step))
    made.due_on = due_on(made.state, clock.today(), FREE_DAYS)
    made.save(force_insert=True)
    write_step(made, step.value, actor, Told(note=note))
    return made


def write_step(found: Referral, kind: str, actor: Any, told: Told) -> ReferralStep:
    """Write down a step and its audit event."""
    day = told.on or clock.today()
    person = actor if getattr(actor, "pk", None) else None
    made = ReferralStep.objects.create(
        referral=found, programme_id=found.programme_id, kind=kind, recorded_at=clock.now(), occurred_on=day,
        person=person, reason=told.reason, outcome=told.outcome, note=told.note.strip()[:1000], due_on=found.due_on,
        days=_days(found, day) if kind in ANSWERS else None,
    )  # fmt: skip
    changes = {"need": found.need_id, "number": found.number, "state": found.state, "reason": told.reason,
               "outcome": told.outcome}  # fmt: skip
    audit.write(person, f"referral.{kind}", found, changes={name: value for name, value in changes.items() if value})
    return made


def live(need: Need, to: To) -> Referral | None:
    """The need's referral to the same offer, actor or region that has not ended without help."""
    rows = Referral.objects.filter(need=need, offer=to.offer)
    if to.offer is None:
        rows = rows.filter(organisation=to.organisation)
        rows = rows.filter(partner=to.partner) if to.organisation is None else rows
    return rows.exclude(state__in=("declined", "forwarded", "withdrawn")).first()


def region_of(need: Need, organisation: Any) -> Partner | None:
    """The region that an actor belongs to by its municipality; else the need's own, else the one that leads."""
    partners = Partner.objects.filter(programme_id=need.programme_id)
    if organisation is not None and organisation.municipality_id:
        found = partners.filter(municipalities=organisation.municipality_id).first()
        if found is not None:
            return found
    return need.partner or partners.filter(role="lead").first() or partners.first()


def area_of(need: Need, offer: Offer | None) -> Area | None:
    """The area it counts in: the first that need and offer share, else the need's first, else the offer's."""
    needed = list(need.areas.all())
    offered = list(offer.areas.all()) if offer else []
    shared = [area for area in needed if area in offered]
    return next(iter([*shared, *needed, *offered]), None)


def _days(found: Referral, day: date) -> int:
    """Days from the request."""
    asked = found.steps.filter(kind="requested").values_list("occurred_on", flat=True).first()
    return max((day - asked).days, 0) if asked else 0
