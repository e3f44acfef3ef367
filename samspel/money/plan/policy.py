"""The actions of plan, and which role may do them, how far."""

from collections.abc import Mapping
from enum import StrEnum

from samspel.core.access import Reach, Role


class BudgetAction(StrEnum):
    """What can be done with budget: see docs/access.md."""

    CHANGE = "budget.change"


POLICY: Mapping[StrEnum, Mapping[Role, Reach]] = {
    BudgetAction.CHANGE: {Role.MANAGER: Reach.PROGRAMME},
}
