"""The form of a horizontal criterion."""

from django import forms
from django.utils.translation import gettext_lazy

from samspel.results.horizontal.labels import CONDITION_NAMES


class HorizontalCriterionForm(forms.Form):
    """The three conditions."""

    target_group_analysis = forms.CharField(
        label=CONDITION_NAMES["target_group_analysis"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Who is concerned, and what differs between the groups?"),
    )
    baseline = forms.CharField(
        label=CONDITION_NAMES["baseline"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("How is it today? With figures where there are any."),
    )
    goals = forms.CharField(
        label=CONDITION_NAMES["goals"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("What shall be different, by when, and how is it seen?"),
    )
