"""The actions of expenditure, and which role may do them, how far."""

from collections.abc import Mapping
from enum import StrEnum

from samspel.core.access import Reach, Role


class ExpenditureAction(StrEnum):
    """What can be done with expenditure: see docs/access.md."""

    VIEW = "expenditure.view"
    RECORD = "expenditure.record"
    VOID = "expenditure.void"


class IncomeAction(StrEnum):
    """What can be done with income: see docs/access.md."""

    RECORD = "income.record"
    VOID = "income.void"


POLICY: Mapping[StrEnum, Mapping[Role, Reach]] = {
    ExpenditureAction.VIEW: {
        Role.MANAGER: Reach.PROGRAMME,
        Role.CONTROLLER: Reach.PARTNER,
        Role.EVALUATOR: Reach.PROGRAMME,
        Role.ADMINISTRATOR: Reach.PROGRAMME,
    },
    ExpenditureAction.RECORD: {Role.MANAGER: Reach.PROGRAMME, Role.CONTROLLER: Reach.PARTNER},
    ExpenditureAction.VOID: {Role.MANAGER: Reach.PROGRAMME, Role.CONTROLLER: Reach.PARTNER},
    IncomeAction.RECORD: {Role.MANAGER: Reach.PROGRAMME, Role.CONTROLLER: Reach.PARTNER},
    IncomeAction.VOID: {Role.MANAGER: Reach.PROGRAMME, Role.CONTROLLER: Reach.PARTNER},
}
