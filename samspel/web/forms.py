"""Fields and forms that every app uses."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core import access
from samspel.web import addresses


class DateInput(forms.DateInput):
    """A date as the browser's own date field; the value travels as an ISO date."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day that the calendar can count from: years 1900 to 2199, as in addresses."""

    def to_python(self, value: Any) -> Any:
        """ValidationError where it is no such day."""
        found = super().to_python(value)
        if found is not None and not addresses.EARLIEST <= found <= addresses.LATEST:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class SeveralField(forms.ModelMultipleChoiceField):
    """Several of the rows to choose from; a key that the database cannot hold is none of them."""

    def clean(self, value: Any) -> Any:
        """ValidationError where one is not among the rows."""
        for one in value if isinstance(value, list | tuple) else ():
            if str(one).isdecimal() and len(str(one)) >= len(str(addresses.LARGEST_KEY)):
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": str(one)[:40]}
                )
        return super().clean(value)


class AmountField(forms.CharField):
    """A number as people write it: 1 250,50 or 1250.50. Empty gives None; the result is a Decimal, at most `most` from
    zero.

    Where `checked` is False, what is below zero or has more than two decimals is left for the form to refuse."""

    def __init__(self, *, most: Decimal, checked: bool = True, **options: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal"}), **options)
        self.most, self.checked = most, checked

    def clean(self, value: Any) -> Any:
        """ValidationError where it is no number, or not one of those that are taken."""
        text = super().clean(value)
        if not text:
            return None
        plain = "".join(text.split()).replace("\N{MINUS SIGN}", "-").replace(",", ".")
        try:
            number = Decimal(plain)
        except InvalidOperation as error:
            raise forms.ValidationError(_("“%(text)s” is not a number."), params={"text": text}) from error
        if not number.is_finite():
            raise forms.ValidationError(_("“%(text)s” is not a number."), params={"text": text})
        if self.checked and number < 0:
            raise forms.ValidationError(_("Give a number that is not below zero."))
        if abs(number) > self.most:
            raise forms.ValidationError(_("The number is too large."))
        if self.checked and number != number.quantize(Decimal("0.01")):
            raise forms.ValidationError(_("Give at most two decimals."))
        return number


class NamedField(forms.ModelChoiceField):
    """A choice of something that has a name."""

    def label_from_instance(self, obj: Any) -> str:
        """Its name."""
        return str(obj.name)


class ReasonForm(forms.Form):
    """A reason, for taking something back."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is taken back"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class DaysForm(forms.Form):
    """The first and the last day of what is asked for, both included; each may be left out."""

    since = DayField(label=gettext_lazy("From"), required=False, widget=DateInput())
    until = DayField(label=gettext_lazy("To"), required=False, widget=DateInput())

    def clean(self) -> dict[str, Any]:
        """Days in order."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", _("The last day is before the first. Give the same day or a later one."))
        return data


def answerable(granted: Sequence[access.Grant], key: str, every: Sequence[int]) -> list[int]:
    """Ids of the dimension that some grant covers: all of them, or those the membership names."""
    chosen: set[int] = set()
    for grant in granted:
        chosen |= {grant.value} if grant.key == key else set(every)
    return [pk for pk in every if pk in chosen]
