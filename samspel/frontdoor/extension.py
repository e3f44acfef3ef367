"""What the front door adds to the product."""

from django.utils.translation import gettext_lazy as _

from samspel.frontdoor.challenges.notifications import challenge_work_list as challenges_waiting
from samspel.frontdoor.challenges.policy import POLICY as CHALLENGES
from samspel.frontdoor.challenges.policy import ChallengeAction, may_know_challenge
from samspel.frontdoor.needs.policy import POLICY as NEEDS
from samspel.frontdoor.needs.policy import AskerAction, NeedAction
from samspel.frontdoor.needs.queries.personal_data import personal_data_of
from samspel.frontdoor.needs.services.personal_data import personal_data_erase
from samspel.frontdoor.offers.importer.offers import OfferImport
from samspel.frontdoor.offers.notifications.work_list import offer_work_list as offers_waiting
from samspel.frontdoor.offers.policy import POLICY as OFFERS
from samspel.frontdoor.offers.policy import OfferAction
from samspel.frontdoor.referrals.models.step_guards import KEPT_STEPS
from samspel.frontdoor.referrals.notifications.work_list import organisation_links
from samspel.frontdoor.referrals.notifications.work_list import referral_work_list as referrals_waiting
from samspel.frontdoor.referrals.policy import POLICY as REFERRALS
from samspel.frontdoor.referrals.policy import DeskAction, ReferralAction
from samspel.frontdoor.search.queries import semantic_check  # noqa: F401  Django's own check registers itself
from samspel.frontdoor.search.services.index import index_health
from samspel.frontdoor.search.services.outbox import COMPANIES
from samspel.web.extension import AppExtension, NavigationLink, PersonalData

EXTENSION = AppExtension(
    view_actions={
        "frontdoor.Offer": OfferAction.VIEW,
        "frontdoor.Need": NeedAction.VIEW,
        "frontdoor.SavedSearch": AskerAction.VIEW,
        "frontdoor.Challenge": may_know_challenge,
        "frontdoor.ChallengeQuestion": ChallengeAction.MANAGE,
        "frontdoor.Submission": ChallengeAction.MANAGE,
        "frontdoor.Juror": ChallengeAction.MANAGE,
        "frontdoor.ChallengeDecision": ChallengeAction.VIEW,
        "frontdoor.Referral": ReferralAction.VIEW,
        "frontdoor.ReferralStep": ReferralAction.VIEW,
    },
    policy=[NEEDS, OFFERS, REFERRALS, CHALLENGES],
    measures=[
        "samspel.frontdoor.needs.figures",
        "samspel.frontdoor.referrals.figures",
        "samspel.frontdoor.innovation_system.figures",
    ],
    navigation=[NavigationLink(5, "find", _("Find support"), "frontdoor:find")],
    personal_navigation=[
        NavigationLink(30, "desk", _("Your desk"), "frontdoor:desk", DeskAction.VIEW),
        NavigationLink(40, "referrals", _("Requests"), "frontdoor:referrals", NeedAction.HANDLE),
    ],
    tabs={
        "network": [
            NavigationLink(30, "ties", _("Who works with whom"), "frontdoor:network"),
            NavigationLink(40, "coverage", _("Coverage"), "frontdoor:coverage"),
            NavigationLink(50, "overlaps", _("Similar offers"), "frontdoor:overlaps"),
            NavigationLink(60, "gaps", _("Unmet needs"), "frontdoor:gaps"),
        ]
    },
    work_list=[offers_waiting, challenges_waiting, referrals_waiting],
    organisation_links=[organisation_links],
    importers=[OfferImport()],
    personal_data=[PersonalData(export=personal_data_of, erase=personal_data_erase)],
    refusals=KEPT_STEPS,
    # the index hears of companies' changes
    followers=COMPANIES,
    health={"index": index_health},
)
