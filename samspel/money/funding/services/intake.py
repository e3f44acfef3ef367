"""Intakes and the rankings that their applications are put in order by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core import access, audit
from samspel.core.programmes.models import Financier, Partner, Programme
from samspel.money.funding.policy import FundingAction
from samspel.money.funding.services.application import FundingError
from samspel.money.models import Criterion, Intake, Rank, RankingRule


@dataclass(frozen=True)
class NewIntake:
    """An intake to open, with its criteria as (question, weight)."""

    financier: Financier
    name: str
    appropriation: str
    opens_on: date
    closes_on: date
    assessors: int
    criteria: Sequence[tuple[str, int]]


@transaction.atomic
def ranking_record(
    *, actor: Any, partner: Partner, committee: str, decided_on: date, reference: str, ranks: Sequence[str]
) -> RankingRule:
    """Record what the committee puts first, in order. FundingError where there is a rule of the same day."""
    rule = RankingRule(
        programme=partner.programme, partner=partner, committee=committee.strip()[:120], decided_on=decided_on,
        reference=reference.strip()[:60], recorded_by=actor,
    )  # fmt: skip
    access.require(actor, FundingAction.HANDLE, rule)
    texts = [text.strip()[:500] for text in ranks if text.strip()]
    if not texts:
        raise FundingError(_("Write at least one rank."))
    if RankingRule.objects.filter(programme=rule.programme, partner=partner, decided_on=decided_on).exists():
        raise FundingError(_("There is a ranking of that day already."))
    rule.save()
    Rank.objects.bulk_create(Rank(rule=rule, number=n, text=text) for n, text in enumerate(texts, start=1))
    audit.write(actor, "ranking.recorded", rule, changes={"reference": rule.reference, "ranks": texts})
    return rule


@transaction.atomic
def intake_open(*, actor: Any, programme: Programme, new: NewIntake) -> Intake:
    """Open an intake. FundingError without criteria or for a financier that is no partner."""
    if new.financier.partner is None or new.financier.programme_id != programme.pk:
        raise FundingError(_("Choose a financier that is one of the partners."))
    intake = Intake(
        programme=programme, partner=new.financier.partner, financier=new.financier, name=new.name.strip()[:120],
        appropriation=new.appropriation.strip()[:60], opens_on=new.opens_on, closes_on=new.closes_on,
        assessors=new.assessors, made_by=actor,
    )  # fmt: skip
    access.require(actor, FundingAction.HANDLE, intake)
    if not new.criteria:
        raise FundingError(_("Write at least one criterion."))
    intake.save()
    Criterion.objects.bulk_create(
        Criterion(intake=intake, order=n, question=question.strip()[:300], weight=weight)
        for n, (question, weight) in enumerate(new.criteria, start=1)
    )
    audit.write(actor, "intake.opened", intake, changes={"name": intake.name, "criteria": len(new.criteria)})
    return intake
