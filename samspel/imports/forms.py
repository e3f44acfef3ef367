"""The forms of a staged import: the file, and which of its columns is what."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core.tables import Field


class UploadForm(forms.Form):
    """A file with a table."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("Excel (.xlsx, .xls, .ods) or text (.csv, .txt). At most 40 MB and 200 000 rows."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv,.txt,.tsv"}),
    )

    def clean_file(self) -> Any:
        """Not larger than is allowed."""
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LARGEST:
            raise forms.ValidationError(_("The file is larger than 40 MB. Divide it."))
        return file


class ColumnsForm(forms.Form):
    """Which column of the file each field is in."""

    def __init__(self, described: list[Field], header: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.described = described
        columns = [("", _("Not in the file")), *((str(i), name or f"{i + 1}") for i, name in enumerate(header))]
        for wanted in described:
            self.fields[wanted.key] = forms.ChoiceField(label=wanted.name, choices=columns, required=wanted.required)

    def clean(self) -> dict[str, Any]:
        """Each column once."""
        data: dict[str, Any] = super().clean() or {}
        taken: dict[str, str] = {}
        for key, column in list(data.items()):
            if column and column in taken:
                other = next(f.name for f in self.described if f.key == taken[column])
                self.add_error(key, _("The column is already chosen for “%(name)s”.") % {"name": other})
            elif column:
                taken[column] = key
        return data

    def columns(self) -> dict[str, int]:
        """Field → column number."""
        return {key: int(column) for key, column in self.cleaned_data.items() if column}
