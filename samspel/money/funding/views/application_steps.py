"""The steps of an application: the words of each, where and by whom it can be taken, its form, and what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.money.funding.forms.steps import (
    AcceptForm,
    AskForm,
    FundingDecisionForm,
    InterestForm,
    ScoreForm,
    VerdictForm,
)
from samspel.money.funding.policy import FundingAction, FundingDecisionAction, RequisitionAction
from samspel.money.funding.queries.application import ApplicationStanding, decision_of, planned_reasons, proposal_of
from samspel.money.funding.queries.content import content_of
from samspel.money.funding.queries.grant import amounts_left
from samspel.money.funding.queries.impartiality import WHY_NOT
from samspel.money.funding.queries.intake import criteria_of, ranks_for
from samspel.money.funding.rules import by_year
from samspel.money.funding.services.application import application_submit, application_withdraw
from samspel.money.funding.services.assessment import (
    application_accept,
    application_return,
    assessment_record,
    impartiality_declare,
)
from samspel.money.funding.services.decision import decision_record, decision_void, proposal_make
from samspel.money.funding.services.payment import requisition_make
from samspel.money.funding.states import WRITABLE
from samspel.web.forms import ReasonForm
from samspel.web.page import Page

if TYPE_CHECKING:
    from samspel.money.models import Application, FundingDecision

HANDLING = frozenset({FundingAction.HANDLE, FundingAction.ASSESS})


@dataclass(frozen=True)
class NextApplicationStep:
    """A step of an application: the words of its button, where it can be taken, who may, its form, and what it does.

    `form` takes the page, the application and the data; `act` the actor, the application and the form, and gives what
    to say. `about` is told above the form."""

    words: str | Promise
    states: frozenset[str]
    action: str
    form: Callable[[Page, "Application", Any], Any]
    act: Callable[[Any, "Application", Any], str]
    about: str | Promise = ""


def _hand_in(actor: Any, found: "Application", _form: Any) -> str:
    application_submit(actor=actor, application=found)
    return _("The application is handed in.")


def _withdraw(actor: Any, found: "Application", form: Any) -> str:
    application_withdraw(actor=actor, application=found, reason=form.cleaned_data["reason"])
    return _("The application is withdrawn.")


def _interest(actor: Any, found: "Application", form: Any) -> str:
    impartiality_declare(
        actor=actor, application=found, conflict=form.cleaned_data["conflict"], reason=form.cleaned_data["reason"]
    )
    return _("Your declaration is saved.")


def _send_back(actor: Any, found: "Application", form: Any) -> str:
    application_return(actor=actor, application=found, comment=form.cleaned_data["reason"])
    return _("The applicant is asked to complete it.")


def _accept(actor: Any, found: "Application", form: Any) -> str:
    application_accept(actor=actor, application=found, rank=form.chosen)
    return _("The application goes to the assessors.")


def _assess(actor: Any, found: "Application", form: Any) -> str:
    assessment_record(
        actor=actor, application=found, points=form.points, reasons=form.reasons, comment=form.cleaned_data["comment"]
    )
    return _("Your scores are handed in.")


def _propose(actor: Any, found: "Application", form: Any) -> str:
    proposal_make(actor=actor, application=found, verdict=form.verdict())
    return _("The proposal is saved.")


def _decide(actor: Any, found: "Application", form: Any) -> str:
    decision_record(actor=actor, application=found, meeting=form.meeting(), verdict=form.verdict())
    return _("The decision is saved.")


def _undo(actor: Any, found: "Application", form: Any) -> str:
    decision_void(actor=actor, decision=_decision(found), reason=form.cleaned_data["reason"])
    return _("The decision is taken back. It can still be read in the history.")


def _ask(actor: Any, found: "Application", form: Any) -> str:
    told = form.cleaned_data
    requisition_make(
        actor=actor, decision=_decision(found), year=told["year"], amount=told["amount"], reference=told["reference"]
    )
    return _("The requisition is sent.")


def _proposal_form(page: Page, found: "Application", data: Any) -> Any:
    asked = by_year([line for line in content_of(found).money if line.asked])
    first: dict[str, Any] = {f"amount_{year}": amount for year, amount in asked.items()}
    return VerdictForm(sorted(asked), data, initial=first | {"reasons": planned_reasons(page.context, found)})


def _decision_form(_page: Page, found: "Application", data: Any) -> Any:
    asked = by_year([line for line in content_of(found).money if line.asked])
    proposal = proposal_of(found)
    first: dict[str, Any] = {f"amount_{year}": amount for year, amount in proposal.amounts.items()}
    first |= {
        "grant": "yes" if proposal.grant else "no",
        "reasons": proposal.reasons,
        "conditions": "\n".join(proposal.conditions),
        "committee": found.rank.rule.committee if found.rank else "",
    }
    return FundingDecisionForm(sorted(asked), data, initial=first)


def _ask_form(_page: Page, found: "Application", data: Any) -> Any:
    left = {year: amount for year, amount in amounts_left(_decision(found)).items() if amount > 0}
    return AskForm(sorted(left), data)


def _decision(found: "Application") -> "FundingDecision":
    decision = decision_of(found)
    if decision is None:
        raise Http404
    return decision


def _reason(_page: Page, _found: "Application", data: Any) -> Any:
    return ReasonForm(data)


def _no_form(_page: Page, _found: "Application", data: Any) -> Any:
    return forms.Form(data)


JUDGED = frozenset({"submitted", "assessing", "proposed"})
STEPS: dict[str, NextApplicationStep] = {
    "hand-in": NextApplicationStep(
        gettext_lazy("Hand it in"), WRITABLE, FundingAction.APPLY, _no_form, _hand_in,
        gettext_lazy("Once it is handed in it can be changed only if the region asks for more."),
    ),
    "interest": NextApplicationStep(
        gettext_lazy("Declare your interest"), JUDGED, FundingAction.ASSESS,
        lambda _page, _found, data: InterestForm(data), _interest,
    ),
    "accept": NextApplicationStep(
        gettext_lazy("Find it complete"), frozenset({"submitted"}), FundingAction.HANDLE,
        lambda _page, found, data: AcceptForm(ranks_for(found), data), _accept,
    ),
    "send-back": NextApplicationStep(
        gettext_lazy("Ask for more"), frozenset({"submitted"}), FundingAction.HANDLE, _reason, _send_back
    ),
    "assess": NextApplicationStep(
        gettext_lazy("Score it"), frozenset({"assessing"}), FundingAction.ASSESS,
        lambda _page, found, data: ScoreForm(criteria_of(found.intake), data), _assess,
    ),
    "propose": NextApplicationStep(
        gettext_lazy("Propose to the committee"), frozenset({"assessing"}), FundingAction.HANDLE, _proposal_form,
        _propose,
    ),
    "decide": NextApplicationStep(
        gettext_lazy("Record the decision"), frozenset({"proposed"}), FundingAction.ASSESS, _decision_form, _decide
    ),
    "requisition": NextApplicationStep(
        gettext_lazy("Ask for payment"), frozenset({"decided"}), RequisitionAction.RECORD, _ask_form, _ask
    ),
    "undo": NextApplicationStep(
        gettext_lazy("Take the decision back"), frozenset({"decided"}), FundingDecisionAction.VOID, _reason, _undo
    ),
    "withdraw": NextApplicationStep(
        gettext_lazy("Withdraw it"), WRITABLE | JUDGED, FundingAction.APPLY, _reason, _withdraw
    ),
}  # fmt: skip


def steps_open(page: Page, found: "Application", standing: ApplicationStanding) -> list[tuple[str, str | Promise]]:
    """The steps whose buttons are shown to the reader, with their words."""
    return [(slug, one.words) for slug, one in STEPS.items() if _open(page, found, one, standing)]


def _open(page: Page, found: "Application", one: NextApplicationStep, standing: ApplicationStanding) -> bool:
    if found.state not in one.states or not page.may(one.action, found):
        return False
    if one.act is _interest:
        return standing.reason == str(WHY_NOT["undeclared"])
    if one.action in HANDLING and standing.reason:
        return False
    if one.act is _assess:
        return standing.own is None
    if one.act is _decide:
        return standing.proposal is not None and standing.proposal.made_by_id != page.request.user.pk
    if one.act is _ask:
        return any(amount > 0 for amount in standing.left.values())
    return True
