"""What applicants do: open an application, write it, hand it in, withdraw it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samspel.core import access, audit, clock
from samspel.money.funding.policy import FundingAction
from samspel.money.funding.queries.content import content_of
from samspel.money.funding.queries.draft import ApplicationDraft
from samspel.money.funding.rules import AmountLine, findings
from samspel.money.funding.states import WRITABLE, ApplicationStep, after
from samspel.money.models import (
    Application,
    ApplicationCost,
    ApplicationMoney,
    Intake,
)


class FundingError(Exception):
    """It cannot be done; the message is for the user."""


@dataclass(frozen=True)
class ApplicationContent:
    """What an application says of itself: heading, applicant, period, texts, and the lines of its two tables."""

    title: str
    applicant: str
    starts_on: date
    ends_on: date
    texts: Mapping[str, str] = field(default_factory=dict)
    costs: Sequence[AmountLine] = field(default_factory=tuple)
    money: Sequence[AmountLine] = field(default_factory=tuple)


@transaction.atomic
def application_begin(
    *, actor: Any, intake: Intake, wording: ApplicationContent, written: ApplicationDraft | None = None
) -> Application:
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
        application_lines_write(application=made, costs=written.costs, money=written.money)
    audit.write(actor, "application.begun", made, changes={"intake": intake.pk, "title": made.title})
    return made


@transaction.atomic
def application_write(*, actor: Any, application: Application, wording: ApplicationContent) -> None:
    """Save what the application says. FundingError where it is handed in."""
    found = application_lock(application=application)
    access.require(actor, FundingAction.APPLY, found)
    if found.state not in WRITABLE:
        raise FundingError(_("The application is handed in and cannot be changed."))
    found.title, found.applicant = wording.title.strip()[:200], wording.applicant.strip()[:120]
    found.starts_on, found.ends_on, found.texts = wording.starts_on, wording.ends_on, dict(wording.texts)
    found.save()
    application_lines_write(application=found, costs=wording.costs, money=wording.money)
    asked = sum(line.amount for line in wording.money if line.asked)
    audit.write(actor, "application.written", found, changes={"title": found.title, "asked": str(asked)})


@transaction.atomic
def application_submit(*, actor: Any, application: Application) -> None:
    """Hand it in. FundingError where it is not complete, or the intake has closed."""
    found = application_lock(application=application)
    access.require(actor, FundingAction.APPLY, found)
    first = found.state == "draft"
    application_move(application=found, taken=ApplicationStep.SUBMIT)
    if first and not found.intake.opens_on <= clock.today() <= found.intake.closes_on:
        raise FundingError(_("The intake is not open."))
    if findings(content_of(found)):
        raise FundingError(_("The application is not complete: see what is missing."))
    found.submitted_by, found.submitted_at, found.comment = actor, clock.now(), ""
    found.save()
    audit.write(actor, "application.handed_in", found, changes={"asked": str(content_of(found).asked)})


@transaction.atomic
def application_withdraw(*, actor: Any, application: Application, reason: str) -> None:
    """Take the application back, for good. FundingError once it is decided."""
    found = application_lock(application=application)
    access.require(actor, FundingAction.APPLY, found)
    if not reason.strip():
        raise FundingError(_("Say why it is withdrawn."))
    application_move(application=found, taken=ApplicationStep.WITHDRAW)
    found.comment = reason.strip()[:500]
    found.save()
    audit.write(actor, "application.withdrawn", found, changes={"reason": found.comment})


def application_lock(*, application: Application) -> Application:
    """The application, held until the transaction ends."""
    return Application.objects.select_for_update(of=("self",)).select_related("intake").get(pk=application.pk)


def application_move(*, application: Application, taken: ApplicationStep) -> None:
    """Move to the state after the step. FundingError where it cannot be taken."""
    state = after(application.state, taken)
    if state is None:
        raise FundingError(_("It cannot be done now: somebody else may have come before."))
    application.state = state


def application_lines_write(
    *, application: Application, costs: Sequence[AmountLine], money: Sequence[AmountLine]
) -> None:
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
