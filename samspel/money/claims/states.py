"""The steps of a claim and of a partner's part in it. Pure.

A claim: open → sent → decided → paid. A partner's part: draft → submitted → checked, or returned to draft. A claim that
is sent can be reopened in two ways: for its numbers, before the authority has decided, or for its texts only.
"""

from enum import StrEnum


class Step(StrEnum):
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
    ("draft", Step.SUBMIT): "submitted",
    ("submitted", Step.RETURN): "draft",
    ("submitted", Step.APPROVE): "checked",
    ("checked", Step.RETURN): "draft",
}
CLAIM = {
    ("open", Step.SEND): "sent",
    ("sent", Step.REOPEN): "open",
    ("sent", Step.REOPEN_TEXT): "text",
    ("text", Step.CLOSE_TEXT): "sent",
    ("sent", Step.DECIDE): "decided",
    ("decided", Step.PAY): "paid",
}


def part_after(state: str, step: Step) -> str | None:
    """The state of a partner's part after the step; None where the step cannot be taken from there."""
    return PART.get((state, step))


def claim_after(state: str, step: Step) -> str | None:
    """The state of a claim after the step; None where the step cannot be taken from there."""
    return CLAIM.get((state, step))


def numbers_open(state: str) -> bool:
    """Whether rows may be put in and taken out."""
    return state == "open"
