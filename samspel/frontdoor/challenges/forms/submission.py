"""Forms of a submission: new, and changed until the last day."""

from django import forms
from django.utils.translation import gettext_lazy

from samspel.frontdoor.challenges.services.submission import SubmissionData
from samspel.frontdoor.needs.forms import GuardedForm


class ProposalForm(forms.Form):
    """What a sender may change until the last day."""

    title = forms.CharField(label=gettext_lazy("Title of the proposal"), max_length=140)
    text = forms.CharField(
        label=gettext_lazy("The proposal"), max_length=8000, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("The jury reads it without knowing who sent it, so leave the company's name out."),
    )  # fmt: skip


class SubmissionForm(ProposalForm, GuardedForm):
    """A new proposal, with who sends it."""

    company = forms.CharField(label=gettext_lazy("Company"), max_length=200)
    organisation_number = forms.CharField(
        label=gettext_lazy("Organisation number"), max_length=20, required=False,
        help_text=gettext_lazy("Leave it empty if the company is not registered yet, or is a sole trader."),
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("Your name"), max_length=120)
    email = forms.EmailField(label=gettext_lazy("E-mail address"))

    def data_for_service(self) -> SubmissionData:
        """The valid form as plain data."""
        return SubmissionData(**{name: self.cleaned_data[name] for name in SubmissionData.__dataclass_fields__})
