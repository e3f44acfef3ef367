"""The words of referrals in both languages: states, steps, reasons, outcomes."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from samspel.core.figures import Text


@dataclass(frozen=True)
class StateLabel:
    """A state in words; `tone` is that of the badge: 'good', 'bad' or none."""

    words: Text
    tone: str = ""


STATES = {
    "suggested": StateLabel(Text("Föreslagen", "Suggested")),
    "requested": StateLabel(Text("Väntar på svar", "Waiting for an answer")),
    "accepted": StateLabel(Text("Antagen", "Accepted"), "good"),
    "declined": StateLabel(Text("Avböjd", "Declined"), "bad"),
    "forwarded": StateLabel(Text("Skickad vidare", "Forwarded")),
    "met": StateLabel(Text("Har träffats", "Have met"), "good"),
    "done": StateLabel(Text("Avslutad", "Ended"), "good"),
    "withdrawn": StateLabel(Text("Återtagen", "Withdrawn")),
}
STEPS = {
    "suggested": Text("Erbjudandet föreslogs", "The offer was suggested"),
    "requested": Text("Förfrågan skickades", "The request was sent"),
    "accepted": Text("Ja: vill hjälpa till", "Yes: will help"),
    "declined": Text("Nej", "No"),
    "forwarded": Text("Skickades vidare", "Forwarded"),
    "met": Text("Parterna träffades", "The parties met"),
    "done": Text("Avslutades", "Ended"),
    "withdrawn": Text("Återtogs", "Withdrawn"),
    "reminded": Text("Påminnelse", "Reminder"),
}
REASONS = {
    "no_capacity": Text("Har inte tid eller plats", "No time or room"),
    "outside_competence": Text("Utanför det aktören kan", "Outside what the actor knows"),
    "too_early": Text("För tidigt", "Too early"),
    "too_late": Text("För sent", "Too late"),
    "wrong_size": Text("Fel storlek på företaget", "The wrong size of enterprise"),
    "other_region": Text("Hör till en annan region", "Belongs to another region"),
    "no_contact": Text("Får inte tag i den som frågade", "Cannot reach who asked"),
    "helped_elsewhere": Text("Har fått hjälp på annat håll", "Has been helped elsewhere"),
    "other": Text("Annat", "Other"),
}
OUTCOMES = {
    "helped": Text("Fick hjälp", "Was helped"),
    "partly": Text("Fick delvis hjälp", "Was partly helped"),
    "not_helped": Text("Fick ingen hjälp", "Was not helped"),
    "referred_on": Text("Hänvisades vidare", "Was referred on"),
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
