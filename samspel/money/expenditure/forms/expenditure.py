"""The forms of a cost, hours, income and evidence."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core import uploads
from samspel.core.programmes.context import ReadContext
from samspel.money.expenditure.forms.fields import MoneyField, partner_field
from samspel.money.expenditure.policy import ExpenditureAction, IncomeAction
from samspel.money.expenditure.queries.expenditure import cost_categories
from samspel.web.forms import DateInput, DayField

MONTH_DAYS = 31
CONTENT = (
    "occurred_on", "partner", "category", "voucher", "text", "amount", "paid_on", "supplier", "invoice", "vat",
    "procurement",
)  # fmt: skip
"""What is said of a cost by hand."""


class CostForm(forms.Form):
    """A cost recorded by hand, or corrected."""

    occurred_on = DayField(label=gettext_lazy("Booking date"), widget=DateInput())
    voucher = forms.CharField(label=gettext_lazy("Voucher"), max_length=40)
    text = forms.CharField(label=gettext_lazy("What it is for"), max_length=200)
    amount = MoneyField(label=gettext_lazy("Amount"), help_text=gettext_lazy("A credit is negative."))
    paid_on = DayField(label=gettext_lazy("Paid on"), widget=DateInput(), required=False)
    supplier = forms.CharField(label=gettext_lazy("Supplier"), max_length=120, required=False)
    invoice = forms.CharField(label=gettext_lazy("Invoice number"), max_length=60, required=False)
    vat = MoneyField(label=gettext_lazy("Of which VAT"), required=False)
    procurement = forms.CharField(
        label=gettext_lazy("Journal number of the procurement"), max_length=60, required=False
    )

    def __init__(self, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        category = forms.ModelChoiceField(cost_categories(context), label=_("Cost category"), empty_label=_("Choose"))
        category.label_from_instance = lambda row: row.name  # type: ignore[method-assign,assignment]
        own = {"partner": partner_field(context, ExpenditureAction.RECORD), "category": category}
        self.fields = {**own, **self.fields}

    def clean_amount(self) -> Any:
        """Not zero."""
        if not self.cleaned_data["amount"]:
            raise forms.ValidationError(_("Give an amount other than zero."))
        return self.cleaned_data["amount"]

    def content(self) -> dict[str, Any]:
        """What is said of the cost; VAT of zero is none."""
        given = {name: self.cleaned_data[name] for name in CONTENT}
        return given | {"vat": given["vat"] or None}


class NewCostForm(CostForm):
    """A new cost, which may be the partner's own contribution in kind."""

    in_kind = forms.BooleanField(label=gettext_lazy("It is a contribution in kind: no money was paid"), required=False)


class CostCorrection(CostForm):
    """A cost corrected: a reason is needed."""

    reason = forms.CharField(label=gettext_lazy("Why it is changed"), max_length=500)


class StaffHoursForm(forms.Form):
    """Hours of one person in a month, as a unit cost."""

    person = forms.CharField(
        label=gettext_lazy("Person"),
        max_length=40,
        help_text=gettext_lazy("A pseudonym, such as the employment number. Never a name or personal identity number."),
    )
    month = DayField(label=gettext_lazy("Month"), widget=DateInput(), help_text=gettext_lazy("Any day of the month."))
    hours = MoneyField(label=gettext_lazy("Hours"))
    rate = MoneyField(label=gettext_lazy("Cost of an hour"))
    certified = forms.BooleanField(label=gettext_lazy("The time sheet is signed by the person and the manager"))

    def __init__(self, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"partner": partner_field(context, ExpenditureAction.RECORD), **self.fields}

    def clean_hours(self) -> Any:
        """More than none, no more than a month has."""
        if not 0 < self.cleaned_data["hours"] <= 24 * MONTH_DAYS:
            raise forms.ValidationError(_("Give the month's hours, above zero."))
        return self.cleaned_data["hours"]

    def clean_rate(self) -> Any:
        """Above zero."""
        if self.cleaned_data["rate"] <= 0:
            raise forms.ValidationError(_("Give an amount above zero."))
        return self.cleaned_data["rate"]


class IncomeForm(forms.Form):
    """Money the project earned."""

    occurred_on = DayField(label=gettext_lazy("Booking date"), widget=DateInput())
    text = forms.CharField(label=gettext_lazy("What it is"), max_length=200)
    amount = MoneyField(label=gettext_lazy("Amount"))

    def __init__(self, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"partner": partner_field(context, IncomeAction.RECORD), **self.fields}

    def clean_amount(self) -> Any:
        """Above zero."""
        if self.cleaned_data["amount"] <= 0:
            raise forms.ValidationError(_("Give an amount above zero."))
        return self.cleaned_data["amount"]


class EvidenceForm(forms.Form):
    """Evidence of a cost."""

    title = forms.CharField(label=gettext_lazy("What it is"), max_length=200)
    reference = forms.CharField(
        label=gettext_lazy("Where it can be read"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("A journal number or an address, where the document itself is not attached."),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": uploads.ACCEPTED}),
        help_text=gettext_lazy("PDF, PNG, JPEG, Excel or Word. At most 10 MB."),
    )


class VoucherFilter(forms.Form):
    """The filters of the list."""

    text = forms.CharField(label=gettext_lazy("Search"), required=False)
    partner = forms.ChoiceField(label=gettext_lazy("Partner"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("Cost category"), required=False)
    claimed = forms.ChoiceField(
        label=gettext_lazy("Claimed"),
        required=False,
        choices=[("", gettext_lazy("All")), ("yes", gettext_lazy("Yes")), ("no", gettext_lazy("Not yet"))],
    )

    def __init__(self, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("All"))]
        self.fields["partner"].choices = every + [(p.code, p.short) for p in context.structure.partners]  # type: ignore[attr-defined]
        self.fields["category"].choices = every + [(c.code, c.name) for c in context.structure.categories]  # type: ignore[attr-defined]
