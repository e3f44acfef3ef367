"""The actions of challenges, and which role may do them, how far."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from samspel.core import access
from samspel.core.access import EVERYBODY, Reach, Role
from samspel.core.programmes.context import ReadContext
from samspel.frontdoor.challenges.states import PUBLIC
from samspel.frontdoor.models import Challenge


class ChallengeAction(StrEnum):
    """What can be done with challenge: see docs/access.md."""

    VIEW = "challenge.view"
    ANSWER = "challenge.answer"  # for the own company, which the form is filled in with
    MANAGE = "challenge.manage"
    JUDGE = "challenge.judge"


class ChallengeDecisionAction(StrEnum):
    """What can be done with challenge decision: see docs/access.md."""

    RECORD = "challenge_decision.record"
    VOID = "challenge_decision.void"


POLICY: Mapping[StrEnum, Mapping[Role, Reach]] = {
    ChallengeAction.VIEW: EVERYBODY,
    ChallengeAction.ANSWER: {Role.COMPANY: Reach.ORGANISATION},
    ChallengeAction.MANAGE: {Role.MANAGER: Reach.PROGRAMME, Role.OFFICER: Reach.PARTNER},
    ChallengeAction.JUDGE: {
        Role.MANAGER: Reach.PROGRAMME,
        Role.AREA_LEAD: Reach.PROGRAMME,
        Role.OFFICER: Reach.PROGRAMME,
        Role.CONTROLLER: Reach.PROGRAMME,
        Role.STEERING: Reach.PROGRAMME,
        Role.EVALUATOR: Reach.PROGRAMME,
    },
    ChallengeDecisionAction.RECORD: {Role.MANAGER: Reach.PROGRAMME, Role.OFFICER: Reach.PARTNER},
    ChallengeDecisionAction.VOID: {Role.MANAGER: Reach.PROGRAMME, Role.OFFICER: Reach.PARTNER},
}


def may_see_challenge(context: ReadContext, challenge: Challenge) -> bool:
    """Whether the challenge has a page for the reader."""
    return may_know_challenge(context.reader, challenge)


def may_know_challenge(reader: Any, challenge: Challenge) -> bool:
    """Whether the reader may know of the challenge: of a draft, only those who manage it."""
    return challenge.state in PUBLIC or access.can(reader, ChallengeAction.MANAGE, challenge)
