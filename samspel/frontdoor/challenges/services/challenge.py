"""Writing a challenge, publishing it, appointing its jury, opening what came in, calling it off."""

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
from samspel.core.models import User
from samspel.core.programmes.models import Area, Partner, Programme
from samspel.frontdoor.challenges.policy import ChallengeAction
from samspel.frontdoor.challenges.states import Step, after, lettered, may_open
from samspel.frontdoor.models import Challenge, ChallengeCriterion, Juror, Need, Submission
from samspel.frontdoor.offers.rules.errors import FrontdoorError


@dataclass(frozen=True)
class Weighed:
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
    criteria: Sequence[Weighed]
    reward: Decimal = Decimal(0)
    need: Need | None = None

    def columns(self) -> dict[str, Any]:
        """As columns of the challenge."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "criteria"}


@transaction.atomic
def draft(actor: Any, programme: Programme, data: ChallengeData) -> Challenge:
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
def rewrite(actor: Any, challenge: Challenge, data: ChallengeData) -> Challenge:
    """Change a draft. FrontdoorError once it is published: then only the last day can be moved, and only onwards."""
    found = locked(challenge)
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
def publish(actor: Any, challenge: Challenge) -> None:
    """Show the challenge to everybody. FrontdoorError where it would close before anybody could answer."""
    found = locked(challenge)
    access.require(actor, ChallengeAction.MANAGE, found)
    if found.closes_on < clock.today():
        raise FrontdoorError(_("The last day has passed. Move it before you publish."))
    if not found.criteria.exists():
        raise FrontdoorError(_("Write what the proposals will be judged by before you publish."))
    step(found, Step.PUBLISH)
    found.published_at = clock.now()
    found.save()
    audit.write(actor, "challenge.published", found, changes={"opens": found.opens_on, "closes": found.closes_on})


@transaction.atomic
def extend(actor: Any, challenge: Challenge, closes_on: date) -> None:
    """Give the market longer. FrontdoorError for an earlier day, or once the submissions are opened."""
    found = locked(challenge)
    access.require(actor, ChallengeAction.MANAGE, found)
    if found.state != "published":
        raise FrontdoorError(_("The last day can be moved only while the challenge is open."))
    if closes_on <= found.closes_on or closes_on < clock.today():
        raise FrontdoorError(_("The last day can only be moved to a later day."))
    before, found.closes_on = found.closes_on, closes_on
    found.save(update_fields=["closes_on"])
    audit.write(actor, "challenge.extended", found, changes={"closes": [before, closes_on]})


@transaction.atomic
def appoint(actor: Any, challenge: Challenge, people: Sequence[User]) -> None:
    """Say who the jury is. Nobody who has handed in points can be taken out; everybody must be allowed to judge."""
    found = locked(challenge)
    access.require(actor, ChallengeAction.MANAGE, found)
    if found.state not in {"draft", "published", "judging"}:
        raise FrontdoorError(_("The challenge is decided. Its jury can no longer be changed."))
    for person in people:
        if not access.can(person, ChallengeAction.JUDGE, found):
            raise FrontdoorError(_("%(name)s may not judge in this programme.") % {"name": person.name})
    chosen = {person.pk for person in people}
    scored = set(found.submissions.values_list("scores__juror", flat=True)) - {None}
    if scored - chosen:
        raise FrontdoorError(_("Somebody you take out has already handed in points."))
    found.jury.exclude(person__in=chosen).delete()
    present = set(found.jury.values_list("person", flat=True))
    Juror.objects.bulk_create(Juror(challenge=found, person_id=pk) for pk in sorted(chosen - present))
    audit.write(actor, "challenge.jury_appointed", found, changes={"jurors": sorted(chosen)})


@transaction.atomic
def open_submissions(actor: Any, challenge: Challenge) -> int:
    """Open what has come in, once the last day has passed, and give each a letter; returns how many there are."""
    found = locked(challenge)
    access.require(actor, ChallengeAction.MANAGE, found)
    if not may_open(found.state, found.closes_on, clock.today()):
        raise FrontdoorError(_("The proposals stay sealed until the last day has passed."))
    step(found, Step.OPEN)
    found.opened_at, found.opened_by = clock.now(), actor
    found.save()
    rows = {row.link: row for row in valid(found)}
    for link, letter in lettered(rows).items():
        rows[link].letter = letter
    Submission.objects.bulk_update(rows.values(), ["letter"])
    audit.write(actor, "challenge.opened", found, changes={"submissions": len(rows)})
    return len(rows)


@transaction.atomic
def cancel(actor: Any, challenge: Challenge, reason: str) -> None:
    """Call the challenge off, with the reason that its page shows."""
    found = locked(challenge)
    access.require(actor, ChallengeAction.MANAGE, found)
    if not reason.strip():
        raise FrontdoorError(_("Say why it is called off."))
    step(found, Step.CANCEL)
    found.cancel_reason = reason.strip()[:500]
    found.save()
    audit.write(actor, "challenge.cancelled", found, changes={"reason": found.cancel_reason})


def valid(challenge: Challenge) -> Any:
    """The submissions that count: confirmed and not withdrawn."""
    return challenge.submissions.filter(confirmed_at__isnull=False, withdrawn_at=None)


def locked(challenge: Challenge) -> Challenge:
    """The challenge as it is now, held until the transaction ends."""
    return Challenge.objects.select_for_update(of=("self",)).select_related("programme").get(pk=challenge.pk)


def step(challenge: Challenge, taken: Step) -> None:
    """Move the challenge on. FrontdoorError where somebody else was first."""
    state = after(challenge.state, taken)
    if state is None:
        raise FrontdoorError(_("The challenge has moved on. Open it again to see how it stands."))
    challenge.state = state


def _criteria(challenge: Challenge, criteria: Sequence[Weighed]) -> None:
    ChallengeCriterion.objects.bulk_create(
        ChallengeCriterion(
            challenge=challenge, order=n, question_sv=one.question_sv, question_en=one.question_en, weight=one.weight
        )
        for n, one in enumerate(criteria, start=1)
    )
