"""The forms of reporting periods: a period to make, a decision on a region's report."""

from django import forms
from django.utils.translation import gettext_lazy

from samspel.results.reporting_periods.labels import REPORT_KINDS
from samspel.web.forms import DateInput, DayField


class PeriodForm(forms.Form):
    """A period to make."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of report"), choices=list(REPORT_KINDS.items()))
    first_day = DayField(label=gettext_lazy("First day"), widget=DateInput())
    last_day = DayField(label=gettext_lazy("Last day"), widget=DateInput())
    due_on = DayField(label=gettext_lazy("Due on"), widget=DateInput())
    exception = forms.CharField(
        label=gettext_lazy("Where the decision says otherwise"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Only where the period breaks the ordinary rules: the paragraph that allows it."),
    )


class ReportDecisionForm(forms.Form):
    """A decision on a region's report."""

    comment = forms.CharField(
        label=gettext_lazy("What must be mended"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed when the report is returned."),
    )
