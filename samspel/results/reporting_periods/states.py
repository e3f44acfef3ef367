"""A region's report of a period: open → submitted by the region → approved or returned by the programme. Pure."""

from collections.abc import Mapping
from enum import StrEnum


class ReportState(StrEnum):
    """Where a report stands."""

    OPEN = "open"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


class ReportStep(StrEnum):
    """What can be done with a report."""

    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"


STEPS: Mapping[ReportStep, tuple[frozenset[ReportState], ReportState]] = {
    ReportStep.SUBMIT: (frozenset({ReportState.OPEN, ReportState.RETURNED}), ReportState.SUBMITTED),
    ReportStep.APPROVE: (frozenset({ReportState.SUBMITTED}), ReportState.APPROVED),
    ReportStep.RETURN: (frozenset({ReportState.SUBMITTED}), ReportState.RETURNED),
}
"""Step → the states it may be taken from, and the state it leads to."""


def may_take(step: ReportStep, state: str, frozen: bool) -> bool:
    """Whether the step may be taken from the state; none in a period that is frozen."""
    return not frozen and state in STEPS[step][0]
