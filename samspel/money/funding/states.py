"""The steps of an application for co-financing. Pure."""

from enum import StrEnum


class Step(StrEnum):
    """What somebody does."""

    SUBMIT = "submit"
    RETURN = "return"
    ACCEPT = "accept"
    PROPOSE = "propose"
    DECIDE = "decide"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"


AFTER = {
    ("draft", Step.SUBMIT): "submitted",
    ("returned", Step.SUBMIT): "submitted",
    ("submitted", Step.RETURN): "returned",
    ("submitted", Step.ACCEPT): "assessing",
    ("assessing", Step.PROPOSE): "proposed",
    ("proposed", Step.DECIDE): "decided",
    ("decided", Step.REOPEN): "proposed",
    **{(state, Step.WITHDRAW): "withdrawn" for state in ("draft", "submitted", "returned", "assessing", "proposed")},
}
WRITABLE = frozenset({"draft", "returned"})
APPLIED = ("submitted", "returned", "assessing", "proposed", "decided")


def after(state: str, step: Step) -> str | None:
    """The state after the step; None where the step cannot be taken from there."""
    return AFTER.get((state, step))
