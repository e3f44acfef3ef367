"""The steps of a referral on the page: the words of each, who may take it and when, its form, and what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.frontdoor.needs.policy import NeedAction
from samspel.frontdoor.referrals.forms.steps import (
    DeclineForm,
    DoneForm,
    ForwardForm,
    MeetingForm,
    StepNoteForm,
    first_day,
)
from samspel.frontdoor.referrals.policy import ReferralAction, may_forward
from samspel.frontdoor.referrals.services import referral as referral_services
from samspel.frontdoor.referrals.states import ReferralStepKind, state_after
from samspel.web.page import Page

if TYPE_CHECKING:
    from samspel.frontdoor.models import Referral


@dataclass(frozen=True)
class NextReferralStep:
    """A step: the words of its button and its heading, what is told above its form, who may take it, its form, and
    what it does and says. `main` marks the one that leads on."""

    step: ReferralStepKind
    words: str | Promise
    heading: str | Promise
    about: str | Promise
    may: Callable[[Page, Referral], bool]
    form: Callable[[Page, Referral, Any], Any]
    act: Callable[[Any, Referral, Any], str]
    main: bool = False


def possible(page: Page, referral: Referral) -> list[tuple[str, NextReferralStep]]:
    """The steps that the reader can take now, with their names in the address."""
    return [
        (slug, one) for slug, one in STEPS.items() if state_after(referral.state, one.step) and one.may(page, referral)
    ]


def _answers(page: Page, referral: Referral) -> bool:
    return page.may(ReferralAction.ANSWER, referral)


def _forwards(page: Page, referral: Referral) -> bool:
    return may_forward(page.request.user, referral)


def _handles(page: Page, referral: Referral) -> bool:
    return page.may(NeedAction.HANDLE, referral.need)


def _accept(actor: Any, referral: Referral, form: Any) -> str:
    referral_services.referral_accept(actor=actor, referral=referral, note=form.cleaned_data["note"])
    return _("You have said yes. Here is who asked: get in touch within a few days.")


def _decline(actor: Any, referral: Referral, form: Any) -> str:
    referral_services.referral_decline(
        actor=actor, referral=referral, reason=form.cleaned_data["reason"], note=form.cleaned_data["note"]
    )
    return _("You have said no. The one who asked and the region's officer have been told.")


def _forward(actor: Any, referral: Referral, form: Any) -> str:
    made = referral_services.referral_forward(
        actor=actor, referral=referral, to=form.to, note=form.cleaned_data["note"]
    )
    return _("The request is sent on, as number %(number)s.") % {"number": f"{made.need.number}.{made.number}"}


def _meet(actor: Any, referral: Referral, form: Any) -> str:
    referral_services.referral_meet(
        actor=actor, referral=referral, on=form.cleaned_data["on"], note=form.cleaned_data["note"]
    )
    return _("The meeting is noted.")


def _finish(actor: Any, referral: Referral, form: Any) -> str:
    referral_services.referral_finish(
        actor=actor, referral=referral, outcome=form.cleaned_data["outcome"], note=form.cleaned_data["note"]
    )
    return _("The request is ended. Thank you for telling what came of it.")


def _take_up(actor: Any, referral: Referral, _form: Any) -> str:
    referral_services.referral_take_up(referral=referral, actor=actor)
    return _("The request is sent.")


def _withdraw(actor: Any, referral: Referral, form: Any) -> str:
    referral_services.referral_withdraw(referral=referral, actor=actor, note=form.cleaned_data["note"])
    return _("The request is taken back.")


def _plain(form: Callable[..., Any], slug: str = "") -> Callable[[Page, Referral, Any], Any]:
    return lambda _page, _referral, data: form(data, initial=first_day(slug))


STEPS = {
    "accept": NextReferralStep(
        ReferralStepKind.ACCEPT, gettext_lazy("Yes, we can help"), gettext_lazy("Say yes"),
        gettext_lazy("The one who asked is told at once, and you see who it is."), _answers,
        _plain(StepNoteForm), _accept, main=True,
    ),
    "decline": NextReferralStep(
        ReferralStepKind.DECLINE, gettext_lazy("No, we cannot"), gettext_lazy("Say no"),
        gettext_lazy("A no with a reason is a good answer: the officer of the region finds another way."),
        _answers, _plain(DeclineForm), _decline,
    ),
    "meet": NextReferralStep(
        ReferralStepKind.MEET, gettext_lazy("We have met"), gettext_lazy("Note the meeting"),
        gettext_lazy("A talk by telephone or video is a meeting too."), _answers, _plain(MeetingForm, "meet"), _meet,
        main=True,
    ),
    "finish": NextReferralStep(
        ReferralStepKind.FINISH, gettext_lazy("Say what came of it"), gettext_lazy("What came of it"), "", _answers,
        _plain(DoneForm), _finish, main=True,
    ),
    "take-up": NextReferralStep(
        ReferralStepKind.REQUEST, gettext_lazy("Send it for the one who asked"), gettext_lazy("Send the request"),
        gettext_lazy("Do so only when the one who asked has said yes."), _handles, _plain(StepNoteForm), _take_up,
    ),
    "forward": NextReferralStep(
        ReferralStepKind.FORWARD, gettext_lazy("Send it on"), gettext_lazy("Send it on"),
        gettext_lazy("To another offer, actor or region. The need's own region is told."),
        _forwards, lambda page, referral, data: ForwardForm(page.context, referral, data), _forward,
    ),
    "withdraw": NextReferralStep(
        ReferralStepKind.WITHDRAW, gettext_lazy("Take it back"), gettext_lazy("Take the request back"),
        gettext_lazy("When the one who asked no longer needs the help."), _handles, _plain(StepNoteForm), _withdraw,
    ),
}  # fmt: skip
