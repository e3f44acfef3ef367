"""The form that revises a work package."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WorkPackageForm(forms.Form):
    """The next version of a work package's description."""

    text_sv = forms.CharField(label=_("Description in Swedish"), widget=forms.Textarea(attrs={"rows": 5}))
    text_en = forms.CharField(label=_("Description in English"), widget=forms.Textarea(attrs={"rows": 5}))
    reason = forms.CharField(label=_("Why it is changed"), max_length=500)
