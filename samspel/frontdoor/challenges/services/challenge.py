"""A challenge: drafted, published, extended, closed, called off."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samspel.actors.models import Organisation
from samspel.core import access, audit, clock
from samspel.core.programmes.models import Area, Partner, Programme
from samspel.frontdoor.challenges.policy import ChallengeAction
from samspel.frontdoor.challenges.services.state import challenge_lock, challenge_move
from samspel.frontdoor.challenges.states import ChallengeStep
from samspel.frontdoor.models import Challenge, ChallengeCriterion, Need, Pilot
from samspel.frontdoor.offers.rules.errors import FrontdoorError


@dataclass(frozen=True)
class CriterionData:
    """A criterion with its weight."""

    question_sv: str
    question_en: str
    weight: int


@dataclass(frozen=True)
class ChallengeData:
    """What a challenge says, as in the model."""

    partner: Partner
    owner: Organisation
    area: Area
    kind: str
    title_sv: str
    title_en: str
    text_sv: str
    text_en: str
    opens_on: date
    closes_on: date
    jurors: int
    criteria: Sequence[CriterionData]
    reward: Decimal = Decimal(0)
    need: Need | None = None

    def columns(self) -> dict[str, Any]:
        """As columns of the challenge."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "criteria"}


@transaction.atomic
def challenge_draft(*, actor: Any, programme: Programme, data: ChallengeData) -> Challenge:
    """Begin a challenge; only those who answer for its region see it until it is published."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    last = Challenge.objects.filter(programme=programme).aggregate(last=Max("number"))["last"] or 0
    made = Challenge(programme=programme, number=last + 1, made_by=actor, **data.columns())
    access.require(actor, ChallengeAction.MANAGE, made)
    made.save()
    _criteria(made, data.criteria)
    audit.write(actor, "challenge.drafted", made, changes={"title": made.title_sv, "partner": made.partner.code})
    return made


@transaction.atomic
def challenge_rewrite(*, actor: Any, challenge: Challenge, data: ChallengeData) -> Challenge:
    """Change a draft. FrontdoorError once it is published: then only the last day can be moved, and only onwards."""
    found = challenge_lock(challenge=challenge)
    access.require(actor, ChallengeAction.MANAGE, found)
    if found.state != "draft":
        raise FrontdoorError(_("The challenge is published. What it says can no longer be changed."))
    for name, value in data.columns().items():
        setattr(found, name, value)
    access.require(actor, ChallengeAction.MANAGE, found)
    found.save()
    found.criteria.all().delete()
    _criteria(found, data.criteria)
    audit.write(actor, "challenge.rewritten", found, changes={"title": found.title_sv})
    return found


@transaction.atomic
def challenge_publish(*, actor: Any, challenge: Challenge) -> None:
    """Show the challenge to everybody. FrontdoorError where it would close before anybody could answer."""
    found = challenge_lock(challenge=challenge)
    access.require(actor, ChallengeAction.MANAGE, found)
    if found.closes_on < clock.today():
        raise FrontdoorError(_("The last day has passed. Move it before you publish."))
    if not found.criteria.exists():
        raise FrontdoorError(_("Write what the proposals will be judged by before you publish."))
    challenge_move(challenge=found, step=ChallengeStep.PUBLISH)
    found.published_at = clock.now()
    found.save()
    audit.write(actor, "challenge.published", found, changes={"opens": found.opens_on, "closes": found.closes_on})


@transaction.atomic
def challenge_extend(*, actor: Any, challenge: Challenge, closes_on: date) -> None:
    """Give the market longer. FrontdoorError for an earlier day, or once the submissions are opened."""
    found = challenge_lock(challenge=challenge)
    access.require(actor, ChallengeAction.MANAGE, found)
    if found.state != "published":
        raise FrontdoorError(_("The last day can be moved only while the challenge is open."))
    if closes_on <= found.closes_on or closes_on < clock.today():
        raise FrontdoorError(_("The last day can only be moved to a later day."))
    before, found.closes_on = found.closes_on, closes_on
    found.save(update_fields=["closes_on"])
    audit.write(actor, "challenge.extended", found, changes={"closes": [before, closes_on]})


@transaction.atomic
def challenge_cancel(*, actor: Any, challenge: Challenge, reason: str) -> None:
    """Call the challenge off, with the reason that its page shows."""
    found = challenge_lock(challenge=challenge)
    access.require(actor, ChallengeAction.MANAGE, found)
    if not reason.strip():
        raise FrontdoorError(_("Say why it is called off."))
    challenge_move(challenge=found, step=ChallengeStep.CANCEL)
    found.cancel_reason = reason.strip()[:500]
    found.save()
    audit.write(actor, "challenge.cancelled", found, changes={"reason": found.cancel_reason})


def _criteria(challenge: Challenge, criteria: Sequence[CriterionData]) -> None:
    ChallengeCriterion.objects.bulk_create(
        ChallengeCriterion(
            challenge=challenge, order=n, question_sv=one.question_sv, question_en=one.question_en, weight=one.weight
        )
        for n, one in enumerate(criteria, start=1)
    )


@transaction.atomic
def challenge_close(*, actor: Any, challenge: Challenge) -> None:
    """Close a challenge: nothing more is to come. FrontdoorError while a trial has no result."""
    found = challenge_lock(challenge=challenge)
    access.require(actor, ChallengeAction.MANAGE, found)
    if Pilot.objects.filter(submission__challenge=found, outcome="").exists():
        raise FrontdoorError(_("Write first what came of the trial."))
    challenge_move(challenge=found, step=ChallengeStep.CLOSE)
    found.save()
    audit.write(actor, "challenge.closed", found, changes={})
