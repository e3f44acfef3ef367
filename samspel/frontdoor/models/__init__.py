"""Data of the front door."""

from samspel.frontdoor.models.needs import Alert, Asker, Need, Pick, SavedSearch
from samspel.frontdoor.models.offers import Offer, OfferUse
from samspel.frontdoor.models.outbox import IndexChange
from samspel.frontdoor.models.referrals import Referral, ReferralStep

__all__ = [
    "Alert",
    "Asker",
    "IndexChange",
    "Need",
    "Offer",
    "OfferUse",
    "Pick",
    "Referral",
    "ReferralStep",
    "SavedSearch",
]
