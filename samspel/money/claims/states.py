"""The steps of a claim and of a partner's part in it. Pure.

A claim: open → sent → decided → paid. A partner's part: draft → submitted → checked, or returned to draft. A claim that
is sent can be reopened in two ways: for its numbers, before the authority has decided, or for its texts only.
"""

from enum import StrEnum


class ClaimStep(StrEnum):
    """What somebody does."""

    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    SEND = "send"
    REOPEN = "reopen"
    REOPEN_TEXT = "reopen_text"
    CLOSE_TEXT = "close_text"
    DECIDE = "decide"
    PAY = "pay"


PART = {
    ("draft", ClaimStep.SUBMIT): "submitted",
    ("submitted", ClaimStep.RETURN): "draft",
    ("submitted", ClaimStep.APPROVE): "checked",
    ("checked", ClaimStep.RETURN): "draft",
}
CLAIM = {
    ("open", ClaimStep.SEND): "sent",
    ("sent", ClaimStep.REOPEN): "open",
    ("sent", ClaimStep.REOPEN_TEXT): "text",
    ("text", ClaimStep.CLOSE_TEXT): "sent",
    ("sent", ClaimStep.DECIDE): "decided",
    ("decided", ClaimStep.PAY): "paid",
}


def part_after(state: str, step: ClaimStep) -> str | None:
    """The state of a partner's part after the step; None where the step cannot be taken from there."""
    return PART.get((state, step))


def claim_after(state: str, step: ClaimStep) -> str | None:
    """The state of a claim after the step; None where the step cannot be taken from there."""
    return CLAIM.get((state, step))


def numbers_open(state: str) -> bool:
    """Whether rows may be put in and taken out."""
    return state == "open"
