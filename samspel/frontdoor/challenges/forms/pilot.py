"""Forms of a trial: where and when, and what came of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from samspel.core import clock
from samspel.frontdoor.challenges.labels import OUTCOMES
from samspel.web.forms import DateInput, DayField


class SubmissionField(forms.ModelChoiceField):
    """A proposal, chosen by its letter and title."""

    def label_from_instance(self, obj: Any) -> str:
        """The letter and the title."""
        return f"{obj.letter}. {obj.title}"


class PilotForm(forms.Form):
    """Where and when a chosen proposal is tried."""

    place = forms.CharField(label=gettext_lazy("Where it is tried"), max_length=200)
    starts_on = DayField(label=gettext_lazy("First day"), widget=DateInput())
    ends_on = DayField(label=gettext_lazy("Last day"), widget=DateInput())


class ResultForm(forms.Form):
    """What came of a trial."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it"), choices=list(OUTCOMES.items()), widget=forms.RadioSelect
    )
    result_sv = forms.CharField(
        label=gettext_lazy("In words, Swedish"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
    result_en = forms.CharField(
        label=gettext_lazy("In words, English"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
    day = DayField(label=gettext_lazy("Day the trial ended"), widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = clock.today()
