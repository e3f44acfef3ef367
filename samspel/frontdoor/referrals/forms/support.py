"""Forms of the support that came of a referral: the hours, and which organisation asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.actors.models import Organisation
from samspel.actors.organisations.queries.directory import NotFound, find
from samspel.actors.organisations.queries.number import NONE, NumberError, read_number
from samspel.actors.organisations.services.organisation import OrganisationData
from samspel.frontdoor.models import Need
from samspel.frontdoor.needs.queries.needs import asker_of_need
from samspel.frontdoor.offers.queries.choices import municipality_choices
from samspel.results.facts.rules import LARGEST
from samspel.web.forms import AmountField

KINDS_OF_ASKERS = {"company": "company", "public": "municipality", "person": "company"}


class SupportHoursForm(forms.Form):
    """The time given, which is all that a support lacks when the rest follows from the request."""

    hours = AmountField(label=gettext_lazy("Hours"), most=LARGEST, checked=False)

    def clean_hours(self) -> Any:
        """More than none: a support of no time is no support."""
        hours = self.cleaned_data["hours"]
        if hours is None or hours <= 0 or hours >= 10_000:
            raise forms.ValidationError(_("Give the hours as a number above zero, such as 2 or 1.5."))
        return hours


class AskingOrganisationForm(forms.Form):
    """Which organisation asked: one that is registered, or a new one."""

    organisation = forms.CharField(
        label=gettext_lazy("Organisation"), max_length=200, help_text=gettext_lazy("Organisation number or name.")
    )
    new = forms.BooleanField(label=gettext_lazy("It is new: register it"), required=False)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)
    municipality: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Municipality"),
        required=False,
        empty_label=gettext_lazy("Choose"),
    )

    def __init__(self, need: Need, *args: Any, **kwargs: Any) -> None:
        asker = asker_of_need(need)
        kwargs["initial"] = {
            "organisation": (asker.organisation_number or asker.organisation_name) if asker else "",
            "name": asker.organisation_name if asker else "",
            "municipality": need.municipality_id,
        }
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = municipality_choices()  # type: ignore[attr-defined]
        self.need = need
        self.found: Organisation | None = None
        self.described: OrganisationData | None = None

    def clean(self) -> dict[str, Any]:
        """A registered organisation, or a name and a municipality for a new one."""
        data: dict[str, Any] = super().clean() or {}
        text = data.get("organisation", "")
        try:
            self.found = find(text) if text else None
        except NotFound as problem:
            if data.get("new"):
                self._describe(text, data)
            elif "organisation" not in self.errors:
                self.add_error(
                    "organisation", f"{problem} " + _("If it is new, tick that it is, and it is registered.")
                )
        return data

    def _describe(self, text: str, data: dict[str, Any]) -> None:
        name = (data.get("name") or "").strip()
        if not name:
            self.add_error("name", _("Give the name of the new organisation."))
        if not data.get("municipality"):
            self.add_error("municipality", _("Give the municipality of the new organisation."))
        try:
            number = read_number(text) if any(c.isdigit() for c in text) else NONE
        except NumberError as error:
            self.add_error("organisation", str(error))
            return
        if not self.errors:
            kind = KINDS_OF_ASKERS[self.need.asker_kind]
            self.described = OrganisationData(name, kind, number, data["municipality"])
