"""What the money adds to the product."""

from django.utils.translation import gettext_lazy as _

from samspel.money.claims.policy import POLICY as CLAIMS
from samspel.money.claims.queries.work_list import to_ledger, waiting
from samspel.money.expenditure.policy import POLICY as EXPENDITURE
from samspel.money.expenditure.services.evidence import KEPT_FILES
from samspel.money.funding.policy import POLICY as FUNDING
from samspel.money.plan.policy import POLICY as PLAN
from samspel.money.state_aid.policy import POLICY as STATE_AID
from samspel.money.state_aid.services.ceiling import gate, hold
from samspel.web.extension import AppExtension, FactCheck, NavigationLink

EXTENSION = AppExtension(
    policy=[EXPENDITURE, CLAIMS, PLAN, STATE_AID, FUNDING],
    measures=["samspel.money.claims.figures"],
    navigation=[NavigationLink(50, "money", _("Money"), "money:economy")],
    work_list=[waiting],
    organisation_links=[to_ledger],
    fact_checks=[FactCheck(gate, hold)],
    refusals=KEPT_FILES,
)
