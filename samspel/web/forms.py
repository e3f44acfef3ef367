"""Fields and forms that every app uses."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samspel.core import access


class DateInput(forms.DateInput):
    """A date as the browser's own date field; the value travels as an ISO date."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class NamedField(forms.ModelChoiceField):
    """A choice of something that has a name."""

    def label_from_instance(self, obj: Any) -> str:
        """Its name."""
        return str(obj.name)


class ReasonForm(forms.Form):
    """A reason, for taking something back."""

    reason = forms.CharField(label=_("Why it is taken back"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


def answerable(granted: Sequence[access.Grant], key: str, every: Sequence[int]) -> list[int]:
    """Ids of the dimension that some grant covers: all of them, or those the membership names."""
    chosen: set[int] = set()
    for grant in granted:
        chosen |= {grant.value} if grant.key == key else set(every)
    return [pk for pk in every if pk in chosen]
