"""An organisation's figures by year, and who owns whom."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.actors.organisations.forms.personal_number import show_instead
from samspel.actors.organisations.queries.lookup import OrganisationNotFound, organisation_meant
from samspel.actors.organisations.rules.number import looks_personal
from samspel.actors.ownership.services.ownership import HoldingData
from samspel.code_lists.choices import code_choices
from samspel.code_lists.holding_kinds import HOLDINGS
from samspel.core import clock
from samspel.web.forms import AmountField, DateInput, DayField

if TYPE_CHECKING:
    from samspel.actors.models import Organisation

EARLIEST_YEAR = 1990


class YearForm(forms.Form):
    """One year's figures."""

    year = forms.IntegerField(label=gettext_lazy("Year"))
    staff = AmountField(
        max_length=40, label=gettext_lazy("Staff"), most=Decimal(10**7),
        help_text=gettext_lazy("Annual work units: full-time people over the whole year."),
    )  # fmt: skip
    turnover = AmountField(
        max_length=40, label=gettext_lazy("Turnover, EUR"), required=False, most=Decimal(10**14),
        help_text=gettext_lazy("Whole euros, not thousands."),
    )  # fmt: skip
    balance = AmountField(
        max_length=40, label=gettext_lazy("Balance sheet total, EUR"), required=False, most=Decimal(10**14)
    )

    def clean_year(self) -> int:
        """A year that has been, or is."""
        year = int(self.cleaned_data["year"])
        last = clock.today().year
        if not EARLIEST_YEAR <= year <= last:
            limits = {"first": EARLIEST_YEAR, "last": last}
            raise forms.ValidationError(_("Give a year from %(first)s to %(last)s."), params=limits)
        return year


class OwnershipForm(forms.Form):
    """A holding: the other organisation, which of the two owns, in what way, from when."""

    other = forms.CharField(
        label=gettext_lazy("The other organisation"),
        max_length=200,
        help_text=gettext_lazy("Organisation number or name."),
    )
    direction = forms.ChoiceField(label=gettext_lazy("Which way"), widget=forms.RadioSelect, initial="owner")
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    share = AmountField(
        max_length=40, label=gettext_lazy("Share, per cent"), required=False, most=Decimal(100),
        help_text=gettext_lazy("For a share of the capital or of the votes."),
    )  # fmt: skip
    since = DayField(label=gettext_lazy("From"), widget=DateInput())
    until = DayField(
        label=gettext_lazy("Until"), required=False, widget=DateInput(),
        help_text=gettext_lazy("The first day it is no longer so."),
    )  # fmt: skip
    source = forms.CharField(label=gettext_lazy("Source"), required=False, max_length=200)

    def __init__(self, organisation: "Organisation", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        name = {"name": organisation.name}
        self.fields["direction"].choices = [  # type: ignore[attr-defined]
            ("owner", _("It owns %(name)s") % name), ("owned", _("%(name)s owns it") % name)
        ]  # fmt: skip
        self.fields["kind"].choices = [("", _("Choose")), *code_choices(HOLDINGS)]  # type: ignore[attr-defined]

    def clean_other(self) -> "Organisation":
        """The organisation meant, which is not this one."""
        written = self.cleaned_data["other"]
        try:
            found = organisation_meant(written)
        except OrganisationNotFound as error:
            show_instead(self, "other", "" if looks_personal(written) else written)
            raise forms.ValidationError(str(error)) from error
        if looks_personal(written):
            show_instead(self, "other", found.name)
        if found.pk == self.organisation.pk:
            raise forms.ValidationError(_("An organisation does not own itself. Give another one."))
        return found

    def clean(self) -> dict[str, Any]:
        """A share where the kind has one, and only there; days in order."""
        found: dict[str, Any] = super().clean() or {}
        kind, share = found.get("kind"), found.get("share")
        if kind in {"shares", "votes"} and not share and "share" not in self.errors:
            self.add_error("share", _("Give the share, above 0 and at most 100 per cent."))
        if kind in {"appoints", "dominant"} and share:
            self.add_error("share", _("This kind has no share. Leave the field empty."))
        since, until = found.get("since"), found.get("until")
        if since and until and until <= since:
            self.add_error("until", _("The last day must be after the first."))
        return found

    def holding(self) -> HoldingData:
        """The valid form as plain data."""
        clean, owns = self.cleaned_data, self.cleaned_data["direction"] == "owned"
        pair = (self.organisation, clean["other"]) if owns else (clean["other"], self.organisation)
        return HoldingData(
            owner=pair[0],
            owned=pair[1],
            kind=clean["kind"],
            share=clean["share"] or None,
            since=clean["since"],
            until=clean["until"],
            source=clean["source"],
        )


class EndOwnershipForm(forms.Form):
    """From which day a holding is no longer there."""

    until = DayField(
        label=gettext_lazy("The first day it is no longer so"), widget=DateInput(),
    )  # fmt: skip
