"""Forms of questions to a challenge, and of their answers."""

from django import forms
from django.utils.translation import gettext_lazy

from samspel.frontdoor.needs.forms import GuardedForm


class QuestionForm(GuardedForm):
    """A question from anybody."""

    text = forms.CharField(
        label=gettext_lazy("Your question"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The question and the answer are shown to everybody, without your name."),
    )  # fmt: skip
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), required=False,
        help_text=gettext_lazy("If you want to be told when it is answered. Erased after that."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """A public answer."""

    answer = forms.CharField(
        label=gettext_lazy("Answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Shown to everybody."),
    )  # fmt: skip
