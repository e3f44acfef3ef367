"""The steps of a challenge as buttons: the words of each, when it can be taken, its form, and what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.frontdoor.challenges.forms.challenge import CancelForm, ExtendForm
from samspel.frontdoor.challenges.forms.decision import ChallengeDecisionForm
from samspel.frontdoor.challenges.forms.jury import JuryForm
from samspel.frontdoor.challenges.forms.pilot import PilotForm, SubmissionField
from samspel.frontdoor.challenges.queries.challenges import ChallengeOverview, decision_in_force
from samspel.frontdoor.challenges.queries.submissions import submission_scores, submissions_to_try
from samspel.frontdoor.challenges.services import challenge
from samspel.frontdoor.challenges.services import decision as decision_services
from samspel.frontdoor.challenges.services.challenge import challenge_close
from samspel.frontdoor.challenges.services.jury import jury_appoint
from samspel.frontdoor.challenges.services.pilot import pilot_begin
from samspel.frontdoor.challenges.services.submission import submissions_open
from samspel.web.forms import ReasonForm
from samspel.web.page import Page

if TYPE_CHECKING:
    from samspel.frontdoor.models import Challenge


@dataclass(frozen=True)
class NextChallengeStep:
    """A step: the words of its button, the states it can be taken in, its form, and what it does.

    `act` takes the page, the challenge and the valid form, and gives what to say. `about` stands above the form."""

    words: str | Promise
    states: frozenset[str]
    form: Callable[[Page, Challenge, Any], Any]
    act: Callable[[Page, Challenge, Any], str]
    about: str | Promise = ""
    danger: bool = False


def _publish(page: Page, found: Challenge, _form: Any) -> str:
    challenge.challenge_publish(actor=page.request.user, challenge=found)
    return _("The challenge is published.")


def _extend(page: Page, found: Challenge, form: Any) -> str:
    challenge.challenge_extend(actor=page.request.user, challenge=found, closes_on=form.cleaned_data["closes_on"])
    return _("The last day is moved.")


def _appoint(page: Page, found: Challenge, form: Any) -> str:
    jury_appoint(actor=page.request.user, challenge=found, people=list(form.cleaned_data["people"]))
    return _("The jury is appointed.")


def _open(page: Page, found: Challenge, _form: Any) -> str:
    number = submissions_open(actor=page.request.user, challenge=found)
    return _("%(n)s proposals are opened and given to the jury.") % {"n": number}


def _decide(page: Page, found: Challenge, form: Any) -> str:
    decision_services.decision_record(
        actor=page.request.user,
        challenge=found,
        data=form.data_for_service(),
        url=page.url("frontdoor:challenge", found.number),
    )
    return _("The decision is saved, and those who sent proposals are told.")


def _undo(page: Page, found: Challenge, form: Any) -> str:
    decision = decision_in_force(found)
    decision_services.decision_undo(actor=page.request.user, decision=decision, reason=form.cleaned_data["reason"])
    return _("The decision is taken back. It can still be read in the history.")


def _pilot(page: Page, found: Challenge, form: Any) -> str:
    data = form.cleaned_data
    pilot_begin(
        actor=page.request.user,
        submission=data["submission"],
        place=data["place"],
        starts_on=data["starts_on"],
        ends_on=data["ends_on"],
    )
    return _("The trial is noted.")


def _close(page: Page, found: Challenge, _form: Any) -> str:
    challenge_close(actor=page.request.user, challenge=found)
    return _("The challenge is closed.")


def _cancel(page: Page, found: Challenge, form: Any) -> str:
    challenge.challenge_cancel(actor=page.request.user, challenge=found, reason=form.cleaned_data["reason"])
    return _("The challenge is called off.")


def _nothing(_page: Page, _found: Challenge, data: Any) -> Any:
    return forms.Form(data)


def _pilot_form(_page: Page, found: Challenge, data: Any) -> Any:
    form = PilotForm(data)
    rows = submissions_to_try(found)
    first = rows.first()
    chosen = SubmissionField(rows, label=_("Proposal"), empty_label=None, initial=first.pk if first else None)
    form.fields = {"submission": chosen, **form.fields}
    return form


STEPS: dict[str, NextChallengeStep] = {
    "publish": NextChallengeStep(
        gettext_lazy("Publish"), frozenset({"draft"}), _nothing, _publish,
        gettext_lazy("Everybody sees it from now on, and what it says can no longer be changed."),
    ),
    "open": NextChallengeStep(
        gettext_lazy("Open the proposals"), frozenset({"published"}), _nothing, _open,
        gettext_lazy("They are opened once, all of them, and given to the jury without the companies' names."),
    ),
    "jury": NextChallengeStep(
        gettext_lazy("Appoint the jury"), frozenset({"draft", "published", "judging"}),
        lambda _page, found, data: JuryForm(found, data), _appoint,
    ),
    "decide": NextChallengeStep(
        gettext_lazy("Record the decision"), frozenset({"judging"}),
        lambda _page, found, data: ChallengeDecisionForm(submission_scores(found), data), _decide,
        gettext_lazy("Choose none if no proposal is good enough."),
    ),
    "pilot": NextChallengeStep(gettext_lazy("Note a trial"), frozenset({"decided", "piloting"}), _pilot_form, _pilot),
    "close": NextChallengeStep(
        gettext_lazy("Close"), frozenset({"decided", "piloting"}), _nothing, _close,
        gettext_lazy("Nothing more is to come. The page stays."),
    ),
    "extend": NextChallengeStep(
        gettext_lazy("Move the last day"), frozenset({"published"}),
        lambda _page, _found, data: ExtendForm(data), _extend,
    ),
    "undo": NextChallengeStep(
        gettext_lazy("Take the decision back"), frozenset({"decided"}),
        lambda _page, _found, data: ReasonForm(data), _undo, danger=True,
    ),
    "cancel": NextChallengeStep(
        gettext_lazy("Call it off"), frozenset({"draft", "published", "judging"}),
        lambda _page, _found, data: CancelForm(data), _cancel, danger=True,
    ),
}  # fmt: skip


def steps_open(page: Page, found: Challenge, standing: ChallengeOverview) -> list[tuple[str, NextChallengeStep]]:
    """The steps whose buttons are shown to the reader."""
    return [(slug, one) for slug, one in STEPS.items() if standing.manages and _can(found, slug, standing)]


def _can(found: Challenge, slug: str, standing: ChallengeOverview) -> bool:
    if found.state not in STEPS[slug].states:
        return False
    if slug == "open":
        return standing.may_open
    if slug == "decide":
        return not standing.lacking
    if slug == "pilot":
        return any(one.submission_id not in standing.pilots for one in standing.chosen)
    if slug == "close":
        return all(pilot.outcome for pilot in standing.pilots.values())
    return True
