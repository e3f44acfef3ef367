"""The steps of an application: the words of each, where and by whom it can be taken, its form, and what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core import clock
from samspel.core.programmes.models import FundingApplication
from samspel.money.funding.forms.steps import AcceptForm, AskForm, DecisionForm, InterestForm, ScoreForm, VerdictForm
from samspel.money.funding.policy import FundingAction, FundingDecisionAction, RequisitionAction
from samspel.money.funding.queries.application import Standing
from samspel.money.funding.rules import by_year
from samspel.money.funding.services import application, assessment, payment
from samspel.money.funding.states import WRITABLE
from samspel.money.models import Application, FundingDecision, Proposal, RankingRule
from samspel.programme.initiatives.forms import ReasonForm
from samspel.web.page import Page

HANDLING = frozenset({FundingAction.HANDLE, FundingAction.ASSESS})


@dataclass(frozen=True)
class Next:
    """A step of an application: the words of its button, where it can be taken, who may, its form, and what it does.

    `form` takes the page, the application and the data; `act` the actor, the application and the form, and gives what
    to say. `about` is told above the form."""

    words: str | Promise
    states: frozenset[str]
    action: str
    form: Callable[[Page, Application, Any], Any]
    act: Callable[[Any, Application, Any], str]
    about: str | Promise = ""


def _hand_in(actor: Any, found: Application, _form: Any) -> str:
    application.hand_in(actor, found)
    return _("The application is handed in.")


def _withdraw(actor: Any, found: Application, form: Any) -> str:
    application.withdraw(actor, found, form.cleaned_data["reason"])
    return _("The application is withdrawn.")


def _interest(actor: Any, found: Application, form: Any) -> str:
    assessment.declare(actor, found, form.cleaned_data["conflict"], form.cleaned_data["reason"])
    return _("Your declaration is saved.")


def _send_back(actor: Any, found: Application, form: Any) -> str:
    assessment.send_back(actor, found, form.cleaned_data["reason"])
    return _("The applicant is asked to complete it.")


def _accept(actor: Any, found: Application, form: Any) -> str:
    assessment.accept(actor, found, form.chosen)
    return _("The application goes to the assessors.")


def _assess(actor: Any, found: Application, form: Any) -> str:
    assessment.assess(actor, found, form.points, form.reasons, form.cleaned_data["comment"])
    return _("Your scores are handed in.")


def _propose(actor: Any, found: Application, form: Any) -> str:
    assessment.propose(actor, found, form.verdict())
    return _("The proposal is saved.")


def _decide(actor: Any, found: Application, form: Any) -> str:
    assessment.decide(actor, found, form.meeting(), form.verdict())
    return _("The decision is saved.")


def _undo(actor: Any, found: Application, form: Any) -> str:
    assessment.undo_decision(actor, _decision(found), form.cleaned_data["reason"])
    return _("The decision is taken back. It can still be read in the history.")


def _ask(actor: Any, found: Application, form: Any) -> str:
    told = form.cleaned_data
    payment.ask(actor, _decision(found), told["year"], told["amount"], told["reference"])
    return _("The requisition is sent.")


def _ranks(found: Application) -> list[Any]:
    """The ranks of the rule in force when the application came in."""
    day = found.submitted_at.date() if found.submitted_at else clock.today()
    rules = RankingRule.objects.filter(partner=found.intake.partner_id, decided_on__lte=day)
    rule = rules.first()
    return list(rule.ranks.select_related("rule")) if rule else []


def _proposal_form(page: Page, found: Application, data: Any) -> Any:
    asked = by_year([line for line in application.content_of(found).money if line.asked])
    planned = FundingApplication.objects.filter(programme=page.programme, financier=found.intake.financier_id).first()
    first: dict[str, Any] = {f"amount_{year}": amount for year, amount in asked.items()}
    return VerdictForm(sorted(asked), data, initial=first | {"reasons": planned.reasons if planned else ""})


def _decision_form(_page: Page, found: Application, data: Any) -> Any:
    asked = by_year([line for line in application.content_of(found).money if line.asked])
    proposal = Proposal.objects.get(application=found)
    first: dict[str, Any] = {f"amount_{year}": amount for year, amount in proposal.amounts.items()}
    first |= {
        "grant": "yes" if proposal.grant else "no",
        "reasons": proposal.reasons,
        "conditions": "\n".join(proposal.conditions),
        "committee": found.rank.rule.committee if found.rank else "",
    }
    return DecisionForm(sorted(asked), data, initial=first)


def _ask_form(_page: Page, found: Application, data: Any) -> Any:
    left = {year: amount for year, amount in payment.left(_decision(found)).items() if amount > 0}
    return AskForm(sorted(left), data)


def _decision(found: Application) -> FundingDecision:
    decision = found.decisions.filter(voided_at=None).first()
    if decision is None:
        raise Http404
    return decision


def _reason(_page: Page, _found: Application, data: Any) -> Any:
    return ReasonForm(data)


def _no_form(_page: Page, _found: Application, data: Any) -> Any:
    return forms.Form(data)


JUDGED = frozenset({"submitted", "assessing", "proposed"})
STEPS: dict[str, Next] = {
    "hand-in": Next(
        gettext_lazy("Hand it in"), WRITABLE, FundingAction.APPLY, _no_form, _hand_in,
        gettext_lazy("Once it is handed in it can be changed only if the region asks for more."),
    ),
    "interest": Next(
        gettext_lazy("Declare your interest"), JUDGED, FundingAction.ASSESS,
        lambda _page, _found, data: InterestForm(data), _interest,
    ),
    "accept": Next(
        gettext_lazy("Find it complete"), frozenset({"submitted"}), FundingAction.HANDLE,
        lambda _page, found, data: AcceptForm(_ranks(found), data), _accept,
    ),
    "send-back": Next(
        gettext_lazy("Ask for more"), frozenset({"submitted"}), FundingAction.HANDLE, _reason, _send_back
    ),
    "assess": Next(
        gettext_lazy("Score it"), frozenset({"assessing"}), FundingAction.ASSESS,
        lambda _page, found, data: ScoreForm(list(found.intake.criteria.all()), data), _assess,
    ),
    "propose": Next(
        gettext_lazy("Propose to the committee"), frozenset({"assessing"}), FundingAction.HANDLE, _proposal_form, _propose
    ),
    "decide": Next(
        gettext_lazy("Record the decision"), frozenset({"proposed"}), FundingAction.ASSESS, _decision_form, _decide
    ),
    "requisition": Next(
        gettext_lazy("Ask for payment"), frozenset({"decided"}), RequisitionAction.RECORD, _ask_form, _ask
    ),
    "undo": Next(
        gettext_lazy("Take the decision back"), frozenset({"decided"}), FundingDecisionAction.VOID, _reason, _undo
    ),
    "withdraw": Next(
        gettext_lazy("Withdraw it"), WRITABLE | JUDGED, FundingAction.APPLY, _reason, _withdraw
    ),
}  # fmt: skip


def steps_open(page: Page, found: Application, standing: Standing) -> list[tuple[str, str | Promise]]:
    """The steps whose buttons are shown to the reader, with their words."""
    return [(slug, one.words) for slug, one in STEPS.items() if _open(page, found, one, standing)]


def _open(page: Page, found: Application, one: Next, standing: Standing) -> bool:
    if found.state not in one.states or not page.may(one.action, found):
        return False
    if one.act is _interest:
        return standing.reason == str(assessment.WHY_NOT["undeclared"])
    if one.action in HANDLING and standing.reason:
        return False
    if one.act is _assess:
        return standing.own is None
    if one.act is _decide:
        return standing.proposal is not None and standing.proposal.made_by_id != page.request.user.pk
    if one.act is _ask:
        return any(amount > 0 for amount in standing.left.values())
    return True
