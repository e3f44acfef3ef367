"""Forms of offers: the filters, the offer itself, its capacity."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.code_lists.offer_kinds import KINDS
from samspel.code_lists.prices import PRICES
from samspel.code_lists.size_classes import SIZES_FOR
from samspel.core import clock
from samspel.core.programmes.context import ReadContext
from samspel.frontdoor.models import Offer
from samspel.frontdoor.offers.labels import OFFER_FAULTS, sector_codes
from samspel.frontdoor.offers.policy import may_record_offers
from samspel.frontdoor.offers.queries.choices import area_choices, municipality_choices, partner_choices
from samspel.frontdoor.offers.queries.offers import (
    EVERY,
    STALE,
    WITHDRAWN,
    offer_areas,
    offer_owner_choices,
    offer_regions,
)
from samspel.frontdoor.offers.rules.offer import faults
from samspel.frontdoor.offers.services.offer import OfferData, OfferUseData
from samspel.web.forms import DateInput, DayField, SeveralField

AREA_ROWS = {"rows": 6}


class OfferFilter(forms.Form):
    """The filters of the list of offers."""

    text = forms.CharField(label=gettext_lazy("What do you need?"), required=False, max_length=400)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of help"), required=False)
    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)
    region = forms.ChoiceField(label=gettext_lazy("Region"), required=False)
    standing = forms.ChoiceField(label=gettext_lazy("Standing"), required=False)

    def __init__(self, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("All"))
        self._choose("kind", [every, *((code, str(name)) for code, name in KINDS.items())])
        self._choose("area", [every, *((a.code, a.short) for a in context.structure.areas)])
        self._choose("region", [every, *((p.code, p.short) for p in context.structure.partners)])
        if may_record_offers(context):
            self._choose("standing", [
                ("", _("Given today")), (STALE, _("Not confirmed for a year")), (WITHDRAWN, _("Withdrawn")),
                (EVERY, _("All that I answer for")),
            ])  # fmt: skip
        else:
            del self.fields["standing"]

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        """Without what no database keeps."""
        return str(self.cleaned_data["text"]).replace("\0", " ")


class OfferForm(forms.Form):
    """An offer, new or as it is. Only owners whom the reader answers for can be chosen."""

    organisation: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label=gettext_lazy("Who gives it"), empty_label=gettext_lazy("Choose")
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind of help"))
    title_sv = forms.CharField(label=gettext_lazy("Title, Swedish"), max_length=140)
    title_en = forms.CharField(label=gettext_lazy("Title, English"), max_length=140)
    text_sv = forms.CharField(
        label=gettext_lazy("What is done, Swedish"), max_length=4000, widget=forms.Textarea(attrs=AREA_ROWS),
        help_text=gettext_lazy("In words of those who need it: what they bring, what happens, what they go home with."),
    )  # fmt: skip
    text_en = forms.CharField(
        label=gettext_lazy("What is done, English"), max_length=4000, widget=forms.Textarea(attrs=AREA_ROWS)
    )
    areas: "forms.ModelMultipleChoiceField[Any]" = SeveralField(
        None, label=gettext_lazy("Areas"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None: for all of them."),
    )  # fmt: skip
    municipality: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label=gettext_lazy("Where it is given"), required=False,
        empty_label=gettext_lazy("Where its owner is"),
    )  # fmt: skip
    trl_low = forms.IntegerField(label=gettext_lazy("Technology readiness, from"), required=False)
    trl_high = forms.IntegerField(label=gettext_lazy("Technology readiness, to"), required=False)
    sizes = forms.MultipleChoiceField(
        label=gettext_lazy("Only for companies of these sizes"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None: for all. Companies of another size are turned away."),
    )  # fmt: skip
    aimed_sizes = forms.MultipleChoiceField(
        label=gettext_lazy("Made for companies of these sizes"), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=gettext_lazy("Others are told so, but may ask."),
    )  # fmt: skip
    sectors = forms.CharField(
        label=gettext_lazy("Only for these industries"), required=False, max_length=200,
        help_text=gettext_lazy("SNI sections or divisions with commas between, such as C, 10, 86. Empty: for all."),
    )  # fmt: skip
    regions: "forms.ModelMultipleChoiceField[Any]" = SeveralField(
        None, label=gettext_lazy("Only for companies in these regions"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    price = forms.ChoiceField(label=gettext_lazy("Price"))
    price_note_sv = forms.CharField(label=gettext_lazy("More on the price, Swedish"), max_length=140, required=False)
    price_note_en = forms.CharField(label=gettext_lazy("More on the price, English"), max_length=140, required=False)
    capacity = forms.IntegerField(label=gettext_lazy("How many a month"), required=False, min_value=0, max_value=10_000)
    next_free_on = DayField(label=gettext_lazy("Next free time"), required=False, widget=DateInput())
    contact_role_sv = forms.CharField(
        label=gettext_lazy("Contact, Swedish"), max_length=80, required=False,
        help_text=gettext_lazy("A role, not a name."),
    )  # fmt: skip
    contact_role_en = forms.CharField(label=gettext_lazy("Contact, English"), max_length=80, required=False)
    contact_email = forms.EmailField(
        label=gettext_lazy("E-mail of the function"), required=False,
        help_text=gettext_lazy("Shown to everybody, so not a person's own. Requests are also sent there."),
    )  # fmt: skip
    link = forms.URLField(
        label=gettext_lazy("Website"), required=False, assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )  # fmt: skip
    valid_from = DayField(label=gettext_lazy("First day"), widget=DateInput())
    valid_to = DayField(label=gettext_lazy("Last day"), required=False, widget=DateInput())

    def __init__(self, context: ReadContext, offer: Offer | None, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", offer_initial(offer) if offer else {"valid_from": clock.today()})
        super().__init__(*args, **kwargs)
        owners = offer_owner_choices(context)
        self._rows("organisation", owners)
        if offer is None and len(only := list(owners[:2])) == 1:
            self.fields["organisation"].initial = only[0].pk
        self._rows("areas", area_choices(context.programme))
        self._rows("regions", partner_choices(context.programme))
        self._rows("municipality", municipality_choices())
        for name in ("areas", "regions"):
            self.fields[name].label_from_instance = lambda row: row.short  # type: ignore[attr-defined]
        choose = _("Choose")
        self._choices("kind", [("", choose), *((code, str(name)) for code, name in KINDS.items())])
        self._choices("price", [("", choose), *((code, str(name)) for code, name in PRICES.items())])
        for name in ("sizes", "aimed_sizes"):
            self._choices(name, [(code, str(words)) for code, words in SIZES_FOR.items()])

    def _rows(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def _choices(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_sectors(self) -> list[str]:
        """As a list of codes."""
        codes, wrong = sector_codes(self.cleaned_data["sectors"])
        if wrong:
            raise forms.ValidationError(_("“%(code)s” is no SNI section or division."), params={"code": wrong[0]})
        return codes

    def clean(self) -> dict[str, Any]:
        """What can be true of an offer."""
        data: dict[str, Any] = super().clean() or {}
        for fault in faults(data):
            self.add_error(fault.field, OFFER_FAULTS[fault.key])
        return data

    def data_for_service(self, uses: list[OfferUseData]) -> OfferData:
        """The valid form as plain data."""
        return OfferData(**self.cleaned_data, uses=uses)

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """The fields under headings."""
        parts = [
            (_("What"), "organisation kind title_sv text_sv title_en text_en areas"),
            (_("For whom"), "sizes aimed_sizes sectors regions trl_low trl_high"),
            (_("Where and when"), "municipality capacity next_free_on valid_from valid_to"),
            (_("Price"), "price price_note_sv price_note_en"),
            (_("Contact"), "contact_role_sv contact_role_en contact_email link"),
        ]
        return [(title, [self[name] for name in names.split()]) for title, names in parts]


class UseForm(forms.Form):
    """Evidence of use: a year and a sentence in both languages."""

    year = forms.IntegerField(label=gettext_lazy("Year"), required=False, min_value=1990, max_value=2100)
    text_sv = forms.CharField(label=gettext_lazy("What came of it, Swedish"), required=False, max_length=300)
    text_en = forms.CharField(label=gettext_lazy("What came of it, English"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        """All three or none."""
        data: dict[str, Any] = super().clean() or {}
        told = [name for name in ("year", "text_sv", "text_en") if data.get(name) in (None, "")]
        if told and len(told) < 3 and not self.errors:
            self.add_error(told[0], _("Give the year and the words in both languages, or leave all empty."))
        return data


UseForms = forms.formset_factory(UseForm, extra=2, max_num=10)


def filled_uses(forms_: Any) -> list[OfferUseData]:
    """The filled-in rows of a valid set of `UseForm`."""
    return [
        OfferUseData(c["year"], c["text_sv"], c["text_en"]) for c in (f.cleaned_data for f in forms_) if c.get("year")
    ]


def offer_initial(offer: Offer) -> dict[str, Any]:
    """The offer as the form shows it."""
    told = {name: getattr(offer, name) for name in OfferForm.base_fields if name not in {"areas", "regions"}}
    told |= {"organisation": offer.organisation_id, "municipality": offer.municipality_id}
    told |= {"areas": offer_areas(offer), "regions": offer_regions(offer)}
    return told | {"sectors": ", ".join(offer.sectors)}
