"""Questions to a challenge, and their public answers."""

from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samspel.core import access, audit, clock
from samspel.frontdoor.challenges.policy import ChallengeAction
from samspel.frontdoor.challenges.services.state import challenge_lock
from samspel.frontdoor.challenges.states import Phase, phase
from samspel.frontdoor.models import Challenge, ChallengeQuestion
from samspel.frontdoor.offers.notifications.mail import absolute, mail
from samspel.frontdoor.offers.rules.errors import FrontdoorError


@transaction.atomic
def question_ask(*, challenge: Challenge, text: str, email: str = "") -> ChallengeQuestion:
    """Put a question; it is public once answered. FrontdoorError when the time for questions is over."""
    found = challenge_lock(challenge=challenge)
    if phase(found.state, found.opens_on, found.closes_on, clock.today()) not in ASKABLE:
        raise FrontdoorError(_("Questions are taken until the last day for proposals. It has passed."))
    made = ChallengeQuestion.objects.create(
        challenge=found, text=text.strip(), email=email, language=get_language() or "sv", asked_at=clock.now()
    )
    audit.write(None, "challenge.asked", found, changes={"question": made.pk})
    return made


@transaction.atomic
def question_answer(*, actor: Any, question: ChallengeQuestion, text: str, url: str) -> None:
    """Answer in public; who asked is told by mail, and their address is erased. Answered again, the text is replaced:
    the log keeps the first."""
    found = _held(actor, question)
    if not text.strip():
        raise FrontdoorError(_("Write the answer."))
    before, found.answer = found.answer, text.strip()
    found.answered_at, found.answered_by, found.put_aside_at = clock.now(), actor, None
    if found.email:
        told = {"challenge": found.challenge, "url": absolute(url), "answer": found.answer, "question": found.text}
        mail("challenges/mail/challenge_answered", [found.email], found.language, told)
        found.email = ""
    found.save()
    audit.write(actor, "challenge.answered", found.challenge, changes={"question": found.pk, "before": before})


@transaction.atomic
def question_put_aside(*, actor: Any, question: ChallengeQuestion) -> None:
    """Leave a question unanswered in public, such as spam; the address is erased."""
    found = _held(actor, question)
    if found.answer:
        raise FrontdoorError(_("The question is answered already."))
    found.put_aside_at, found.email = clock.now(), ""
    found.save()
    audit.write(actor, "challenge.put_aside", found.challenge, changes={"question": found.pk})


ASKABLE = frozenset({Phase.DIALOGUE, Phase.SUBMITTING})


def _held(actor: Any, question: ChallengeQuestion) -> ChallengeQuestion:
    challenge = challenge_lock(challenge=question.challenge)
    access.require(actor, ChallengeAction.MANAGE, challenge)
    return ChallengeQuestion.objects.select_related("challenge__programme").get(pk=question.pk)
