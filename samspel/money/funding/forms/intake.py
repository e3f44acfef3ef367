"""The forms of an intake and of a committee's ranking."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core.programmes.context import ReadContext
from samspel.money.funding.policy import FundingAction
from samspel.money.funding.queries.choice import financiers_of
from samspel.money.funding.services.intake import NewIntake
from samspel.web.forms import DateInput, DayField, NamedField


class NamedIntake(forms.ModelChoiceField):
    """A choice of intake, with whose it is."""

    def label_from_instance(self, obj: Any) -> str:
        """Its name and region."""
        return f"{obj.name}, {obj.partner.name}"


class IntakeForm(forms.Form):
    """An intake with its criteria, a line each: the weight, then the question."""

    name = forms.CharField(label=gettext_lazy("Name of the intake"), max_length=120)
    appropriation = forms.CharField(
        label=gettext_lazy("Appropriation"), max_length=60, initial="1:1 Regionala tillväxtåtgärder"
    )
    opens_on = DayField(label=gettext_lazy("Opens"), widget=DateInput())
    closes_on = DayField(label=gettext_lazy("Closes"), widget=DateInput())
    assessors = forms.IntegerField(
        label=gettext_lazy("How many assess each application"), min_value=1, max_value=9, initial=2
    )
    criteria = forms.CharField(
        label=gettext_lazy("Criteria"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("One on each line: its weight, then the question. Example: 30 Does it reach the goals?"),
    )

    def __init__(self, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = NamedField(financiers_of(context, FundingAction.HANDLE), label=_("Financier"), empty_label=_("Choose"))
        self.fields = {"financier": chosen, **self.fields}

    def clean_criteria(self) -> list[tuple[str, int]]:
        """Each line as a question with its weight."""
        found = []
        for number, line in enumerate(filter(str.strip, self.cleaned_data["criteria"].splitlines()), start=1):
            weight, _space, question = line.strip().partition(" ")
            if not (weight.isdecimal() and 1 <= int(weight) <= 1000 and question.strip()):
                raise forms.ValidationError(
                    _("Line %(n)s: found “%(line)s”. Write a weight from 1 to 1000, a space and the question.")
                    % {"n": number, "line": line.strip()[:60]}
                )
            found.append((question.strip(), int(weight)))
        return found

    def clean(self) -> dict[str, Any]:
        """It closes after it opens."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("opens_on") and data.get("closes_on") and data["closes_on"] < data["opens_on"]:
            self.add_error("closes_on", _("The last day is before the first."))
        return data

    def told(self) -> NewIntake:
        """The intake to open."""
        return NewIntake(**self.cleaned_data)


class RankingForm(forms.Form):
    """A committee's ranking, a line for each rank."""

    committee = forms.CharField(label=gettext_lazy("Committee"), max_length=120)
    decided_on = DayField(label=gettext_lazy("Decided on"), widget=DateInput())
    reference = forms.CharField(label=gettext_lazy("Paragraph"), max_length=60)
    ranks = forms.CharField(
        label=gettext_lazy("Ranks"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("One on each line, what comes first at the top."),
    )

    def __init__(self, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = NamedField(financiers_of(context, FundingAction.HANDLE), label=_("Region"), empty_label=_("Choose"))
        self.fields = {"financier": chosen, **self.fields}
