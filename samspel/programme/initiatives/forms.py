"""Forms of initiatives and milestones."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samspel.core import access, clock
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.structure import Structure
from samspel.programme.initiatives.models import Initiative
from samspel.programme.initiatives.policy import InitiativeAction
from samspel.programme.initiatives.queries.initiatives import activity_choices, area_choices, partner_choices
from samspel.programme.initiatives.services.initiative import InitiativeData
from samspel.web.forms import DateInput, DayField, SeveralField, answerable


class InitiativeForm(forms.Form):
    """A new or corrected initiative. Only what the reader may answer for can be chosen as responsible."""

    title = forms.CharField(label=_("What is done"), max_length=200, help_text=_("A short name, as in an invitation."))
    activity: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None,
        label=_("Activity in the decision"),
        required=False,
        empty_label=_("None of them"),
    )
    area: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label=_("Responsible area"), empty_label=_("Choose")
    )
    areas: "forms.ModelMultipleChoiceField[Any]" = SeveralField(
        None,
        label=_("Other areas that take part"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    partner: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label=_("Responsible partner"), empty_label=_("Choose")
    )
    partners: "forms.ModelMultipleChoiceField[Any]" = SeveralField(
        None,
        label=_("Other partners that take part"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    first_day = DayField(label=_("First day"), widget=DateInput())
    last_day = DayField(label=_("Last day"), widget=DateInput())
    text = forms.CharField(label=_("Description"), required=False, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = context.programme
        structure = context.structure
        granted = access.grants(context.reader, InitiativeAction.RECORD)
        areas = answerable(granted, "area", [a.pk for a in structure.areas])
        partners = answerable(granted, "partner", [p.pk for p in structure.partners])
        self._choose("area", area_choices(context, areas))
        self._choose("areas", area_choices(context))
        self._choose("partner", partner_choices(context, partners))
        self._choose("partners", partner_choices(context))
        self._choose("activity", activity_choices(context))
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


class MilestoneForm(forms.Form):
    """That a milestone was reached."""

    on = DayField(label=_("Reached on"), widget=DateInput())
    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    def clean_on(self) -> Any:
        """Not in the future."""
        on = self.cleaned_data["on"]
        if on > clock.today():
            raise forms.ValidationError(_("The day has not come yet. Give today or an earlier day."))
        return on


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
