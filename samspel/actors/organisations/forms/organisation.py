"""An organisation registered or described anew."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.actors.duplicates.queries.look_alikes import look_alikes
from samspel.actors.organisations.forms.personal_number import show_instead
from samspel.actors.organisations.queries.number import NumberError, OrganisationNumber, read_number
from samspel.actors.organisations.queries.organisation import alias_names, municipalities
from samspel.actors.organisations.rules.number import looks_personal
from samspel.actors.organisations.services.organisation import OrganisationData
from samspel.code_lists.choices import code_choices
from samspel.code_lists.industries import section_of
from samspel.code_lists.organisation_kinds import KINDS
from samspel.web.forms import DateInput, DayField

if TYPE_CHECKING:
    from samspel.actors.models import Organisation

INDUSTRY = re.compile(r"\d{2}(\.?\d{1,3})?")


class OrganisationForm(forms.Form):
    """What is registered of an organisation. A personal identity number is never shown again.

    `alike` are registered organisations that look like this one; with any, `another` must be ticked."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    number = forms.CharField(
        label=gettext_lazy("Organisation number"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Also a sole trader's personal identity number: it is kept only as a pseudonym."),
    )
    country = forms.RegexField(
        label=gettext_lazy("Country"),
        regex=r"^[A-Za-z]{2}$",
        initial="SE",
        max_length=2,
        help_text=gettext_lazy("Two letters: SE, FI, NO …"),
    )
    municipality: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Municipality"),
        required=False,
        empty_label=gettext_lazy("Not known"),
    )
    industry = forms.CharField(
        label=gettext_lazy("Industry"),
        required=False,
        max_length=6,
        help_text=gettext_lazy("NACE or SNI code, such as 10.71 or 10710."),
    )
    website = forms.URLField(
        label=gettext_lazy("Website"), required=False, max_length=200, assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )  # fmt: skip
    started_on = DayField(label=gettext_lazy("Started on"), required=False, widget=DateInput())
    ended_on = DayField(label=gettext_lazy("Closed on"), required=False, widget=DateInput())
    aliases = forms.CharField(
        label=gettext_lazy("Other names"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One on each line: short names, earlier names."),
    )
    another = forms.BooleanField(label=gettext_lazy("It is another organisation"), required=False)

    def __init__(self, organisation: "Organisation | None", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.alike: Sequence[Organisation] = []
        self.fields["kind"].choices = [("", _("Choose")), *code_choices(KINDS)]  # type: ignore[attr-defined]
        self.fields["municipality"].queryset = municipalities()  # type: ignore[attr-defined]
        if self.keeps_number:
            self.fields["number"].help_text = _(
                "Sole trader: the number is protected and not shown. Leave the field empty to keep it."
            )

    @property
    def keeps_number(self) -> bool:
        """Whether an empty number means the one already kept."""
        return self.organisation is not None and self.organisation.identity == "personal"

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields without the one that only a look-alike brings."""
        return [bound for bound in self if bound.name != "another"]

    def clean_name(self) -> str:
        """Without double spaces."""
        return " ".join(self.cleaned_data["name"].split())

    def clean_country(self) -> str:
        """In capitals."""
        return str(self.cleaned_data["country"]).upper()

    def clean_industry(self) -> str:
        """A code of a section of NACE."""
        code = str(self.cleaned_data["industry"]).strip()
        if code and (not INDUSTRY.fullmatch(code) or section_of(code) is None):
            raise forms.ValidationError(_("“%(code)s” is not a NACE code."), params={"code": code})
        return code

    def clean_aliases(self) -> list[str]:
        """One a line."""
        names = [" ".join(line.split()) for line in self.cleaned_data["aliases"].splitlines()]
        if any(len(name) > 200 for name in names):
            raise forms.ValidationError(_("A name has at most 200 characters."))
        return [name for name in dict.fromkeys(names) if name]

    def clean(self) -> dict[str, Any]:
        """The number in its country's form, the days in order, and look-alikes looked at."""
        found: dict[str, Any] = super().clean() or {}
        self._read_number(found)
        first, last = found.get("started_on"), found.get("ended_on")
        if first and last and last < first:
            self.add_error("ended_on", _("The last day is before the first. Give the same day or a later one."))
        if "name" in found and self._asks_of_look_alikes(found):
            self.alike = look_alikes(found["name"], found.get("aliases") or [], found.get("municipality"), self._own)
            if self.alike and not found.get("another"):
                self.add_error(
                    "another", _("There is an organisation that looks like this one. See if it is the same.")
                )
        return found

    def _read_number(self, found: dict[str, Any]) -> None:
        written = str(self.data.get(self.add_prefix("number"), ""))
        kept = self.organisation
        try:
            if kept is not None and self.keeps_number and not written.strip():
                found["number"] = OrganisationNumber(kept.number, kept.identity, kept.country)
            elif "number" in found:
                found["number"] = read_number(found["number"], found.get("country", "SE"))
        except NumberError as error:
            self.add_error("number", str(error))
        if looks_personal(written):
            show_instead(self, "number", "")

    @property
    def _own(self) -> int | None:
        return self.organisation.pk if self.organisation else None

    def _asks_of_look_alikes(self, found: dict[str, Any]) -> bool:
        """When new, and when what it is recognised by has changed."""
        before = self.organisation
        if before is None:
            return True
        known = {before.name, *alias_names(before)}
        place = found.get("municipality")
        moved = (place.pk if place else None) != before.municipality_id
        return moved or not {found["name"], *(found.get("aliases") or [])} <= known

    def data_for_service(self) -> OrganisationData:
        """The valid form as plain data."""
        clean = self.cleaned_data
        number = clean["number"]
        if number.identity == "none":
            number = OrganisationNumber("", "none", clean["country"])
        return OrganisationData(
            name=clean["name"],
            kind=clean["kind"],
            number=number,
            municipality=clean["municipality"],
            industry=clean["industry"],
            started_on=clean["started_on"],
            ended_on=clean["ended_on"],
            website=clean["website"],
            aliases=clean["aliases"],
        )

    @staticmethod
    def initial_of(organisation: "Organisation") -> dict[str, Any]:
        """What the form shows when an organisation is described anew."""
        return {
            "name": organisation.name,
            "kind": organisation.kind,
            "number": organisation.shown_number,
            "country": organisation.country,
            "municipality": organisation.municipality_id,
            "industry": organisation.industry,
            "website": organisation.website,
            "started_on": organisation.started_on,
            "ended_on": organisation.ended_on,
            "aliases": "\n".join(alias_names(organisation)),
        }
