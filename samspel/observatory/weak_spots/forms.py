"""The form of a note on a weak spot."""

from django import forms
from django.utils.translation import gettext_lazy

from samspel.web.forms import DayField


class WeakSpotNoteForm(forms.Form):
    """What is to be done, by whom and until when."""

    what = forms.CharField(
        label=gettext_lazy("What is to be done"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    who = forms.CharField(
        label=gettext_lazy("Who"), max_length=120,
        help_text=gettext_lazy("A function or an organisation, such as the area lead."),
    )  # fmt: skip
    due_on = DayField(label=gettext_lazy("Until"), widget=forms.DateInput(attrs={"type": "date"}))
