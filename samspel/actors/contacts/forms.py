"""Somebody to reach at an organisation."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.actors.contacts.services import ContactData
from samspel.code_lists.choices import code_choices
from samspel.code_lists.legal_bases import BASES
from samspel.core import clock
from samspel.web.forms import DateInput, DayField

KEPT_YEARS = 2
LONGEST_YEARS = 10


class ContactForm(forms.Form):
    """A contact. Kept for two years where nothing else is said."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    role = forms.CharField(label=gettext_lazy("Role"), required=False, max_length=120)
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False, max_length=254)
    phone = forms.CharField(label=gettext_lazy("Phone"), required=False, max_length=40)
    basis = forms.ChoiceField(label=gettext_lazy("Legal basis"), help_text=gettext_lazy("Why the details may be kept."))
    given_on = DayField(
        label=gettext_lazy("Given on"), widget=DateInput(),
        help_text=gettext_lazy("The day of the consent, or when the details were collected."),
    )  # fmt: skip
    keep_until = DayField(
        label=gettext_lazy("Keep until"), widget=DateInput(),
        help_text=gettext_lazy("After this day the details are erased."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        today = clock.today()
        default = {"given_on": today, "keep_until": years_after(today, KEPT_YEARS)}
        super().__init__(*args, **{**kwargs, "initial": {**default, **(kwargs.get("initial") or {})}})
        self.fields["basis"].choices = [("", _("Choose")), *code_choices(BASES)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Some way to reach them, and days in order."""
        found: dict[str, Any] = super().clean() or {}
        if not {"email", "phone"} & self.errors.keys() and not found.get("email") and not found.get("phone"):
            self.add_error("email", _("Give an e-mail address or a phone number."))
        given, until = found.get("given_on"), found.get("keep_until")
        if given and given > clock.today():
            self.add_error("given_on", _("The day has not come yet. Give today or an earlier day."))
        if until and until < clock.today():
            self.add_error("keep_until", _("The day has passed. Give today or a later day."))
        elif given and until and until > years_after(given, LONGEST_YEARS):
            self.add_error("keep_until", _("Keep the details for at most ten years."))
        return found

    def details(self) -> ContactData:
        """The valid form as plain data."""
        return ContactData(**self.cleaned_data)


def years_after(day: Any, years: int) -> Any:
    """The same day so many years later; the 28th for a 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
