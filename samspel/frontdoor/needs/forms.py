"""Forms of a need: its words, how it was understood, who asks."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.actors.organisations.forms.personal_number import show_instead
from samspel.actors.organisations.rules.number import looks_personal
from samspel.code_lists.offer_kinds import KINDS
from samspel.code_lists.size_classes import STAFF_OF_SIZES
from samspel.core.programmes.context import ReadContext
from samspel.frontdoor.needs.queries.understanding import NeedUnderstanding
from samspel.frontdoor.needs.rules.need_text import LONGEST, plain, says_something
from samspel.frontdoor.needs.services.need import AskerContact
from samspel.frontdoor.offers.labels import SECTORS
from samspel.frontdoor.offers.queries.choices import municipality_choices

LEAST_SECONDS, FORM_LASTS = 2, 24 * 3600
SALT = "frontdoor.form"
ASKERS = (
    ("company", gettext_lazy("A company")),
    ("public", gettext_lazy("A municipality, region or other public body")),
    ("person", gettext_lazy("A person with an idea")),
)
SIZES = (("", gettext_lazy("Not said")), *STAFF_OF_SIZES.items())
TIMINGS = (
    ("any", gettext_lazy("Any time")),
    ("now", gettext_lazy("Within two weeks")),
    ("quarter", gettext_lazy("Within three months")),
    ("year", gettext_lazy("Within a year")),
)


class PlainField(forms.CharField):
    """A text without what no database keeps: control characters are taken out, not complained of."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators = [v for v in self.validators if not isinstance(v, ProhibitNullCharactersValidator)]

    def to_python(self, value: Any) -> str:
        """As it is kept."""
        return plain(str(value or ""))


class GuardedForm(forms.Form):
    """A form that everybody can send, and that programs fill in badly: a field that people do not see, and a stamp of
    when it was shown. What is suspected is said, and can be sent again by a person."""

    homepage = forms.CharField(required=False, max_length=200)
    begun = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["begun"].initial = signing.dumps("form", salt=SALT)

    @property
    def stamp(self) -> str:
        """A fresh stamp for the form as it is shown now."""
        return signing.dumps("form", salt=SALT)

    def clean(self) -> dict[str, Any]:
        """Refuse what was filled in by a program."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("homepage"):
            raise forms.ValidationError(_("A field that is to be empty was filled in. Send the form again."))
        if self._too_quick(data.get("begun", "")):
            raise forms.ValidationError(_("That was very quick. Send the form once more."))
        return data

    def _too_quick(self, stamp: str) -> bool:
        try:
            signing.loads(stamp, salt=SALT, max_age=FORM_LASTS)
        except signing.SignatureExpired:
            return False
        except signing.BadSignature:
            return True
        try:
            signing.loads(stamp, salt=SALT, max_age=LEAST_SECONDS)
        except signing.SignatureExpired:
            return False
        return True


class NeedForm(GuardedForm):
    """Step 1: the need in the asker's own words."""

    text = PlainField(
        label=gettext_lazy("Tell us in your own words"), max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=gettext_lazy(
            "What do you do, what do you want to change, what stands in the way? Swedish or English. Name no persons."
        ),
        error_messages={"max_length": gettext_lazy("The text is longer than 20 000 characters. Shorten it.")},
    )  # fmt: skip
    municipality: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label=gettext_lazy("Where are you?"), required=False,
        empty_label=gettext_lazy("Choose a municipality"),
    )  # fmt: skip
    asker_kind = forms.ChoiceField(
        label=gettext_lazy("Who are you?"), choices=ASKERS, initial="company", widget=forms.RadioSelect
    )

    def __init__(self, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [m.code for m in context.structure.municipalities]
        self.fields["municipality"].queryset = municipality_choices(codes)  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        """Something to go by."""
        text = str(self.cleaned_data["text"])
        if not says_something(text):
            raise forms.ValidationError(_("Write at least a word or two about what you need."))
        return text


class UnderstandingForm(forms.Form):
    """Step 2: how the need was understood. `words` are those that can be taken away."""

    area = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    word = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    help = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    municipality = forms.ChoiceField(label=gettext_lazy("Where are you?"), required=False)
    timing = forms.ChoiceField(label=gettext_lazy("When do you want to begin?"), choices=TIMINGS, required=False)
    size = forms.ChoiceField(label=gettext_lazy("How many work with you?"), choices=SIZES, required=False)
    sector = forms.ChoiceField(label=gettext_lazy("Industry"), required=False)

    def __init__(self, context: ReadContext, words: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.context, self.words = context, words
        self._choose("area", [(a.code, a.short) for a in context.structure.areas])
        self._choose("word", [(word, word) for word in words])
        self._choose("help", [(code, str(name)) for code, name in KINDS.items()])
        places = sorted(context.structure.municipalities, key=lambda m: m.name)
        self._choose("municipality", [("", _("Choose a municipality")), *((m.code, m.name) for m in places)])
        self._choose("sector", [("", _("Not said")), *((code, str(name)) for code, name in SECTORS.items())])

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def understanding(self) -> NeedUnderstanding:
        """What the reader left. What is no choice (any more) is passed over."""
        self.is_valid()
        told = self.cleaned_data
        kept = set(told.get("word", self.words if "word" in self.errors else ()))
        chosen = set(told.get("area", ()))
        place = told.get("municipality", "")
        return NeedUnderstanding(
            areas=[area for area in self.context.structure.areas if area.code in chosen],
            helps=told.get("help", []),
            without=[word for word in self.words if word not in kept],
            municipality=next((m for m in self.context.structure.municipalities if m.code == place), None),
            size=told.get("size", ""),
            sector=told.get("sector", ""),
            timing=told.get("timing") or "any",
        )


def shown(understood: NeedUnderstanding, words: Sequence[str]) -> dict[str, Any]:
    """An understanding as `UnderstandingForm` takes it."""
    return {
        "area": [area.code for area in understood.areas],
        "help": list(understood.helps),
        "word": [word for word in words if word not in set(understood.without)],
        "municipality": understood.municipality.code if understood.municipality else "",
        "size": understood.size,
        "sector": understood.sector,
        "timing": understood.timing,
    }


class NeedContactForm(GuardedForm):
    """Step 3: who asks."""

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=120)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), max_length=254,
        help_text=gettext_lazy("We send a link there. The need is sent on when you have opened it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    phone = forms.CharField(
        label=gettext_lazy("Telephone"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip
    organisation_name = forms.CharField(
        label=gettext_lazy("Company or organisation"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )  # fmt: skip
    organisation_number = forms.CharField(
        label=gettext_lazy("Organisation number"), required=False, max_length=20,
        help_text=gettext_lazy("Spares you a question later. Not a personal identity number."),
    )  # fmt: skip
    tell = forms.BooleanField(label=gettext_lazy("Tell me when a new offer fits"), required=False)

    def __init__(self, asker_kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation_name"].required = asker_kind != "person"

    def clean_organisation_number(self) -> str:
        """Never a personal identity number: it is not kept."""
        number = str(self.cleaned_data["organisation_number"]).strip()
        if looks_personal(number):
            show_instead(self, "organisation_number", "")
            raise forms.ValidationError(_("This looks like a personal identity number. Leave the field empty."))
        return number

    def contact(self, language: str) -> AskerContact:
        """The valid form as plain data."""
        names = ("name", "email", "phone", "organisation_name", "organisation_number", "tell")
        return AskerContact(**{name: self.cleaned_data[name] for name in names}, language=language)
