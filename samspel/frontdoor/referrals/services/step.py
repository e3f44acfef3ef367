"""The one place where the state of a referral changes and a step is written."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from samspel.core import audit, clock
from samspel.core.programmes.rule_set import free_days_of
from samspel.frontdoor.models import Need, Referral, ReferralStep
from samspel.frontdoor.offers.rules.errors import FrontdoorError
from samspel.frontdoor.referrals.labels import STATES
from samspel.frontdoor.referrals.queries.target import ReferralTarget, counted_area, live_referral, receiving_region
from samspel.frontdoor.referrals.states import ANSWERS, ReferralStepKind, due_on, state_after


@dataclass(frozen=True)
class StepData:
    """What is said with a step: the day it happened (today where None), a reason, an outcome, a note."""

    on: date | None = None
    reason: str = ""
    outcome: str = ""
    note: str = ""


def referral_lock(*, referral: Referral) -> Referral:
    """The referral as it is now, held until the transaction ends."""
    rows = Referral.objects.select_for_update(of=("self",))
    return rows.select_related("need", "programme", "offer", "organisation", "partner", "home", "area").get(
        pk=referral.pk
    )


def need_lock(*, need: Need) -> Need:
    """The need as it is now, held. FrontdoorError where it is not open."""
    found = Need.objects.select_for_update(of=("self",)).select_related("programme", "partner").get(pk=need.pk)
    if found.state != "open":
        raise FrontdoorError(_("The need is not open, so it cannot be sent on."))
    return found


def referral_move(
    *, referral: Referral, step: ReferralStepKind, actor: Any, details: StepData | None = None
) -> ReferralStep:
    """Take the step with a referral that is held. FrontdoorError where somebody else was first."""
    details = details or StepData()
    state = state_after(referral.state, step)
    if state is None:
        raise FrontdoorError(
            _("It cannot be done: somebody has changed the request, and it now reads “%(state)s”.")
            % {"state": str(STATES[referral.state].words)}
        )
    day = details.on or clock.today()
    free = free_days_of(referral.programme, day)
    referral.state, referral.due_on, referral.reminded_on = state, due_on(state, day, free), None
    referral.save(update_fields=["state", "due_on", "reminded_on"])
    return step_write(referral=referral, kind=step.value, actor=actor, details=details)


def referral_begin(
    *,
    need: Need,
    to: ReferralTarget,
    step: ReferralStepKind,
    actor: Any,
    note: str = "",
    origin: Referral | None = None,
) -> Referral:
    """A new referral of a need that is held, with its first step. FrontdoorError where there is a live one already."""
    if live_referral(need, to) is not None:
        raise FrontdoorError(_("The need is already sent there."))
    last = Referral.objects.filter(need=need).aggregate(last=Max("number"))["last"] or 0
    organisation = to.offer.organisation if to.offer else to.organisation
    made = Referral(
        programme=need.programme, need=need, number=last + 1, offer=to.offer, organisation=organisation,
        partner=to.partner or receiving_region(need, organisation), home=need.partner,
        area=counted_area(need, to.offer),
        state="", forwarded_from=origin, made_at=clock.now(), example=need.example,
    )  # fmt: skip
    made.state = str(state_after("", step))
    today = clock.today()
    made.due_on = due_on(made.state, today, free_days_of(need.programme, today))
    made.save(force_insert=True)
    step_write(referral=made, kind=step.value, actor=actor, details=StepData(note=note))
    return made


def step_write(*, referral: Referral, kind: str, actor: Any, details: StepData) -> ReferralStep:
    """Write down a step and its audit event."""
    day = details.on or clock.today()
    person = actor if getattr(actor, "pk", None) else None
    made = ReferralStep.objects.create(
        referral=referral, programme_id=referral.programme_id, kind=kind, recorded_at=clock.now(), occurred_on=day,
        person=person, reason=details.reason, outcome=details.outcome, note=details.note.strip()[:1000],
        due_on=referral.due_on,
        days=_days(referral, day) if kind in ANSWERS else None,
    )  # fmt: skip
    changes = {"need": referral.need_id, "number": referral.number, "state": referral.state, "reason": details.reason,
               "outcome": details.outcome}  # fmt: skip
    audit.write(person, f"referral.{kind}", referral, changes={name: value for name, value in changes.items() if value})
    return made


def _days(referral: Referral, day: date) -> int:
    """Days from the request."""
    asked = referral.steps.filter(kind="requested").values_list("occurred_on", flat=True).first()
    return max((day - asked).days, 0) if asked else 0
