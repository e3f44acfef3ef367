"""The programme room's forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from stdnum.se.orgnr import compact

from samspel.core import access, clock
from samspel.core.access import ROLE_NAMES, Role
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Activity, Area, Initiative, Membership, Partner
from samspel.core.programmes.structure import Structure
from samspel.programme.initiatives.policy import InitiativeAction
from samspel.programme.initiatives.services.initiative import InitiativeData
from samspel.programme.people.services import NEEDS, NewMember


class DayInput(forms.DateInput):
    """A date as the browser's own date field; the value travels as an ISO date."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class InitiativeForm(forms.Form):
    """A new or corrected initiative. Only what the reader may answer for can be chosen as responsible."""

    title = forms.CharField(label=_("What is done"), max_length=200, help_text=_("A short name, as in an invitation."))
    activity = forms.ModelChoiceField(
        Activity.objects.none(),
        label=_("Activity in the decision"),
        required=False,
        empty_label=_("None of them"),
    )
    area = forms.ModelChoiceField(Area.objects.none(), label=_("Responsible area"), empty_label=_("Choose"))
    areas = forms.ModelMultipleChoiceField(
        Area.objects.none(),
        label=_("Other areas that take part"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    partner = forms.ModelChoiceField(Partner.objects.none(), label=_("Responsible partner"), empty_label=_("Choose"))
    partners = forms.ModelMultipleChoiceField(
        Partner.objects.none(),
        label=_("Other partners that take part"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    first_day = forms.DateField(label=_("First day"), widget=DayInput())
    last_day = forms.DateField(label=_("Last day"), widget=DayInput())
    text = forms.CharField(label=_("Description"), required=False, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = context.programme
        structure = context.structure
        granted = access.grants(context.reader, InitiativeAction.RECORD)
        areas = answerable(granted, "area", [a.pk for a in structure.areas])
        partners = answerable(granted, "partner", [p.pk for p in structure.partners])
        everywhere = Area.objects.filter(programme=context.programme)
        all_partners = Partner.objects.filter(programme=context.programme)
        self._choose("area", everywhere.filter(pk__in=areas))
        self._choose("areas", everywhere)
        self._choose("partner", all_partners.filter(pk__in=partners))
        self._choose("partners", all_partners)
        activities = Activity.objects.filter(track__programme=context.programme).select_related("track")
        self._choose("activity", activities.order_by("track__order", "order"))
        for name in ("area", "areas", "partner", "partners"):
            self.fields[name].label_from_instance = lambda item: item.name  # type: ignore[attr-defined]
        self.fields["activity"].label_from_instance = lambda item: f"{item.track.name}: {item.title}"  # type: ignore[attr-defined]

    def _choose(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Days in order and inside the programme; the area is the activity's where that has one."""
        data = super().clean() or {}
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first. Give the same day or a later one."))
        start, end = self.programme.starts_on, self.programme.ends_on
        for name in ("first_day", "last_day"):
            day = data.get(name)
            if day and not start <= day <= end:
                limits = {"start": start.isoformat(), "end": end.isoformat()}
                self.add_error(name, _("Give a day in the programme's time, %(start)s to %(end)s.") % limits)
        return data

    def data_for_service(self) -> InitiativeData:
        """The valid form as plain data."""
        clean = self.cleaned_data
        return InitiativeData(
            title=clean["title"],
            text=clean["text"],
            activity=clean["activity"],
            area=clean["area"],
            partner=clean["partner"],
            first_day=clean["first_day"],
            last_day=clean["last_day"],
            areas=list(clean["areas"]),
            partners=list(clean["partners"]),
        )

    @staticmethod
    def initial_of(initiative: Initiative) -> dict[str, Any]:
        """What the form shows when an initiative is corrected."""
        return {
            "title": initiative.title,
            "activity": initiative.activity_id,
            "area": initiative.area_id,
            "areas": [a.pk for a in initiative.areas.all() if a.pk != initiative.area_id],
            "partner": initiative.partner_id,
            "partners": [p.pk for p in initiative.partners.all() if p.pk != initiative.partner_id],
            "first_day": initiative.occurred_on,
            "last_day": initiative.ends_on,
            "text": initiative.text,
        }


class CorrectionForm(InitiativeForm):
    """An initiative corrected: a reason is needed."""

    reason = forms.CharField(
        label=_("Why it is changed"),
        max_length=500,
        help_text=_("Shown in the history, so that others can follow."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """A reason, for taking something back."""

    reason = forms.CharField(label=_("Why it is taken back"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class MilestoneForm(forms.Form):
    """That a milestone was reached."""

    on = forms.DateField(label=_("Reached on"), widget=DayInput())
    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    def clean_on(self) -> Any:
        """Not in the future."""
        on = self.cleaned_data["on"]
        if on > clock.today():
            raise forms.ValidationError(_("The day has not come yet. Give today or an earlier day."))
        return on


class WorkPackageForm(forms.Form):
    """The next version of a work package's description."""

    text_sv = forms.CharField(label=_("Description in Swedish"), widget=forms.Textarea(attrs={"rows": 5}))
    text_en = forms.CharField(label=_("Description in English"), widget=forms.Textarea(attrs={"rows": 5}))
    reason = forms.CharField(label=_("Why it is changed"), max_length=500)


class InitiativeFilter(forms.Form):
    """The filters of the initiatives list."""

    text = forms.CharField(label=_("Search"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)
    partner = forms.ChoiceField(label=_("Partner"), required=False)
    stage = forms.ChoiceField(
        label=_("Stage"),
        required=False,
        choices=[("", _("All")), ("planned", _("Planned")), ("ongoing", _("Under way")), ("done", _("Done"))],
    )

    def __init__(self, structure: Structure, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("All"))]
        self.fields["area"].choices = [*every, *((a.code, a.short) for a in structure.areas)]  # type: ignore[attr-defined]
        self.fields["partner"].choices = [*every, *((p.code, p.short) for p in structure.partners)]  # type: ignore[attr-defined]


def answerable(granted: list[access.Grant], key: str, every: list[int]) -> list[int]:
    """Ids of the dimension that some grant covers: all of them, or those the membership names."""
    chosen: set[int] = set()
    for grant in granted:
        chosen |= {grant.value} if grant.key == key else set(every)
    return [pk for pk in every if pk in chosen]


class MemberForm(forms.Form):
    """A role for somebody; which of the last three fields is needed follows from the role."""

    email = forms.EmailField(label=_("E-mail address"))
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Used where the person is new."))
    role = forms.ChoiceField(label=_("Role"), choices=[(r.value, ROLE_NAMES[r]) for r in Role if r is not Role.PUBLIC])
    partner = forms.ModelChoiceField(
        Partner.objects.none(), label=_("Partner"), required=False, empty_label=_("Choose")
    )
    area = forms.ModelChoiceField(Area.objects.none(), label=_("Area"), required=False, empty_label=_("Choose"))
    organisation = forms.CharField(
        label=_("Organisation number"), required=False, help_text=_("For innovation actors and company contacts.")
    )

    def __init__(self, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("partner", context.programme.partners.all()), ("area", context.programme.areas.all())):
            choice = self.fields[name]
            choice.queryset = rows  # type: ignore[attr-defined]
            choice.label_from_instance = lambda row: row.name  # type: ignore[attr-defined]

    def clean_organisation(self) -> Any:
        """The organisation with the number, or None where no number is given."""
        number = compact(self.cleaned_data["organisation"])
        if not number:
            return None
        found = Membership._meta.get_field("organisation").related_model._default_manager.filter(number=number).first()  # type: ignore[union-attr]
        if found is None:
            raise forms.ValidationError(
                _("There is no organisation with the number %(number)s."), params={"number": number}
            )
        return found

    def clean(self) -> dict[str, Any]:
        """What the role is for must be given."""
        found: dict[str, Any] = super().clean() or {}
        needed = NEEDS.get(Role(found["role"])) if "role" in found else None
        if needed and not found.get(needed) and needed not in self.errors:
            self.add_error(needed, _("The role needs this."))
        return found

    def data_for_service(self) -> NewMember:
        """As the service takes it."""
        found = self.cleaned_data
        return NewMember(
            found["email"], found["name"], Role(found["role"]), found["partner"], found["area"], found["organisation"]
        )
