"""Forms of an actor's desk."""

from django import forms
from django.utils.translation import gettext_lazy

from samspel.web.forms import DateInput, DayField


class CapacityForm(forms.Form):
    """How many an offer can take, and from when."""

    capacity = forms.IntegerField(label=gettext_lazy("In a month"), required=False, min_value=0, max_value=9999)
    next_free_on = DayField(label=gettext_lazy("Next free time"), required=False, widget=DateInput())
