"""What applicants do: open an application, write it, hand it in, withdraw it. And intakes that take them in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samspel.core import access, audit, clock
from samspel.core.programmes.models import Financier, Partner, Programme
from samspel.money.funding.labels import NEEDED
from samspel.money.funding.policy import FundingAction
from samspel.money.funding.queries.draft import Written
from samspel.money.funding.rules import Content, Line, findings
from samspel.money.funding.states import WRITABLE, Step, after
from samspel.money.models import (
    Application,
    ApplicationCost,
    ApplicationMoney,
    Criterion,
    Intake,
    Rank,
    RankingRule,
)


class FundingError(Exception):
    """It cannot be done; the message is for the user."""


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


@dataclass(frozen=True)
class Wording:
    """What an application says of itself: heading, applicant, period, texts, and the lines of its two tables."""

    title: str
    applicant: str
    starts_on: date
    ends_on: date
    texts: Mapping[str, str] = field(default_factory=dict)
    costs: Sequence[Line] = field(default_factory=tuple)
    money: Sequence[Line] = field(default_factory=tuple)


@transaction.atomic
def set_ranking(
    actor: Any, partner: Partner, committee: str, decided_on: date, reference: str, ranks: Sequence[str]
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
def open_intake(actor: Any, programme: Programme, new: NewIntake) -> Intake:
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


@transaction.atomic
def begin(actor: Any, intake: Intake, wording: Wording, written: Written | None = None) -> Application:
    """Open a draft, filled from the plan where `written` is given. FundingError where the intake is not open."""
    made = Application(
        programme=intake.programme, intake=intake, applicant=wording.applicant.strip()[:120],
        title=wording.title.strip()[:200], starts_on=wording.starts_on, ends_on=wording.ends_on, made_by=actor,
        example=intake.example,
    )  # fmt: skip
    access.require(actor, FundingAction.APPLY, made)
    if not intake.opens_on <= clock.today() <= intake.closes_on:
        raise FundingError(_("The intake is not open."))
    Intake.objects.select_for_update().get(pk=intake.pk)
    made.number = (intake.applications.aggregate(last=Max("number"))["last"] or 0) + 1
    if written:
        made.texts = written.texts
    made.save()
    if written:
        put_lines(made, written.costs, written.money)
    audit.write(actor, "application.begun", made, changes={"intake": intake.pk, "title": made.title})
    return made


@transaction.atomic
def write(actor: Any, application: Application, wording: Wording) -> None:
    """Save what the application says. FundingError where it is handed in."""
    found = locked(application)
    access.require(actor, FundingAction.APPLY, found)
    if found.state not in WRITABLE:
        raise FundingError(_("The application is handed in and cannot be changed."))
    found.title, found.applicant = wording.title.strip()[:200], wording.applicant.strip()[:120]
    found.starts_on, found.ends_on, found.texts = wording.starts_on, wording.ends_on, dict(wording.texts)
    found.save()
    put_lines(found, wording.costs, wording.money)
    asked = sum(line.amount for line in wording.money if line.asked)
    audit.write(actor, "application.written", found, changes={"title": found.title, "asked": str(asked)})


@transaction.atomic
def hand_in(actor: Any, application: Application) -> None:
    """Hand it in. FundingError where it is not complete, or the intake has closed."""
    found = locked(application)
    access.require(actor, FundingAction.APPLY, found)
    first = found.state == "draft"
    step(found, Step.SUBMIT)
    if first and not found.intake.opens_on <= clock.today() <= found.intake.closes_on:
        raise FundingError(_("The intake is not open."))
    if findings(content_of(found)):
        raise FundingError(_("The application is not complete: see what is missing."))
    found.submitted_by, found.submitted_at, found.comment = actor, clock.now(), ""
    found.save()
    audit.write(actor, "application.handed_in", found, changes={"asked": str(content_of(found).asked)})


@transaction.atomic
def withdraw(actor: Any, application: Application, reason: str) -> None:
    """Take the application back, for good. FundingError once it is decided."""
    found = locked(application)
    access.require(actor, FundingAction.APPLY, found)
    if not reason.strip():
        raise FundingError(_("Say why it is withdrawn."))
    step(found, Step.WITHDRAW)
    found.comment = reason.strip()[:500]
    found.save()
    audit.write(actor, "application.withdrawn", found, changes={"reason": found.comment})


def content_of(application: Application) -> Content:
    """The application as values, for the rules."""
    return Content(
        starts_on=application.starts_on,
        ends_on=application.ends_on,
        texts=application.texts,
        needed=NEEDED,
        costs=[Line(row.name, row.year, row.amount) for row in application.costs.all()],
        money=[Line(row.name, row.year, row.amount, row.asked, row.kind) for row in application.money.all()],
    )


def locked(application: Application) -> Application:
    """The application, held until the transaction ends."""
    return Application.objects.select_for_update(of=("self",)).select_related("intake").get(pk=application.pk)


def step(application: Application, taken: Step) -> None:
    """Move to the state after the step. FundingError where it cannot be taken."""
    state = after(application.state, taken)
    if state is None:
        raise FundingError(_("It cannot be done now: somebody else may have come before."))
    application.state = state


def put_lines(application: Application, costs: Sequence[Line], money: Sequence[Line]) -> None:
    """Write the two tables anew."""
    application.costs.all().delete()
    application.money.all().delete()
    order = {name: n for n, name in enumerate(dict.fromkeys(line.name for line in costs))}
    ApplicationCost.objects.bulk_create(
        ApplicationCost(application=application, order=order[c.name], name=c.name[:120], year=c.year, amount=c.amount)
        for c in costs
    )
    order = {name: n for n, name in enumerate(dict.fromkeys(line.name for line in money))}
    ApplicationMoney.objects.bulk_create(
        ApplicationMoney(
            application=application, order=order[m.name], name=m.name[:120], kind=m.kind, asked=m.asked, year=m.year,
            amount=m.amount,
        )
        for m in money
    )  # fmt: skip
