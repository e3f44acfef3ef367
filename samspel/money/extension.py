"""What the money adds to the product."""

from django.utils.translation import gettext_lazy as _

from samspel.money.claims.policy import POLICY as CLAIMS
from samspel.money.claims.policy import ClaimAction
from samspel.money.claims.queries.work_list import parts_waiting
from samspel.money.expenditure.policy import POLICY as EXPENDITURE
from samspel.money.expenditure.policy import ExpenditureAction
from samspel.money.expenditure.services.book_import import BOOK_IMPORT
from samspel.money.expenditure.services.evidence import KEPT_FILES
from samspel.money.funding.policy import POLICY as FUNDING
from samspel.money.funding.policy import FundingAction
from samspel.money.funding.queries.work_list import applications_waiting
from samspel.money.plan.policy import POLICY as PLAN
from samspel.money.state_aid.policy import POLICY as STATE_AID
from samspel.money.state_aid.policy import AidAction, DeclarationAction
from samspel.money.state_aid.queries.work_list import declarations_and_requests_waiting, ledger_links
from samspel.money.state_aid.services.ceiling import aid_request_make, ceiling_check
from samspel.web.extension import AppExtension, FactCheck, NavigationLink

EXTENSION = AppExtension(
    view_actions={
        "money.BookImport": ExpenditureAction.VIEW,
        "money.AccountRange": ExpenditureAction.VIEW,
        "money.Expenditure": ExpenditureAction.VIEW,
        "money.EvidenceFile": ExpenditureAction.VIEW,
        "money.Income": ExpenditureAction.VIEW,
        "money.Claim": ClaimAction.VIEW,
        "money.PartnerClaim": ExpenditureAction.VIEW,
        "money.ClaimRow": ExpenditureAction.VIEW,
        "money.ClaimPayment": ClaimAction.VIEW,
        "money.RankingRule": FundingAction.VIEW,
        "money.Intake": FundingAction.VIEW,
        "money.Application": FundingAction.VIEW,
        "money.FundingDecision": FundingAction.VIEW,
        "money.Requisition": FundingAction.VIEW,
        "money.CofinancingPayment": FundingAction.VIEW,
        "money.GrantTerms": ClaimAction.VIEW,
        "money.AidDeclaration": DeclarationAction.VIEW,
        "money.AidRequest": AidAction.VIEW,
    },
    policy=[EXPENDITURE, CLAIMS, PLAN, STATE_AID, FUNDING],
    measures=[
        "samspel.money.expenditure.figures",
        "samspel.money.state_aid.figures",
        "samspel.money.claims.figures",
        "samspel.money.funding.figures",
    ],
    navigation=[NavigationLink(50, "money", _("Money"), "money:economy")],
    work_list=[parts_waiting, declarations_and_requests_waiting, applications_waiting],
    organisation_links=[ledger_links],
    fact_checks=[FactCheck(ceiling_check, aid_request_make)],
    import_processes=[BOOK_IMPORT],
    refusals=KEPT_FILES,
)
