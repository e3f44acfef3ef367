"""Forms of a referral's steps: answers, where to send it on, what to suggest."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.actors.organisations.queries.directory import NotFound, find
from samspel.core import clock
from samspel.core.programmes.context import ReadContext
from samspel.frontdoor.models import Referral
from samspel.frontdoor.offers.queries.choices import partner_choices
from samspel.frontdoor.offers.queries.offers import offer_choices
from samspel.frontdoor.referrals.labels import OUTCOMES, REASONS
from samspel.frontdoor.referrals.queries.target import ReferralTarget
from samspel.web.forms import DateInput, DayField


class StepNoteForm(forms.Form):
    """A step with words to go with it."""

    note = forms.CharField(
        label=gettext_lazy("Words to go with it"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class DeclineForm(forms.Form):
    """Why not."""

    reason = forms.ChoiceField(label=gettext_lazy("Why not?"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("Words to the one who asked"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Perhaps you know who can help instead."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [(k, str(v)) for k, v in REASONS.items()]  # type: ignore[attr-defined]


class MeetingForm(forms.Form):
    """When they met."""

    on = DayField(label=gettext_lazy("Day"), widget=DateInput())
    note = StepNoteForm.base_fields["note"]


class DoneForm(forms.Form):
    """What came of it."""

    outcome = forms.ChoiceField(label=gettext_lazy("What came of it?"), widget=forms.RadioSelect)
    note = StepNoteForm.base_fields["note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [(k, str(v)) for k, v in OUTCOMES.items()]  # type: ignore[attr-defined]


class ForwardForm(forms.Form):
    """Where to send it on: one of an offer, an actor, a region."""

    offer: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(None, label=gettext_lazy("An offer"), required=False)
    organisation = forms.CharField(
        label=gettext_lazy("Or an actor"), required=False, max_length=200,
        help_text=gettext_lazy("Organisation number or name."),
    )  # fmt: skip
    partner: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label=gettext_lazy("Or the officer of a region"), required=False
    )
    note = forms.CharField(
        label=gettext_lazy("Words to the one it is sent to"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, context: ReadContext, referral: Referral, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offers = offer_choices(context.programme, referral.offer_id)
        _choose(self.fields["offer"], offers, lambda o: f"{o.title} – {o.organisation.name}")
        _choose(self.fields["partner"], partner_choices(context.programme), lambda p: str(p.name))
        self.to = ReferralTarget()

    def clean(self) -> dict[str, Any]:
        """Exactly one place to go, an organisation that exists."""
        data: dict[str, Any] = super().clean() or {}
        chosen = [name for name in ("offer", "organisation", "partner") if data.get(name)]
        if self.errors:
            return data
        if len(chosen) != 1:
            self.add_error(
                chosen[1] if chosen else "offer", _("Choose one place to send it: an offer, an actor or a region.")
            )
        elif chosen == ["organisation"]:
            try:
                self.to = ReferralTarget(organisation=find(data["organisation"]))
            except NotFound as problem:
                self.add_error("organisation", str(problem))
        else:
            self.to = ReferralTarget(**{chosen[0]: data[chosen[0]]})
        return data


class SuggestForm(forms.Form):
    """An offer to suggest to the asker."""

    offer: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label=gettext_lazy("Offer"), empty_label=gettext_lazy("Choose")
    )
    note = forms.CharField(
        label=gettext_lazy("Words to the one who asked"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offers = offer_choices(context.programme)
        _choose(self.fields["offer"], offers, lambda o: f"{o.title} – {o.organisation.name}")


def first_day(step: str) -> dict[str, Any]:
    """What a step's form is filled in with."""
    return {"on": clock.today()} if step == "meet" else {}


def _choose(field: Any, rows: Any, label: Any) -> None:
    field.queryset = rows
    field.empty_label = _("Choose")
    field.label_from_instance = label
