"""Reminders: every night, whoever lets a referral lie is told, and then the region's officer."""

from datetime import date

from django.db import transaction

from samspel.core.programmes.models import Programme
from samspel.core.programmes.rule_set import free_days_of
from samspel.frontdoor.models import Referral
from samspel.frontdoor.referrals.notifications import mail
from samspel.frontdoor.referrals.services.step import StepData, referral_lock, step_write
from samspel.frontdoor.referrals.states import LIVE, Reminder, reminder_due, span_of_reminders


def referral_reminders_send(*, today: date) -> int:
    """Remind of every live referral whose time runs out or has; returns how many. Run by `samspel tidy`; a second run
    on the same day reminds nobody again."""
    rows: list[Referral] = []
    for programme in Programme.objects.order_by("pk"):
        span = span_of_reminders(today, free_days_of(programme, today))
        rows += Referral.objects.filter(programme=programme, state__in=LIVE, due_on__range=span)
    return sum(referral_remind(referral=referral, today=today) for referral in rows)


def _reminder(found: Referral, today: date) -> Reminder | None:
    if found.state not in LIVE:
        return None
    return reminder_due(found.due_on, found.reminded_on, today, free_days_of(found.programme, today))


@transaction.atomic
def referral_remind(*, referral: Referral, today: date) -> bool:
    """Remind of the referral where it is time to. The owner of the offer is told just before the last day, the
    region's officer after it."""
    found = referral_lock(referral=referral)
    who = _reminder(found, today)
    if who is None:
        return False
    found.reminded_on = today
    found.save(update_fields=["reminded_on"])
    step_write(referral=found, kind="reminded", actor=None, details=StepData(on=today, note=who.value))
    if who is Reminder.OFFICER:
        mail.mail_overdue(found)
    else:
        mail.mail_soon_due(found)
    return True
