"""The actions of reporting periods, and which role may do them, how far."""

from collections.abc import Mapping
from enum import StrEnum

from samspel.core.access import READERS, Reach, Role


class PeriodAction(StrEnum):
    """What can be done with period: see docs/access.md."""

    VIEW = "period.view"
    MANAGE = "period.manage"


class ReportAction(StrEnum):
    """What can be done with report: see docs/access.md."""

    SUBMIT = "report.submit"
    APPROVE = "report.approve"


POLICY: Mapping[StrEnum, Mapping[Role, Reach]] = {
    PeriodAction.VIEW: READERS,
    PeriodAction.MANAGE: {Role.MANAGER: Reach.PROGRAMME},
    ReportAction.SUBMIT: {Role.MANAGER: Reach.PROGRAMME, Role.OFFICER: Reach.PARTNER},
    ReportAction.APPROVE: {Role.MANAGER: Reach.PROGRAMME},
}
