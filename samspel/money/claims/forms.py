"""The forms of a claim: its period, its steps, the authority's decision, and payments."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.money.claims.labels import CLAIM_KINDS
from samspel.money.expenditure.forms.fields import MoneyField
from samspel.web.forms import DateInput, DayField

if TYPE_CHECKING:
    from samspel.money.models import ClaimRow


class ClaimForm(forms.Form):
    """A claim to make."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=list(CLAIM_KINDS.items()))
    first_day = DayField(label=gettext_lazy("First day"), widget=DateInput())
    last_day = DayField(label=gettext_lazy("Last day"), widget=DateInput())
    exception = forms.CharField(
        label=gettext_lazy("Where the decision says otherwise"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Only where the period breaks the ordinary rules: the paragraph that allows it."),
    )


class ReturnForm(forms.Form):
    """What a partner must mend."""

    comment = forms.CharField(
        label=gettext_lazy("What must be mended"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class SendForm(forms.Form):
    """Who signs."""

    signed_by = forms.CharField(label=gettext_lazy("Authorised person who signs"), max_length=120)


class ReopenForm(forms.Form):
    """Why and for what a sent claim is opened."""

    what = forms.ChoiceField(
        label=gettext_lazy("Open for"),
        widget=forms.RadioSelect,
        choices=[("text", gettext_lazy("its texts only")), ("numbers", gettext_lazy("its numbers"))],
    )
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ReportForm(forms.Form):
    """The economic report in words."""

    text = forms.CharField(
        label=gettext_lazy("The economic report in words"),
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=20_000,
        required=False,
    )


class PaymentForm(forms.Form):
    """A payment received."""

    received_on = DayField(label=gettext_lazy("Received on"), widget=DateInput())
    amount = MoneyField(label=gettext_lazy("Amount"))
    reference = forms.CharField(label=gettext_lazy("Reference"), max_length=120, required=False)


class ClaimDecisionForm(forms.Form):
    """The authority's decision; a pair of amounts and a reason for each row that is not certified whole."""

    decided_on = DayField(label=gettext_lazy("Decided on"), widget=DateInput())
    reference = forms.CharField(label=gettext_lazy("The decision's reference"), max_length=120)
    support = MoneyField(
        label=gettext_lazy("Certified support"),
        required=False,
        help_text=gettext_lazy("Empty: as the certified costs and the grant's terms give."),
    )

    def __init__(self, rows: list["ClaimRow"], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            name = {"voucher": row.expenditure.voucher or row.pk}
            self.fields[f"deducted_{row.pk}"] = MoneyField(label=_("Deducted, %(voucher)s") % name, required=False)
            self.fields[f"parked_{row.pk}"] = forms.BooleanField(label=_("Parked, %(voucher)s") % name, required=False)
            self.fields[f"reason_{row.pk}"] = forms.CharField(
                label=_("Reason, %(voucher)s") % name, required=False, max_length=500
            )

    def lines(self) -> list[tuple["ClaimRow", Any, Any, Any]]:
        """Each row with its three fields."""
        return [
            (row, self[f"deducted_{row.pk}"], self[f"parked_{row.pk}"], self[f"reason_{row.pk}"]) for row in self.rows
        ]

    def told(self) -> dict[int, tuple[Decimal, Decimal, str]]:
        """What is said of the rows that are not certified whole."""
        data = self.cleaned_data
        found = {}
        for row in self.rows:
            deducted = data[f"deducted_{row.pk}"] or Decimal(0)
            parked = row.amount if data[f"parked_{row.pk}"] else Decimal(0)
            if deducted or parked:
                found[row.pk] = (deducted, parked, data[f"reason_{row.pk}"])
        return found
