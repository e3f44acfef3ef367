"""The actions of facts, and which role may do them, how far."""

from collections.abc import Mapping
from enum import StrEnum

from samspel.core.access import READERS, RECORDERS, WORKERS, Reach, Role


class SupportAction(StrEnum):
    """What can be done with support: see docs/access.md."""

    VIEW = "support.view"
    RECORD = "support.record"
    VOID = "support.void"


class CollaborationAction(StrEnum):
    """What can be done with collaboration: see docs/access.md."""

    RECORD = "collaboration.record"
    VOID = "collaboration.void"


class InvestmentAction(StrEnum):
    """What can be done with investment: see docs/access.md."""

    RECORD = "investment.record"
    VOID = "investment.void"


class ParticipationAction(StrEnum):
    """What can be done with participation: see docs/access.md."""

    RECORD = "participation.record"
    VOID = "participation.void"


class InnovationAction(StrEnum):
    """What can be done with innovation: see docs/access.md."""

    RECORD = "innovation.record"
    VOID = "innovation.void"


class ContactAbroadAction(StrEnum):
    """What can be done with contact abroad: see docs/access.md."""

    RECORD = "contact_abroad.record"
    VOID = "contact_abroad.void"


class LeadershipAction(StrEnum):
    """What can be done with leadership: see docs/access.md."""

    RECORD = "leadership.record"
    VOID = "leadership.void"


class ResultsAction(StrEnum):
    """What can be done with results: see docs/access.md."""

    IMPORT = "results.import"
    CHECK = "results.check"


POLICY: Mapping[StrEnum, Mapping[Role, Reach]] = {
    SupportAction.VIEW: READERS | {Role.ACTOR: Reach.ORGANISATION, Role.COMPANY: Reach.ORGANISATION},
    SupportAction.RECORD: RECORDERS,
    SupportAction.VOID: RECORDERS,
    CollaborationAction.RECORD: RECORDERS,
    CollaborationAction.VOID: RECORDERS,
    InvestmentAction.RECORD: RECORDERS,
    InvestmentAction.VOID: RECORDERS,
    ParticipationAction.RECORD: RECORDERS,
    ParticipationAction.VOID: RECORDERS,
    InnovationAction.RECORD: RECORDERS,
    InnovationAction.VOID: RECORDERS,
    ContactAbroadAction.RECORD: RECORDERS,
    ContactAbroadAction.VOID: RECORDERS,
    LeadershipAction.RECORD: RECORDERS,
    LeadershipAction.VOID: RECORDERS,
    ResultsAction.IMPORT: RECORDERS,
    ResultsAction.CHECK: WORKERS | {Role.EVALUATOR: Reach.PROGRAMME},
}
