"""The steps taken in a referral, as its page shows them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from samspel.frontdoor.models import Referral, ReferralStep
from samspel.frontdoor.referrals.labels import OUTCOMES, REASONS, STEPS
from samspel.frontdoor.referrals.policy import may_record_support
from samspel.frontdoor.referrals.queries.support import SupportDraft, support_draft


@dataclass(frozen=True)
class StepRow:
    """A step in the history. `support` is what may be recorded of it; `gives` whether the reader could, were the
    organisation known."""

    step: ReferralStep
    words: str
    detail: str
    support: SupportDraft | None
    gives: bool


def referral_history(person: Any, referral: Referral) -> list[StepRow]:
    """The steps taken, oldest first, with the support that came or may come of each."""
    steps = referral.steps.select_related("person", "support", "programme").order_by("pk")
    found = []
    for step in steps:
        step.referral = referral
        found.append(StepRow(step, str(STEPS[step.kind]), _detail(step), *_support(person, step)))
    return found


def _detail(step: ReferralStep) -> str:
    if step.kind == "declined":
        return str(REASONS[step.reason])
    if step.kind == "done":
        return str(OUTCOMES[step.outcome])
    if step.kind == "reminded":
        return _("To the region's officer: overdue") if step.note == "officer" else _("To whoever is to act")
    return ""


def _support(person: Any, step: ReferralStep) -> tuple[SupportDraft | None, bool]:
    if step.support_id is not None or not may_record_support(person, step):
        return None, False
    return support_draft(person, step), step.kind in ("accepted", "met", "done")
