"""Decisions about organisations that look alike."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.actors.organisations.queries.organisation import organisations

FIRST, SECOND, APART = "merge_first_into_second", "merge_second_into_first", "apart"


class PairDecisionForm(forms.Form):
    """What a pair is: one organisation, and which of the two stays, or two."""

    first: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(None, widget=forms.HiddenInput)
    second: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(None, widget=forms.HiddenInput)
    choice = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[(FIRST, FIRST), (SECOND, SECOND), (APART, APART)],
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            self.fields[name].queryset = organisations()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A merge needs a reason, and two organisations."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("choice") in {FIRST, SECOND} and not found.get("reason", "").strip():
            self.add_error("reason", _("Give a reason: without one nobody can follow the change later."))
        if found.get("first") is not None and found.get("first") == found.get("second"):
            raise forms.ValidationError(_("An organisation cannot be merged with itself."))
        return found


class UndoForm(forms.Form):
    """Why a merge is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Why they are not the same"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
