"""Forms of the observatory: a data set, a file, and what is where in the file."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core.uploads import UploadError, scan
from samspel.observatory.datasets.formats import Choices, DataSource
from samspel.observatory.datasets.formats.files import ACCEPTED
from samspel.observatory.datasets.formats.tables import ACTIVITIES, LONG, YEARS
from samspel.observatory.datasets.labels import CLASSIFICATIONS, REGION_LEVELS, VALUE_KINDS
from samspel.observatory.datasets.rules.region_changes import NUTS_VERSIONS
from samspel.observatory.datasets.services.dataset import DESCRIPTION
from samspel.observatory.models import DataSet

LAYOUTS = {
    LONG: gettext_lazy("One value on each row"),
    YEARS: gettext_lazy("A column for each year"),
    ACTIVITIES: gettext_lazy("A column for each activity or variable"),
}


class DataSetForm(forms.Form):
    """What a data set is of."""

    code = forms.SlugField(
        label=gettext_lazy("Code"), max_length=60, help_text=gettext_lazy("In addresses: a–z, digits and hyphens.")
    )
    name_sv = forms.CharField(label=gettext_lazy("Name in Swedish"), max_length=160)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=160)
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=300,
        help_text=gettext_lazy("Table and where it was fetched, so that somebody else can fetch the same."),
    )
    publisher = forms.CharField(label=gettext_lazy("Publisher"), max_length=120, required=False)
    licence = forms.CharField(label=gettext_lazy("Licence"), max_length=120, required=False)
    unit_sv = forms.CharField(label=gettext_lazy("Unit in Swedish"), max_length=60)
    unit_en = forms.CharField(label=gettext_lazy("Unit in English"), max_length=60)
    region_level = forms.ChoiceField(label=gettext_lazy("Regions"), choices=list(REGION_LEVELS.items()))
    vocabulary = forms.CharField(
        label=gettext_lazy("Version of the region codes"),
        max_length=12,
        required=False,
        help_text=gettext_lazy("The version of NUTS, such as 2021, or the year of the municipalities."),
    )
    classification = forms.ChoiceField(label=gettext_lazy("Economic activities"), choices=list(CLASSIFICATIONS.items()))
    value_kind = forms.ChoiceField(label=gettext_lazy("Kind of value"), choices=list(VALUE_KINDS.items()))
    shared = forms.BooleanField(label=gettext_lazy("Shared: other programmes here may use it"), required=False)

    def __init__(self, *args: Any, dataset: DataSet | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if dataset is not None:
            del self.fields["shared"], self.fields["code"]

    def clean_code(self) -> str:
        """Not what the page for new ones is called."""
        code: str = self.cleaned_data["code"]
        if code == "new":
            raise forms.ValidationError(_("This code is taken by a page. Choose another one."))
        return code

    def clean(self) -> dict[str, Any]:
        """The version of the codes is a version of NUTS, or a year."""
        data: dict[str, Any] = super().clean() or {}
        level, version = data.get("region_level"), data.get("vocabulary", "")
        if level in {"nuts2", "nuts3"} and version not in map(str, NUTS_VERSIONS):
            told = _("Found “%(found)s”, expected one of %(expected)s.")
            versions = ", ".join(map(str, NUTS_VERSIONS))
            self.add_error("vocabulary", told % {"found": version, "expected": versions})
        if level == "lau" and not (version.isascii() and version.isdigit() and len(version) == 4):
            told = _("Found “%(found)s”, expected a year such as 2024.")
            self.add_error("vocabulary", told % {"found": version})
        return data

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        return {key: self.cleaned_data[key] for key in ("code", *DESCRIPTION) if key in self.cleaned_data}


class FileForm(forms.Form):
    """A file of statistics."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "Excel (.xlsx, .xls, .ods), text (.csv), Eurostat (.tsv, .tsv.gz) or JSON-stat (.json). At most 40 MB."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(ACCEPTED)}),
    )

    def clean_file(self) -> Any:
        """Of a size and a kind that can be read, and accepted by the administrator's scanner."""
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LARGEST:
            raise forms.ValidationError(_("The file is larger than 40 MB. Divide it."))
        kind = PurePath(file.name or "").suffix.casefold()
        if kind not in ACCEPTED:
            told = _("Found a file named %(found)s, expected one of %(expected)s.")
            raise forms.ValidationError(told % {"found": kind or "–", "expected": ", ".join(ACCEPTED)})
        try:
            scan(file.read())
        except UploadError as error:
            raise forms.ValidationError(str(error)) from error
        file.seek(0)
        return file


class ChoicesForm(forms.Form):
    """What is where in a file, and what to do with codes that are not the data set's."""

    def __init__(self, source: DataSource, dataset: DataSet, choices: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source, self.dataset, self.kept = source, dataset, choices
        axes = [(axis.key, axis.name) for axis in source.axes]
        if source.form == "table":
            self._table_fields()
        self._role("region", _("The region is in"), axes, choices.region, True)
        if dataset.classification != "none":
            self._role("activity", _("The activity is in"), axes, choices.activity, True)
        self._role("year", _("The year is in"), axes, choices.year, False)
        self.fields["fixed_year"] = forms.IntegerField(
            label=_("Or one year for all values"), required=False, min_value=1900, max_value=2199,
            initial=choices.fixed_year,
        )  # fmt: skip
        self._held_fields()
        if dataset.region_level in {"nuts2", "nuts3", "lau"}:
            self.fields["recode"] = forms.BooleanField(
                label=_("Recode old region codes where that is exact"), required=False, initial=choices.recode
            )
        self.fields["leave_out"] = forms.BooleanField(
            label=_("Leave out other levels, other countries and totals"), required=False, initial=choices.leave_out,
            help_text=_("How many values were left out, and why, is told in the report."),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Each axis has one role; there is a year; axes with several members are held at one or not used at all."""
        data: dict[str, Any] = super().clean() or {}
        roles = [data.get(role) for role in ("region", "activity", "year") if data.get(role)]
        if len(set(roles)) < len(roles):
            self.add_error("region", _("Region, activity and year must be in different places."))
        if not data.get("year") and not data.get("fixed_year"):
            self.add_error("year", _("Choose what in the file is the year, or give the year of all its values."))
        return data

    def choices(self) -> Choices:
        """What was chosen."""
        data = self.cleaned_data
        roles = {data.get("region", ""), data.get("activity", ""), data.get("year", "")}
        held = {
            axis.key: data.get(f"at_{number}", "")
            for number, axis in enumerate(self.source.axes)
            if axis.key not in roles
        }
        return Choices(
            region=data["region"],
            activity=data.get("activity", ""),
            year=data["year"],
            fixed_year=None if data["year"] else data["fixed_year"],
            fixed=held,
            recode=data.get("recode", False),
            leave_out=data["leave_out"],
            layout=data.get("layout", self.source.layout),
            value_column=data.get("value_column", "") if data.get("layout") == LONG else "",
            decimal=data.get("decimal", ""),
        )

    def new_layout(self) -> tuple[str, str] | None:
        """Layout and column of values, where they were chosen anew: what is where has then to be found out again."""
        layout = self.data.get("layout", self.source.layout)
        value = self.data.get("value_column", self.source.value_column) if layout == LONG else ""
        if self.source.form != "table" or layout not in LAYOUTS:
            return None
        kept = self.source.value_column if layout == LONG else ""
        return (layout, value) if layout != self.source.layout or value not in ("", kept) else None

    def _table_fields(self) -> None:
        self.fields["layout"] = forms.ChoiceField(
            label=_("How the table is laid out"), choices=list(LAYOUTS.items()), initial=self.source.layout
        )
        if self.source.layout == LONG:
            columns = [(name, name) for name in self.source.columns if name]
            self.fields["value_column"] = forms.ChoiceField(
                label=_("The value is in"), choices=columns, initial=self.source.value_column
            )
        marks = [("", _("Decided cell by cell")), (",", _("Comma: 1234,5")), (".", _("Point: 1234.5"))]
        self.fields["decimal"] = forms.ChoiceField(
            label=_("Decimal mark in texts"), choices=marks, required=False, initial=self.kept.decimal
        )

    def _role(self, name: str, label: str, axes: Sequence[tuple[str, str]], chosen: str, required: bool) -> None:
        first = [("", _("Choose") if required else _("Not in the file"))]
        self.fields[name] = forms.ChoiceField(label=label, choices=[*first, *axes], required=required, initial=chosen)

    def _held_fields(self) -> None:
        """A field for each axis that is not clearly region, activity or year and has members to choose between."""
        roles = {self.kept.region, self.kept.activity, self.kept.year}
        for number, axis in enumerate(self.source.axes):
            if axis.key in roles or not axis.members:
                continue
            members = [(code, f"{code} {label}".strip()) for code, label in axis.members.items()]
            self.fields[f"at_{number}"] = forms.ChoiceField(
                label=_("Only the values of “%(axis)s” that are") % {"axis": axis.name},
                choices=[("", _("All: it is not used")), *members],
                required=False,
                initial=self.kept.fixed.get(axis.key, ""),
            )


class SaveForm(forms.Form):
    """What is said of a version when it is saved."""

    vintage = forms.CharField(
        label=gettext_lazy("Vintage"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("When the publisher released it, such as 2024-02-20."),
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=500, required=False)
