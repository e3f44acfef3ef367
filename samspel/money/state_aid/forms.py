"""The state aid pages' forms."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core import clock
from samspel.money.expenditure.forms.fields import MoneyField
from samspel.money.state_aid.services.declaration import DeclaredLine
from samspel.web.forms import DateInput, DayField

LINES, MOST_LINES = 3, 40
BASES = [
    ("refuse", gettext_lazy("No: the support is not given")),
    ("de_minimis", gettext_lazy("Yes, with a lower amount that fits under the ceiling")),
    ("gber", gettext_lazy("Yes, as aid under the general block exemption regulation")),
    ("none", gettext_lazy("Yes: it is not state aid")),
]


class DeclarationForm(forms.Form):
    """De minimis aid that an enterprise has got from others: a line for each grant."""

    signed_by = forms.CharField(
        label=gettext_lazy("Name of the authorised person who signs"), max_length=120, strip=True
    )
    month = forms.TypedChoiceField(
        label=gettext_lazy("The fiscal year begins in"), coerce=int, choices=list(MONTHS.items()), initial=1
    )
    true = forms.BooleanField(
        label=gettext_lazy(
            "I certify on my honour that this is all de minimis aid to the undertaking, owners and subsidiaries "
            "included, for the last three years and the current one."
        )
    )

    def __init__(self, count: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = min(max(count, LINES), MOST_LINES)
        certify = self.fields.pop("true")
        for n in range(1, self.count + 1):
            self.fields[f"giver_{n}"] = forms.CharField(
                label=_("Who granted it, %(n)s") % {"n": n}, max_length=200, required=False
            )
            self.fields[f"day_{n}"] = DayField(
                label=_("Day of the decision, %(n)s") % {"n": n}, widget=DateInput(), required=False
            )
            self.fields[f"amount_{n}"] = MoneyField(label=_("Amount in euro, %(n)s") % {"n": n}, required=False)
        self.fields["true"] = certify

    @property
    def lines(self) -> list[tuple[Any, Any, Any]]:
        """Each line's three fields."""
        return [(self[f"giver_{n}"], self[f"day_{n}"], self[f"amount_{n}"]) for n in range(1, self.count + 1)]

    def clean(self) -> dict[str, Any]:
        """Whole lines, above zero, not after today."""
        data: dict[str, Any] = super().clean() or {}
        for n in range(1, self.count + 1):
            giver, day, amount = f"giver_{n}", f"day_{n}", f"amount_{n}"
            if not (data.get(giver) or data.get(day) or data.get(amount)):
                continue
            for name in (giver, day, amount):
                if data.get(name) in (None, "") and name not in self.errors:
                    self.add_error(name, _("Fill in the whole line, or leave all of it empty."))
            if isinstance(data.get(day), date) and data[day] > clock.today():
                self.add_error(day, _("The day has not come yet."))
            if isinstance(data.get(amount), Decimal) and data[amount] <= 0:
                self.add_error(amount, _("Give an amount above zero."))
        return data

    def told(self) -> list[DeclaredLine]:
        """The lines that are filled in."""
        data = self.cleaned_data
        return [
            DeclaredLine(data[f"giver_{n}"], data[f"day_{n}"], data[f"amount_{n}"])
            for n in range(1, self.count + 1)
            if data.get(f"giver_{n}")
        ]


class TryForm(forms.Form):
    """A day and an amount to try against the ceiling."""

    day = DayField(label=gettext_lazy("Day of the grant"), widget=DateInput(), required=False)
    amount = MoneyField(label=gettext_lazy("Planned amount in euro"), required=False)


class DecideForm(forms.Form):
    """What is decided of a support held at the ceiling."""

    basis = forms.ChoiceField(label=gettext_lazy("Decision"), choices=BASES, widget=forms.RadioSelect)
    amount = MoneyField(
        label=gettext_lazy("Amount"),
        required=False,
        help_text=gettext_lazy("In the programme's currency. Empty: the amount that was asked for."),
    )
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_amount(self) -> Any:
        """Above zero where it is given."""
        amount = self.cleaned_data["amount"]
        if amount is not None and amount <= 0:
            raise forms.ValidationError(_("Give an amount above zero."))
        return amount


class ExchangeRateForm(forms.Form):
    """The rate of a day."""

    day = DayField(label=gettext_lazy("Day"), widget=DateInput())
    rate = forms.DecimalField(
        label=gettext_lazy("Units of the currency for one euro"),
        max_digits=12,
        decimal_places=6,
        min_value=Decimal("0.000001"),
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    source = forms.CharField(label=gettext_lazy("Where it is published"), max_length=120)


class EntryForm(forms.Form):
    """That a grant is in the register."""

    on = DayField(label=gettext_lazy("Entered on"), widget=DateInput())
    reference = forms.CharField(label=gettext_lazy("The register's reference"), max_length=120, required=False)
