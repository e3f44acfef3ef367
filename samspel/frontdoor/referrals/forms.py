"""The forms of referrals: answers, where to send on, which organisation asked, filters."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.actors.models import Organisation
from samspel.actors.organisations.queries.directory import NotFound, find
from samspel.actors.organisations.queries.number import NONE, NumberError, read_number
from samspel.actors.organisations.services.organisation import OrganisationData
from samspel.core import clock
from samspel.core.models import Municipality
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Partner
from samspel.frontdoor.models import Asker, Need, Offer, Referral
from samspel.frontdoor.offers.labels import KINDS
from samspel.frontdoor.offers.queries.offers import in_force
from samspel.frontdoor.referrals.labels import OUTCOMES, REASONS
from samspel.frontdoor.referrals.queries.funnel import CROSSED
from samspel.frontdoor.referrals.queries.queue import ALL_REGIONS, Filters
from samspel.frontdoor.referrals.services.step import To
from samspel.programme.initiatives.forms import DayInput
from samspel.results.facts.forms import AmountField

KINDS_OF_ASKERS = {"company": "company", "public": "municipality", "person": "company"}
LARGEST_SQL_ID = 2**31 - 1


class NoteForm(forms.Form):
    """A step with words to go with it."""

    note = forms.CharField(
        label=gettext_lazy("Words to go with it"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class DeclineForm(forms.Form):
    """Why not."""

    reason = forms.ChoiceField(label=gettext_lazy("Why not?"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("Words to the one who asked"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Perhaps you know who can help instead."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [(k, str(v)) for k, v in REASONS.items()]  # type: ignore[attr-defined]


class MetForm(forms.Form):
    """When they met."""

    on = forms.DateField(label=gettext_lazy("Day"), widget=DayInput())
    note = NoteForm.base_fields["note"]


class DoneForm(forms.Form):
    """What came of it."""

    outcome = forms.ChoiceField(label=gettext_lazy("What came of it?"), widget=forms.RadioSelect)
    note = NoteForm.base_fields["note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [(k, str(v)) for k, v in OUTCOMES.items()]  # type: ignore[attr-defined]


class ForwardForm(forms.Form):
    """Where to send it on: one of an offer, an actor, a region."""

    offer = forms.ModelChoiceField(Offer.objects.none(), label=gettext_lazy("An offer"), required=False)
    organisation = forms.CharField(
        label=gettext_lazy("Or an actor"), required=False, max_length=200,
        help_text=gettext_lazy("Organisation number or name."),
    )  # fmt: skip
    partner = forms.ModelChoiceField(
        Partner.objects.none(), label=gettext_lazy("Or the officer of a region"), required=False
    )
    note = forms.CharField(
        label=gettext_lazy("Words to the one it is sent to"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, context: ReadContext, referral: Referral, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offers = in_force(context.programme.pk).exclude(pk=referral.offer_id or 0).select_related("organisation")
        _choose(self.fields["offer"], offers, lambda o: f"{o.title} – {o.organisation.name}")
        _choose(self.fields["partner"], Partner.objects.filter(programme=context.programme), lambda p: str(p.name))
        self.to = To()

    def clean(self) -> dict[str, Any]:
        """Exactly one place to go, an organisation that exists."""
        data: dict[str, Any] = super().clean() or {}
        chosen = [name for name in ("offer", "organisation", "partner") if data.get(name)]
        if self.errors:
            return data
        if len(chosen) != 1:
            self.add_error(
                chosen[1] if chosen else "offer", _("Choose one place to send it: an offer, an actor or a region.")
            )
        elif chosen == ["organisation"]:
            try:
                self.to = To(organisation=find(data["organisation"]))
            except NotFound as problem:
                self.add_error("organisation", str(problem))
        else:
            self.to = To(**{chosen[0]: data[chosen[0]]})
        return data


class SuggestForm(forms.Form):
    """An offer to suggest to the asker."""

    offer = forms.ModelChoiceField(
        Offer.objects.none(), label=gettext_lazy("Offer"), empty_label=gettext_lazy("Choose")
    )
    note = forms.CharField(
        label=gettext_lazy("Words to the one who asked"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offers = in_force(context.programme.pk).select_related("organisation")
        _choose(self.fields["offer"], offers, lambda o: f"{o.title} – {o.organisation.name}")


class CapacityForm(forms.Form):
    """How many an offer can take, and from when."""

    capacity = forms.IntegerField(label=gettext_lazy("In a month"), required=False, min_value=0, max_value=9999)
    next_free_on = forms.DateField(label=gettext_lazy("Next free time"), required=False, widget=DayInput())


class HoursForm(forms.Form):
    """The time given, which is all that a support lacks when the rest follows from the request."""

    hours = AmountField(label=gettext_lazy("Hours"), widget=forms.TextInput(attrs={"inputmode": "decimal"}))

    def clean_hours(self) -> Any:
        """More than none: a support of no time is no support."""
        hours = self.cleaned_data["hours"]
        if hours is None or hours <= 0 or hours >= 10_000:
            raise forms.ValidationError(_("Give the hours as a number above zero, such as 2 or 1.5."))
        return hours


class OrganisationOfNeed(forms.Form):
    """Which organisation asked: one that is registered, or a new one."""

    organisation = forms.CharField(
        label=gettext_lazy("Organisation"), max_length=200, help_text=gettext_lazy("Organisation number or name.")
    )
    new = forms.BooleanField(label=gettext_lazy("It is new: register it"), required=False)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)
    municipality = forms.ModelChoiceField(
        Municipality.objects.all(),
        label=gettext_lazy("Municipality"),
        required=False,
        empty_label=gettext_lazy("Choose"),
    )

    def __init__(self, need: Need, *args: Any, **kwargs: Any) -> None:
        asker = Asker.objects.filter(need=need).first()
        kwargs["initial"] = {
            "organisation": (asker.organisation_number or asker.organisation_name) if asker else "",
            "name": asker.organisation_name if asker else "",
            "municipality": need.municipality_id,
        }
        super().__init__(*args, **kwargs)
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


class QueueFilter(forms.Form):
    """What the queue is narrowed to."""

    region = forms.ChoiceField(label=gettext_lazy("Region"), required=False)
    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of help"), required=False)
    text = forms.CharField(label=gettext_lazy("Number, offer or actor"), required=False, max_length=100)

    def __init__(self, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = [("", _("All"))]
        regions = [("", _("My own")), (ALL_REGIONS, _("All"))]
        partners = [(p.code, str(p.short)) for p in context.structure.partners]
        self.fields["region"].choices = [*regions, *partners]  # type: ignore[attr-defined]
        areas = [(a.code, str(a.short)) for a in context.structure.areas]
        self.fields["area"].choices = everything + areas  # type: ignore[attr-defined]
        self.fields["kind"].choices = everything + [(k, str(v)) for k, v in KINDS.items()]  # type: ignore[attr-defined]

    def filters(self, show: str, organisation: str) -> Filters:
        """As the queue wants them; what is not valid is left out."""
        asked = self.cleaned_data if self.is_bound and self.is_valid() else {}
        names = ("region", "area", "kind", "text")
        known = organisation.isdigit() and int(organisation) <= LARGEST_SQL_ID
        return Filters(
            show, **{name: asked.get(name, "") for name in names}, organisation=int(organisation) if known else None
        )


class FunnelForm(forms.Form):
    """The days the figures are of, both included (empty: from the start and up to the day), and what the table of
    regions and areas shows."""

    since = forms.DateField(label=gettext_lazy("From"), required=False, widget=DayInput())
    until = forms.DateField(label=gettext_lazy("To"), required=False, widget=DayInput())
    shown = forms.ChoiceField(label=gettext_lazy("By region and area"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shown"].choices = [(k, str(m.name)) for k, m in CROSSED.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Days in order."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", _("The last day is before the first. Give the same day or a later one."))
        return data


def first_day(step: str) -> dict[str, Any]:
    """What a step's form is filled in with."""
    return {"on": clock.today()} if step == "meet" else {}


def _choose(field: Any, rows: Any, label: Any) -> None:
    field.queryset = rows
    field.empty_label = _("Choose")
    field.label_from_instance = label
