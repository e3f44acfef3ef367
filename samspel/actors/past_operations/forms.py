"""The filters of the list of past operations."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core.programmes.context import ReadContext


class OperationFilter(forms.Form):
    """The filters of the list of past operations."""

    text = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=200)
    objective = forms.ChoiceField(label=gettext_lazy("Objective"), required=False)

    def __init__(self, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        objectives = [(m.code, m.label) for m in context.members("past_objective")]
        self.fields["objective"].choices = [("", _("All")), *objectives]  # type: ignore[attr-defined]
