"""Forms of a challenge: the challenge and its criteria, a later last day, why it is called off."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.actors.organisations.queries.visibility import granted
from samspel.core import access
from samspel.core.programmes.context import ReadContext
from samspel.frontdoor.challenges.labels import KINDS
from samspel.frontdoor.challenges.policy import ChallengeAction
from samspel.frontdoor.challenges.queries.challenges import challenge_owner_choices
from samspel.frontdoor.challenges.services.challenge import ChallengeData, CriterionData
from samspel.frontdoor.models import Challenge
from samspel.frontdoor.offers.queries.choices import area_choices, partner_choices
from samspel.web.forms import DateInput, DayField, answerable

ROWS = {"rows": 8}


class ChallengeForm(forms.Form):
    """A challenge, new or a draft."""

    title_sv = forms.CharField(label=gettext_lazy("Title, Swedish"), max_length=140)
    text_sv = forms.CharField(
        label=gettext_lazy("What is needed, Swedish"), max_length=8000, widget=forms.Textarea(attrs=ROWS),
        help_text=gettext_lazy("The need, not the solution: what is hard today, for whom, and what would be better."),
    )  # fmt: skip
    title_en = forms.CharField(label=gettext_lazy("Title, English"), max_length=140)
    text_en = forms.CharField(
        label=gettext_lazy("What is needed, English"), max_length=8000, widget=forms.Textarea(attrs=ROWS)
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    owner: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label=gettext_lazy("Whose need it is"), empty_label=gettext_lazy("Choose")
    )
    area: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label=gettext_lazy("Area"), empty_label=gettext_lazy("Choose")
    )
    partner: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label=gettext_lazy("Region that answers for it"), empty_label=gettext_lazy("Choose")
    )
    opens_on = DayField(
        label=gettext_lazy("First day for proposals"), widget=DateInput(),
        help_text=gettext_lazy("Until then there is market dialogue: questions and answers."),
    )  # fmt: skip
    closes_on = DayField(label=gettext_lazy("Last day for proposals"), widget=DateInput())
    reward = forms.DecimalField(
        label=gettext_lazy("What can be given, in all"), min_value=0, max_digits=12, decimal_places=2, initial=0,
        help_text=gettext_lazy("In the programme's currency. 0 where there is no money."),
    )  # fmt: skip
    jurors = forms.IntegerField(
        label=gettext_lazy("How many in the jury must assess each proposal"), min_value=1, max_value=20, initial=2
    )

    def __init__(self, context: ReadContext, challenge: Challenge | None, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", challenge_initial(challenge) if challenge else None)
        super().__init__(*args, **kwargs)
        every = [partner.pk for partner in context.structure.partners]
        own = answerable(granted(context, ChallengeAction.MANAGE), access.Reach.PARTNER, every)
        self._rows("partner", partner_choices(context.programme, own))
        if len(own) == 1:
            self.fields["partner"].initial = own[0]
        self._rows("area", area_choices(context.programme))
        self._rows("owner", challenge_owner_choices())
        self.fields["kind"].choices = list(KINDS.items())  # type: ignore[attr-defined]
        for name in ("partner", "area"):
            self.fields[name].label_from_instance = lambda row: row.name  # type: ignore[attr-defined]

    def _rows(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The last day after the first."""
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("opens_on"), data.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", _("The last day is before the first. Give the same day or a later one."))
        return data

    def data_for_service(self, criteria: Sequence[CriterionData]) -> ChallengeData:
        """The valid form as plain data."""
        return ChallengeData(criteria=criteria, **self.cleaned_data)


class ChallengeCriterionForm(forms.Form):
    """A criterion in both languages, with its weight."""

    question_sv = forms.CharField(label=gettext_lazy("Criterion, Swedish"), max_length=300, required=False)
    question_en = forms.CharField(label=gettext_lazy("Criterion, English"), max_length=300, required=False)
    weight = forms.IntegerField(label=gettext_lazy("Weight"), min_value=1, max_value=100, required=False)

    def clean(self) -> dict[str, Any]:
        """All three or none."""
        data: dict[str, Any] = super().clean() or {}
        lacking = [name for name in ("question_sv", "question_en", "weight") if not data.get(name)]
        if lacking and len(lacking) < 3 and not self.errors:
            self.add_error(lacking[0], _("Give the criterion in both languages and its weight, or leave all empty."))
        return data


def filled_criteria(sent: Any) -> list[CriterionData]:
    """The filled-in rows of a valid set of `ChallengeCriterionForm`."""
    rows = (form.cleaned_data for form in sent if hasattr(form, "cleaned_data"))
    return [CriterionData(r["question_sv"], r["question_en"], r["weight"]) for r in rows if r.get("weight")]


class _Criteria(forms.BaseFormSet):
    """At least one criterion."""

    def clean(self) -> None:
        """Something to judge by."""
        if not any(self.errors) and not filled_criteria(self):
            raise forms.ValidationError(_("Write at least one criterion."))


CriterionForms = forms.formset_factory(ChallengeCriterionForm, formset=_Criteria, extra=3, max_num=10)


def challenge_initial(challenge: Challenge) -> dict[str, Any]:
    """The draft as the form shows it."""
    return {name: getattr(challenge, name) for name in ChallengeForm.base_fields}


class ExtendForm(forms.Form):
    """A later last day."""

    closes_on = DayField(label=gettext_lazy("New last day"), widget=DateInput())


class CancelForm(forms.Form):
    """Why a challenge is called off."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is called off"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Shown on the challenge's page."),
    )  # fmt: skip
