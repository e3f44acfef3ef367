"""A challenge held in a transaction, and its state moved on."""

from django.utils.translation import gettext as _

from samspel.frontdoor.challenges.states import ChallengeStep, state_after
from samspel.frontdoor.models import Challenge
from samspel.frontdoor.offers.rules.errors import FrontdoorError


def challenge_lock(*, challenge: Challenge) -> Challenge:
    """The challenge as it is now, held until the transaction ends."""
    return Challenge.objects.select_for_update(of=("self",)).select_related("programme").get(pk=challenge.pk)


def challenge_move(*, challenge: Challenge, step: ChallengeStep) -> None:
    """Move the challenge on. FrontdoorError where somebody else was first."""
    state = state_after(challenge.state, step)
    if state is None:
        raise FrontdoorError(_("The challenge has moved on. Open it again to see how it stands."))
    challenge.state = state
