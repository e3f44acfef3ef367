"""The forms of facts, made from the description of each kind."""

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.actors.organisations.queries.directory import NotFound, find
from samspel.actors.organisations.queries.number import NumberError, read_number
from samspel.actors.organisations.services.organisation import OrganisationData
from samspel.core import clock
from samspel.core.programmes.context import ReadContext
from samspel.programme.initiatives.queries.initiatives import activity_choices
from samspel.results.facts.labels.faults import fault_text
from samspel.results.facts.labels.kinds.fact_kind import FactField, FactKind
from samspel.results.facts.queries import choices
from samspel.results.facts.rules import LARGEST, LONGEST, MOST_PEOPLE, faults
from samspel.results.facts.services.fact import FactData
from samspel.web.forms import AmountField, DateInput, DayField

if TYPE_CHECKING:
    from samspel.actors.models import Organisation


class FactForm(forms.Form):
    """One fact of a kind. Only what the reader may answer for can be chosen as responsible."""

    def __init__(self, kind: FactKind, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.context = kind, context
        for described in kind.fields:
            made = self._field(described)
            made.label, made.required = str(described.label), described.required
            made.help_text = str(described.hint)
            self.fields[described.key] = made

    def _field(self, described: FactField) -> forms.Field:
        make: dict[str, Callable[[], forms.Field]] = {
            "date": lambda: DayField(widget=DateInput()),
            "decimal": lambda: AmountField(most=LARGEST, checked=False),
            "integer": lambda: forms.IntegerField(min_value=0, max_value=MOST_PEOPLE),
            "choice": lambda: forms.ChoiceField(choices=_choices(described)),
            "organisations": lambda: forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=5000),
            "area": lambda: self._own(choices.own_areas(self.context, self.kind)),
            "partner": lambda: self._own(choices.own_partners(self.context, self.kind)),
            "activity": self._activity,
            "municipality": lambda: forms.ModelChoiceField(choices.municipalities(), empty_label=_("Choose")),
            "country": lambda: forms.CharField(max_length=2, min_length=2),
        }
        longest = LONGEST.get(described.key, 300)
        return make.get(described.kind, lambda: forms.CharField(max_length=longest))()

    def _own(self, own: tuple[Any, list[int]]) -> forms.Field:
        rows, ids = own
        made = forms.ModelChoiceField(rows, empty_label=_("Choose"))
        made.label_from_instance = lambda row: row.name  # type: ignore[method-assign,assignment]
        made.initial = ids[0] if len(ids) == 1 else None
        return made

    def _activity(self) -> forms.Field:
        made = forms.ModelChoiceField(activity_choices(self.context), empty_label=_("None of them"))
        made.label_from_instance = lambda row: f"{row.track.name}: {row.title}"  # type: ignore[method-assign,assignment]
        return made

    @property
    def quick(self) -> list[Any]:
        """The fields shown at once."""
        keys = {f.key for f in self.kind.fields if f.quick}
        return [bound for bound in self if bound.name in keys or bound.name == "reason"]

    @property
    def more(self) -> list[Any]:
        """The fields behind 'more', with those that are wrong or filled in shown first of all by the page."""
        keys = {f.key for f in self.kind.fields if not f.quick}
        return [bound for bound in self if bound.name in keys]

    @property
    def more_open(self) -> bool:
        """Whether something behind 'more' is filled in or wrong."""
        return any(bound.errors or bound.value() for bound in self.more)

    def clean(self) -> dict[str, Any]:
        """Days inside the programme, an end after the start, organisations that exist or are described."""
        data: dict[str, Any] = super().clean() or {}
        if isinstance(data.get("country"), str):
            data["country"] = data["country"].upper()
        programme = self.context.programme
        for fault in faults(data, programme.starts_on, programme.ends_on, clock.today()):
            self.add_error(fault.field, fault_text(fault))
        self._find_organisations(data)
        return data

    def _find_organisations(self, data: dict[str, Any]) -> None:
        self.new: OrganisationData | None = None
        self.members: tuple[Organisation, ...] = ()
        if text := data.get("organisation"):
            try:
                data["organisation"] = find(text)
            except NotFound as problem:
                data["organisation"] = None
                self._describe_new(text, problem, data)
        if text := data.get("organisations"):
            found = []
            for line in [part.strip() for part in text.replace(";", "\n").splitlines() if part.strip()]:
                try:
                    found.append(find(line))
                except NotFound as problem:
                    self.add_error("organisations", str(problem))
            self.members = tuple({o.pk: o for o in found}.values())
            if len(self.members) < 2 and "organisations" not in self.errors:
                self.add_error("organisations", _("Give at least two organisations."))

    def _describe_new(self, text: str, problem: NotFound, data: dict[str, Any]) -> None:
        name, place = data.get("new_name"), data.get("new_municipality")
        if not problem.number:
            self.add_error("organisation", str(problem))
        elif not name or not place:
            self.add_error(
                "organisation",
                f"{problem} " + _("If it is new: give its name and municipality under “More”, and it is registered."),
            )
        else:
            try:
                self.new = OrganisationData(name, "company", read_number(text), place)
            except NumberError as error:
                self.add_error("organisation", str(error))

    def data_for_service(self) -> FactData:
        """The valid form as the service takes it."""
        clean = dict(self.cleaned_data)
        columns = {f.key: clean[f.key] for f in self.kind.own_fields}
        for described in self.kind.own_fields:
            if columns[described.key] is None and not self._nullable(described.key):
                columns[described.key] = Decimal(0) if described.kind == "decimal" else ""
            if described.key == "aid_basis" and not columns["aid_basis"]:
                columns["aid_basis"] = "none"
        return FactData(columns, self.members, self.new, clean.get("evidence", ""))

    def _nullable(self, name: str) -> bool:
        column: Any = self.kind.model._meta.get_field(name)
        return bool(column.null)


class FactCorrection(FactForm):
    """A fact corrected: a reason is needed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = forms.CharField(
            label=_("Why it is changed"),
            max_length=500,
            help_text=_("Shown in the history, so that others can follow."),
        )
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)


class FactFilter(forms.Form):
    """The filters of a list of facts."""

    text = forms.CharField(label=gettext_lazy("Search"), required=False)
    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)
    partner = forms.ChoiceField(label=gettext_lazy("Partner"), required=False)

    def __init__(self, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("All"))]
        areas = [(a.code, a.short) for a in context.structure.areas]
        partners = [(p.code, p.short) for p in context.structure.partners]
        self.fields["area"].choices = every + areas  # type: ignore[attr-defined]
        self.fields["partner"].choices = every + partners  # type: ignore[attr-defined]


def _choices(described: FactField) -> list[tuple[str, str]]:
    words = [(code, str(name)[:1].upper() + str(name)[1:]) for code, name in described.choices.items()]
    return words if described.key == "aid_basis" else [("", _("Choose")), *words]
