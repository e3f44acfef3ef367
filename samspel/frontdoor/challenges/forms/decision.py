"""The form of the decision on a challenge."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core import clock
from samspel.frontdoor.challenges.queries.submissions import SubmissionScores
from samspel.frontdoor.challenges.services.decision import DecisionData
from samspel.web.forms import DateInput, DayField


class ChallengeDecisionForm(forms.Form):
    """The decision: the day, the reasons, and an amount for each chosen proposal."""

    day = DayField(label=gettext_lazy("Day of the decision"), widget=DateInput())
    reasons = forms.CharField(
        label=gettext_lazy("Reasons"), max_length=8000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Shown to everybody."),
    )  # fmt: skip

    def __init__(self, scored: Sequence[SubmissionScores], *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"day": clock.today()})
        super().__init__(*args, **kwargs)
        self.rows = scored
        for one in scored:
            pk, letter = one.submission.pk, one.submission.letter
            self.fields[f"chosen_{pk}"] = forms.BooleanField(
                label=_("Choose proposal %(letter)s") % {"letter": letter}, required=False
            )
            self.fields[f"amount_{pk}"] = forms.DecimalField(
                label=_("Amount to proposal %(letter)s") % {"letter": letter}, required=False, min_value=0,
                max_digits=12, decimal_places=2,
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Amounts only to what is chosen."""
        data: dict[str, Any] = super().clean() or {}
        for one in self.rows:
            pk = one.submission.pk
            if data.get(f"amount_{pk}") and not data.get(f"chosen_{pk}"):
                self.add_error(f"amount_{pk}", _("Choose the proposal, or leave the amount empty."))
        return data

    def data_for_service(self) -> DecisionData:
        """What is decided."""
        data = self.cleaned_data
        chosen = {
            one.submission.pk: data.get(f"amount_{one.submission.pk}") or Decimal(0)
            for one in self.rows
            if data[f"chosen_{one.submission.pk}"]
        }
        return DecisionData(data["day"], data["reasons"], chosen)
