"""Bringing in a file: template, upload, columns, preview, save."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspel.core import access
from samspel.core.tables import Field
from samspel.results.facts.importer.importers import Importable, importers
from samspel.results.facts.services import fact_import
from samspel.results.facts.services.fact_import import ImportFault
from samspel.results.models import Import
from samspel.web.accounts.form_drafts import sign_in_required
from samspel.web.page import Link, Page, programme_page

WORKING = {"checking", "saving"}
AGAIN = "2"  # seconds between two looks at a working import, without JavaScript


class UploadForm(forms.Form):
    """A file."""

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


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("record")
def import_facts(request: HttpRequest, page: Page, kind: str) -> HttpResponse:
    """Fetch the template, or bring in a filled-in file."""
    chosen = _kind(page, kind)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            brought = fact_import.begin(request.user, page.programme, chosen, file.name or "", file.read())
        except ImportFault as fault:
            form.add_error("file", str(fault))
        else:
            return redirect(page.url("results:import-page", brought.pk))
    page.crumbs = [Link(_("Record"), page.url("results:record"))]
    earlier = Import.objects.filter(programme=page.programme, kind=kind, made_by=request.user.pk).defer("content")
    return render(request, "results/facts/import.html", {"form": form, "kind": chosen, "earlier": earlier[:5]})


@require_safe
@sign_in_required
@programme_page("record")
def template(request: HttpRequest, page: Page, kind: str) -> HttpResponse:
    """The Excel file to fill in, with the programme's own lists to choose from."""
    chosen = _kind(page, kind)
    notes = [
        _("Fill in one row for each thing that happened. Columns with an asterisk must be filled in."),
        _("The same file can be brought in again: what is already recorded is left as it is."),
    ]
    content = chosen.template(page.programme, notes)
    response = HttpResponse(content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    response["Content-Disposition"] = f'attachment; filename="{slugify(str(chosen.names))}-{page.programme.code}.xlsx"'
    return response


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("record")
def import_page(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """One file on its way in: choose columns, see the verdicts, follow the work."""
    brought = _own(request, page, pk)
    chosen = _kind(page, brought.kind)
    header = brought.report.get("header", [])
    initial = {key: str(column) for key, column in brought.columns.items()}
    form = ColumnsForm(chosen.fields(page.programme), header, request.POST or None, initial=initial)
    if request.method == "POST":
        if (brought.stage in WORKING and not fact_import.stuck(brought)) or brought.stage == "saved":
            return redirect(page.url("results:import-page", pk))
        if form.is_valid():
            fact_import.check(brought, form.columns())
            return redirect(page.url("results:import-page", pk))
    page.crumbs = [Link(str(chosen.names), page.url("results:import", chosen.key))]
    stopped = fact_import.stuck(brought)
    context = {
        "brought": brought,
        "kind": chosen,
        "seen_at": page.url(*chosen.page),
        "form": form,
        "report": brought.report,
        "working": brought.stage in WORKING and not stopped,
        "stopped": stopped,
        "share": round(100 * brought.done / brought.total) if brought.total else 0,
        "may_save": brought.stage == "checked" and not brought.report.get("wrong") and brought.report.get("new"),
    }
    response = render(request, "results/facts/import_page.html", context)
    if context["working"]:
        response["Refresh"] = AGAIN
    return response


@require_POST
@sign_in_required
@programme_page("record")
def save_import(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Save every row."""
    brought = _own(request, page, pk)
    _kind(page, brought.kind)
    try:
        fact_import.save(brought)
    except ImportFault as fault:
        messages.error(request, str(fault))
    return redirect(page.url("results:import-page", pk))


@require_POST
@sign_in_required
@programme_page("record")
def drop_import(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Throw the file away."""
    brought = _own(request, page, pk)
    fact_import.drop(brought)
    messages.success(request, _("The file is thrown away. Nothing was saved."))
    return redirect(page.url("results:import", brought.kind))


def _kind(page: Page, key: str) -> Importable:
    """What the rows are, for somebody who may bring them in; 403 otherwise."""
    found = importers()[key]
    granted = [g for g in access.grants(page.request.user, found.action) if g.programme_id == page.programme.pk]
    if not any(g.key != access.Reach.ORGANISATION for g in granted):
        raise PermissionDenied
    return found


def _own(request: HttpRequest, page: Page, pk: int) -> Import:
    """The reader's own import in this programme; 404 otherwise."""
    found = Import.objects.filter(programme=page.programme, pk=pk, made_by=request.user.pk).first()
    if found is None:
        raise Http404
    return found
