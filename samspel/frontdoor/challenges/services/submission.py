"""Submissions to a challenge: sent, confirmed, changed until the last day, withdrawn, opened for the jury."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samspel.actors.models import Organisation
from samspel.actors.organisations.queries.number import NumberError, read_number
from samspel.core import access, audit, clock
from samspel.frontdoor.challenges.policy import ChallengeAction
from samspel.frontdoor.challenges.queries.submissions import counted_submissions
from samspel.frontdoor.challenges.services.state import challenge_lock, challenge_move
from samspel.frontdoor.challenges.states import ChallengeStep, Phase, lettered, may_open, phase
from samspel.frontdoor.models import Challenge, Submission, SubmissionContact
from samspel.frontdoor.offers.notifications.mail import absolute, mail
from samspel.frontdoor.offers.rules.errors import FrontdoorError

KEPT = timedelta(days=2 * 365)  # how long a sender's details are kept: until a trial has ended and been followed up


@dataclass(frozen=True)
class SubmissionData:
    """What a company sends in, and whom to answer."""

    company: str
    organisation_number: str
    title: str
    text: str
    name: str
    email: str


@transaction.atomic
def submission_send(
    *, actor: Any, challenge: Challenge, data: SubmissionData, organisation: Organisation | None
) -> Submission:
    """Take a submission in; it counts when its sender has confirmed. `organisation` is a signed-in company's own."""
    found = _open(challenge)
    same = found.submissions.filter(
        contact__email=data.email, title=data.title.strip(), text=data.text.strip(), withdrawn_at=None
    )
    if (earlier := same.select_related("contact").first()) is not None:
        return earlier  # the form was sent twice
    made = Submission.objects.create(
        challenge=found, company=data.company.strip(), title=data.title.strip(), text=data.text.strip(),
        sent_at=clock.now(), **_known(data.organisation_number, organisation),
    )  # fmt: skip
    today = clock.today()
    SubmissionContact.objects.create(
        submission=made, name=data.name.strip(), email=data.email, language=get_language() or "sv", given_on=today,
        keep_until=max(found.closes_on, today) + KEPT,
    )  # fmt: skip
    audit.write(actor, "submission.sent", made, changes={"challenge": found.number})
    return made


def submission_link_mail(*, submission: Submission, url: str) -> None:
    """Mail the sender the address where the submission is confirmed, changed and followed."""
    contact = submission.contact
    context = {"challenge": submission.challenge, "submission": submission, "url": absolute(url)}
    mail("challenges/mail/submission_confirm", [contact.email], contact.language, context)


@transaction.atomic
def submission_confirm(*, submission: Submission) -> None:
    """The sender has opened the mailed address and says that it is theirs. Nothing happens the second time."""
    _open(submission.challenge)
    found = Submission.objects.select_for_update().get(pk=submission.pk)
    if found.confirmed_at is None:
        found.confirmed_at = clock.now()
        found.save(update_fields=["confirmed_at"])
        audit.write(None, "submission.confirmed", found, changes={})


@transaction.atomic
def submission_change(*, submission: Submission, title: str, text: str) -> None:
    """Say something else, until the last day has passed."""
    _open(submission.challenge)
    found = Submission.objects.select_for_update().get(pk=submission.pk)
    if found.withdrawn_at is not None:
        raise FrontdoorError(_("The proposal is withdrawn."))
    found.title, found.text = title.strip(), text.strip()
    found.save(update_fields=["title", "text"])
    audit.write(None, "submission.changed", found, changes={"characters": len(found.text)})


@transaction.atomic
def submission_withdraw(*, submission: Submission) -> None:
    """Take it back; possible until the jury has it."""
    _open(submission.challenge)
    found = Submission.objects.select_for_update().get(pk=submission.pk)
    if found.withdrawn_at is None:
        found.withdrawn_at = clock.now()
        found.save(update_fields=["withdrawn_at"])
        audit.write(None, "submission.withdrawn", found, changes={})


@transaction.atomic
def submission_contacts_erase(*, today: date) -> int:
    """Erase the details of senders whose time is over; returns how many."""
    rows = SubmissionContact.objects.filter(keep_until__lt=today).select_related("submission__challenge__programme")
    expired = list(rows)
    for contact in expired:
        audit.write(None, "submission.contact_erased", contact.submission, changes={})
        contact.delete()
    return len(expired)


def _known(text: str, organisation: Organisation | None) -> dict[str, Any]:
    """The organisation, and its number; a sole trader's number is not kept. FrontdoorError for what is no number."""
    if organisation is not None:
        return {"organisation": organisation, "organisation_number": organisation.shown_number}
    try:
        number = read_number(text)
    except NumberError as error:
        raise FrontdoorError(str(error)) from error
    found = Organisation.objects.filter(number=number.number).first() if number.number else None
    shown = number.number if number.identity == "number" else ""
    return {"organisation": found, "organisation_number": shown}


def _open(challenge: Challenge) -> Challenge:
    found = challenge_lock(challenge=challenge)
    if phase(found.state, found.opens_on, found.closes_on, clock.today()) is not Phase.SUBMITTING:
        raise FrontdoorError(_("Proposals are not taken in now."))
    return found


@transaction.atomic
def submissions_open(*, actor: Any, challenge: Challenge) -> int:
    """Open what has come in, once the last day has passed, and give each a letter; returns how many there are."""
    found = challenge_lock(challenge=challenge)
    access.require(actor, ChallengeAction.MANAGE, found)
    if not may_open(found.state, found.closes_on, clock.today()):
        raise FrontdoorError(_("The proposals stay sealed until the last day has passed."))
    challenge_move(challenge=found, step=ChallengeStep.OPEN)
    found.opened_at, found.opened_by = clock.now(), actor
    found.save()
    rows = {row.link: row for row in counted_submissions(found)}
    for link, letter in lettered(rows).items():
        rows[link].letter = letter
    Submission.objects.bulk_update(rows.values(), ["letter"])
    audit.write(actor, "challenge.opened", found, changes={"submissions": len(rows)})
    return len(rows)
