"""The form that gives a role."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from stdnum.se.orgnr import compact

from samspel.core.access import MEMBER_ROLES, ROLE_NAMES, SCOPES, Role
from samspel.core.programmes.context import ReadContext
from samspel.programme.people.queries import area_choices, organisation_with_number, partner_choices
from samspel.programme.people.services import NewMember


class MemberForm(forms.Form):
    """A role for somebody; which of the last three fields is needed follows from the role."""

    email = forms.EmailField(label=_("E-mail address"))
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Used where the person is new."))
    role = forms.ChoiceField(label=_("Role"), choices=[(r.value, ROLE_NAMES[r]) for r in MEMBER_ROLES])
    partner: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label=_("Partner"), required=False, empty_label=_("Choose")
    )
    area: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label=_("Area"), required=False, empty_label=_("Choose")
    )
    organisation = forms.CharField(
        label=_("Organisation number"), required=False, help_text=_("For innovation actors and company contacts.")
    )

    def __init__(self, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("partner", partner_choices(context)), ("area", area_choices(context))):
            choice = self.fields[name]
            choice.queryset = rows  # type: ignore[attr-defined]
            choice.label_from_instance = lambda row: row.name  # type: ignore[attr-defined]

    def clean_organisation(self) -> Any:
        """The organisation with the number, or None where no number is given."""
        number = compact(self.cleaned_data["organisation"])
        if not number:
            return None
        found = organisation_with_number(number)
        if found is None:
            raise forms.ValidationError(
                _("There is no organisation with the number %(number)s."), params={"number": number}
            )
        return found

    def clean(self) -> dict[str, Any]:
        """What the role is for must be given."""
        found: dict[str, Any] = super().clean() or {}
        needed = SCOPES.get(Role(found["role"])) if "role" in found else None
        if needed and not found.get(needed) and needed not in self.errors:
            self.add_error(needed, _("The role needs this."))
        return found

    def data_for_service(self) -> NewMember:
        """As the service takes it."""
        found = self.cleaned_data
        return NewMember(
            found["email"], found["name"], Role(found["role"]), found["partner"], found["area"], found["organisation"]
        )
