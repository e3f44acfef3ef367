"""The words of referrals in both languages: states, steps, reasons, outcomes."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samspel.core.bilingual import Words


@dataclass(frozen=True)
class StateLabel:
    """A state in words; `tone` is that of the badge: 'good', 'bad' or none."""

    words: Words
    tone: str = ""


STATES = {
    "suggested": StateLabel(_("Suggested")),
    "requested": StateLabel(_("Waiting for an answer")),
    "accepted": StateLabel(pgettext_lazy("state of a referral", "Accepted"), "good"),
    "declined": StateLabel(_("Declined"), "bad"),
    "forwarded": StateLabel(pgettext_lazy("state of a referral", "Forwarded")),
    "met": StateLabel(_("Have met"), "good"),
    "done": StateLabel(pgettext_lazy("state of a referral", "Ended"), "good"),
    "withdrawn": StateLabel(pgettext_lazy("state of a referral", "Withdrawn")),
}
STEPS = {
    "suggested": _("The offer was suggested"),
    "requested": _("The request was sent"),
    "accepted": _("Yes: will help"),
    "declined": _("No"),
    "forwarded": pgettext_lazy("step of a referral", "Forwarded"),
    "met": _("The parties met"),
    "done": pgettext_lazy("step of a referral", "Ended"),
    "withdrawn": pgettext_lazy("step of a referral", "Withdrawn"),
    "reminded": _("Reminder"),
}
REASONS = {
    "no_capacity": _("No time or room"),
    "outside_competence": _("Outside what the actor knows"),
    "too_early": _("Too early"),
    "too_late": _("Too late"),
    "wrong_size": _("The wrong size of enterprise"),
    "other_region": _("Belongs to another region"),
    "no_contact": _("Cannot reach who asked"),
    "helped_elsewhere": _("Has been helped elsewhere"),
    "other": _("Other"),
}
OUTCOMES = {
    "helped": _("Was helped"),
    "partly": _("Was partly helped"),
    "not_helped": _("Was not helped"),
    "referred_on": _("Was referred on"),
}

NEEDS = "needs"

QUEUE_NAMES: dict[str, Any] = {
    "answer": _("Waiting for an answer"),
    "overdue": _("Overdue"),
    "person": _("Talk to a person"),
    NEEDS: _("Sent to nobody"),
    "going": _("Under way"),
    "elsewhere": _("In other regions"),
    "ended": _("Ended"),
}

QUEUE_NOTES: dict[str, Any] = {
    "answer": _("Actors in the region have been asked and have not answered yet."),
    "overdue": _("The last day has passed. Get in touch, or send it on to somebody else."),
    "person": _("They have asked to talk to somebody at the region."),
    NEEDS: _("Open needs that nobody is asked about now. Suggest an offer, or get in touch."),
    "going": _("Somebody has said yes. Here you see if they have met and what comes of it."),
    "elsewhere": _("For information: needs from the region that are handled in another."),
    "ended": _("Declined, sent on, taken back or done."),
}
