"""The words of referrals in both languages: states, steps, reasons, outcomes."""

from dataclasses import dataclass

from samspel.core.figures import Text


@dataclass(frozen=True)
class State:
    """A state in words; `tone` is that of the badge: 'good', 'bad' or none."""

    words: Text
    tone: str = ""


STATES = {
    "suggested": State(Text("Föreslagen", "Suggested")),
    "requested": State(Text("Väntar på svar", "Waiting for an answer")),
    "accepted": State(Text("Antagen", "Accepted"), "good"),
    "declined": State(Text("Avböjd", "Declined"), "bad"),
    "forwarded": State(Text("Skickad vidare", "Forwarded")),
    "met": State(Text("Har träffats", "Have met"), "good"),
    "done": State(Text("Avslutad", "Ended"), "good"),
    "withdrawn": State(Text("Återtagen", "Withdrawn")),
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
