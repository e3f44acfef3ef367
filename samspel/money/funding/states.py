"""The steps of an application for co-financing. Pure."""

from enum import StrEnum


class ApplicationStep(StrEnum):
    """What somebody does."""

    SUBMIT = "submit"
    RETURN = "return"
    ACCEPT = "accept"
    PROPOSE = "propose"
    DECIDE = "decide"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"


AFTER = {
    ("draft", ApplicationStep.SUBMIT): "submitted",
    ("returned", ApplicationStep.SUBMIT): "submitted",
    ("submitted", ApplicationStep.RETURN): "returned",
    ("submitted", ApplicationStep.ACCEPT): "assessing",
    ("assessing", ApplicationStep.PROPOSE): "proposed",
    ("proposed", ApplicationStep.DECIDE): "decided",
    ("decided", ApplicationStep.REOPEN): "proposed",
    **{
        (state, ApplicationStep.WITHDRAW): "withdrawn"
        for state in ("draft", "submitted", "returned", "assessing", "proposed")
    },
}
WRITABLE = frozenset({"draft", "returned"})
APPLIED = ("submitted", "returned", "assessing", "proposed", "decided")


def after(state: str, step: ApplicationStep) -> str | None:
    """The state after the step; None where the step cannot be taken from there."""
    return AFTER.get((state, step))
