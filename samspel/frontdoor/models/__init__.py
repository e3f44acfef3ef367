"""Data of the front door."""

from samspel.frontdoor.models.challenges import Challenge, ChallengeCriterion, ChallengeQuestion
from samspel.frontdoor.models.juries import (
    ChallengeDecision,
    ChosenSubmission,
    Juror,
    JurorInterest,
    JurorPoints,
    JurorScores,
)
from samspel.frontdoor.models.needs import Alert, Asker, Need, Pick, SavedSearch
from samspel.frontdoor.models.offers import Offer, OfferUse
from samspel.frontdoor.models.outbox import IndexChange
from samspel.frontdoor.models.referrals import Referral, ReferralStep
from samspel.frontdoor.models.submissions import Pilot, Submission, SubmissionContact

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
