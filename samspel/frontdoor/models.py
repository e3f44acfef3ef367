"""Data of the front door."""

from samspel.frontdoor.challenges.models.challenge import Challenge, ChallengeCriterion, ChallengeQuestion
from samspel.frontdoor.challenges.models.jury import (
    ChallengeDecision,
    ChosenSubmission,
    Juror,
    JurorInterest,
    JurorPoints,
    JurorScores,
)
from samspel.frontdoor.challenges.models.submission import Pilot, Submission, SubmissionContact
from samspel.frontdoor.needs.models import Alert, Asker, Need, Pick, SavedSearch
from samspel.frontdoor.offers.models import Offer, OfferUse
from samspel.frontdoor.referrals.models.referral import Referral, ReferralStep
from samspel.frontdoor.search.models import IndexChange

__all__ = [
    "Alert",
    "Asker",
    "Challenge",
    "ChallengeCriterion",
    "ChallengeDecision",
    "ChallengeQuestion",
    "ChosenSubmission",
    "IndexChange",
    "Juror",
    "JurorInterest",
    "JurorPoints",
    "JurorScores",
    "Need",
    "Offer",
    "OfferUse",
    "Pick",
    "Pilot",
    "Referral",
    "ReferralStep",
    "SavedSearch",
    "Submission",
    "SubmissionContact",
]
