"""The actions of funding, and which role may do them, how far."""

from collections.abc import Mapping
from enum import StrEnum

from samspel.core.access import WORKERS, Reach, Role


class FundingAction(StrEnum):
    """What can be done with funding: see docs/access.md."""

    VIEW = "funding.view"
    APPLY = "funding.apply"
    HANDLE = "funding.handle"
    ASSESS = "funding.assess"


class FundingDecisionAction(StrEnum):
    """What can be done with funding decision: see docs/access.md."""

    RECORD = "funding_decision.record"
    VOID = "funding_decision.void"


class RequisitionAction(StrEnum):
    """What can be done with requisition: see docs/access.md."""

    RECORD = "requisition.record"
    VOID = "requisition.void"


class CofinancingAction(StrEnum):
    """What can be done with cofinancing: see docs/access.md."""

    RECORD = "cofinancing.record"
    VOID = "cofinancing.void"


POLICY: Mapping[StrEnum, Mapping[Role, Reach]] = {
    FundingAction.VIEW: WORKERS | {Role.STEERING: Reach.PROGRAMME, Role.EVALUATOR: Reach.PROGRAMME},
    FundingAction.APPLY: {Role.MANAGER: Reach.PROGRAMME},
    FundingAction.HANDLE: {Role.OFFICER: Reach.PARTNER},
    FundingAction.ASSESS: {Role.OFFICER: Reach.PARTNER, Role.CONTROLLER: Reach.PARTNER},
    FundingDecisionAction.RECORD: {Role.OFFICER: Reach.PARTNER, Role.CONTROLLER: Reach.PARTNER},
    FundingDecisionAction.VOID: {Role.OFFICER: Reach.PARTNER},
    RequisitionAction.RECORD: {Role.MANAGER: Reach.PROGRAMME},
    RequisitionAction.VOID: {Role.MANAGER: Reach.PROGRAMME},
    CofinancingAction.RECORD: {
        Role.MANAGER: Reach.PROGRAMME,
        Role.OFFICER: Reach.PARTNER,
        Role.CONTROLLER: Reach.PARTNER,
    },
    CofinancingAction.VOID: {
        Role.MANAGER: Reach.PROGRAMME,
        Role.OFFICER: Reach.PARTNER,
        Role.CONTROLLER: Reach.PARTNER,
    },
}
