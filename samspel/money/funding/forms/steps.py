"""The forms of the steps an application goes through, and of the payments after it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core.assessment import HIGHEST, LOWEST
from samspel.core.programmes.context import ReadContext
from samspel.money.expenditure.forms.fields import MoneyField
from samspel.money.funding.policy import CofinancingAction
from samspel.money.funding.queries.choice import financiers_of
from samspel.money.funding.services.decision import FundingVerdict, Meeting
from samspel.web.forms import DateInput, DayField, NamedField

if TYPE_CHECKING:
    from samspel.money.models import Criterion, Rank


class InterestForm(forms.Form):
    """Whether the reader has an interest in the application."""

    conflict = forms.TypedChoiceField(
        label=gettext_lazy("Your interest in the application"),
        choices=[("no", gettext_lazy("I have none")), ("yes", gettext_lazy("I have an interest"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=gettext_lazy("Which interest"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """An interest is explained."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("conflict") and not data.get("reason", "").strip():
            self.add_error("reason", _("Say what the interest is."))
        return data


class AcceptForm(forms.Form):
    """The application's rank."""

    def __init__(self, ranks: Sequence["Rank"], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ranks = {str(rank.pk): rank for rank in ranks}
        self.fields["rank"] = forms.ChoiceField(
            label=_("Rank under the committee's ranking"),
            choices=[(pk, str(rank)) for pk, rank in self.ranks.items()],
            widget=forms.RadioSelect,
            required=bool(ranks),
        )

    @property
    def chosen(self) -> "Rank | None":
        """The rank chosen."""
        return self.ranks.get(self.cleaned_data.get("rank", ""))


class ScoreForm(forms.Form):
    """Points and reasons for each criterion."""

    def __init__(self, criteria: Sequence["Criterion"], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        choices = [(n, str(n)) for n in range(LOWEST, HIGHEST + 1)]
        for c in criteria:
            self.fields[f"points_{c.pk}"] = forms.TypedChoiceField(
                label=f"{c.question} ({c.weight})", coerce=int, choices=choices, widget=forms.RadioSelect,
                help_text=_("1 is the lowest, 5 the highest."),
            )  # fmt: skip
            self.fields[f"reason_{c.pk}"] = forms.CharField(
                label=_("Reasons for criterion %(n)s") % {"n": c.order}, max_length=500, required=False
            )
        area = forms.Textarea(attrs={"rows": 3})
        self.fields["comment"] = forms.CharField(label=_("Comment"), required=False, widget=area, max_length=4000)

    @property
    def points(self) -> Mapping[int, int]:
        """Criterion → points."""
        return {c.pk: self.cleaned_data[f"points_{c.pk}"] for c in self.criteria}

    @property
    def reasons(self) -> Mapping[int, str]:
        """Criterion → why."""
        return {c.pk: self.cleaned_data[f"reason_{c.pk}"] for c in self.criteria}


class VerdictForm(forms.Form):
    """A proposal or a decision: grant or refuse, reasons, an amount for each year, conditions a line each."""

    grant = forms.TypedChoiceField(
        label=gettext_lazy("Verdict"),
        choices=[("yes", gettext_lazy("Grant")), ("no", gettext_lazy("Refuse"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reasons = forms.CharField(label=gettext_lazy("Reasons"), widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, years: Sequence[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = years
        for year in years:
            self.fields[f"amount_{year}"] = MoneyField(label=_("Amount %(year)s") % {"year": year}, required=False)
        self.fields["conditions"] = forms.CharField(
            label=_("Conditions"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text=_("One on each line."),
        )

    def verdict(self) -> FundingVerdict:
        """What is proposed or decided."""
        data = self.cleaned_data
        amounts = {year: data[f"amount_{year}"] for year in self.years if data[f"amount_{year}"]}
        lines = [line.strip() for line in data["conditions"].splitlines() if line.strip()]
        return FundingVerdict(data["grant"], data["reasons"], amounts, lines)


class FundingDecisionForm(VerdictForm):
    """The committee's decision."""

    field_order = ("committee", "day", "paragraph")

    committee = forms.CharField(label=gettext_lazy("Committee"), max_length=120)
    day = DayField(label=gettext_lazy("Day of the meeting"), widget=DateInput())
    paragraph = forms.CharField(label=gettext_lazy("Paragraph"), max_length=40)

    def meeting(self) -> Meeting:
        """Where it was decided."""
        data = self.cleaned_data
        return Meeting(data["committee"], data["day"], data["paragraph"])


class AskForm(forms.Form):
    """Granted money to ask for."""

    def __init__(self, years: Sequence[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"] = forms.TypedChoiceField(label=_("Year"), coerce=int, choices=[(y, str(y)) for y in years])
        self.fields["amount"] = MoneyField(label=_("Amount"))
        self.fields["reference"] = forms.CharField(label=_("Reference"), max_length=120)


class PaidForm(forms.Form):
    """When it was paid."""

    on = DayField(label=gettext_lazy("Paid on"), widget=DateInput())
    reference = forms.CharField(label=gettext_lazy("Reference"), max_length=120)


class ConditionMetForm(forms.Form):
    """That a condition is met."""

    on = DayField(label=gettext_lazy("Met on"), widget=DateInput())
    note = forms.CharField(label=gettext_lazy("How it is known"), max_length=500)


class PaidInForm(forms.Form):
    """Co-financing that came in without a requisition."""

    on = DayField(label=gettext_lazy("Paid on"), widget=DateInput())
    year = forms.TypedChoiceField(label=gettext_lazy("For the year"), coerce=int)
    amount = MoneyField(label=gettext_lazy("Amount"))
    reference = forms.CharField(label=gettext_lazy("Reference"), max_length=120)

    def __init__(self, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = NamedField(
            financiers_of(context, CofinancingAction.RECORD), label=_("Financier"), empty_label=_("Choose")
        )
        self.fields = {"financier": chosen, **self.fields}
        years = range(context.programme.starts_on.year, context.programme.ends_on.year + 1)
        self.fields["year"].choices = [(y, str(y)) for y in years]  # type: ignore[attr-defined]
