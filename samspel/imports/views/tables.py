"""The pages of tables of rows: template and upload, and which column is what.

The app whose addresses they have is known from the address itself (its namespace)."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspel.imports import queries
from samspel.imports.forms import ColumnsForm, UploadForm
from samspel.imports.importer import Importer, ImportFault, importers
from samspel.imports.models import Import
from samspel.imports.policy import may_import
from samspel.imports.services.table_import import table_import_begin, table_import_check
from samspel.imports.views.staged import ImportPages
from samspel.ui.components import Link
from samspel.web.accounts.form_drafts import sign_in_required
from samspel.web.page import Page, programme_page

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("record")
def upload(request: HttpRequest, page: Page, kind: str) -> HttpResponse:
    """Fetch the template, or bring in a filled-in file."""
    importer = _importer(page, kind)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            staged = table_import_begin(
                user=request.user,
                programme=page.programme,
                importer=importer,
                filename=file.name or "",
                content=file.read(),
            )
        except ImportFault as fault:
            form.add_error("file", str(fault))
        else:
            return redirect(page.url(_name(page, "import-page"), staged.pk))
    page.crumbs = [Link(_("Record"), page.url(_name(page, "record")))]
    context = {
        "form": form,
        "kind": importer,
        "template_url": _address(page, "template", importer.key),
        "page_name": _name(page, "import-page"),
        "earlier": queries.latest_imports(page.context, kind),
    }
    return render(request, "imports/upload.html", context)


@require_safe
@sign_in_required
@programme_page("record")
def template(request: HttpRequest, page: Page, kind: str) -> HttpResponse:
    """The Excel file to fill in, with the programme's own lists to choose from."""
    importer = _importer(page, kind)
    notes = [
        _("Fill in one row for each thing that happened. Columns with an asterisk must be filled in."),
        _("The same file can be brought in again: what is already recorded is left as it is."),
    ]
    response = HttpResponse(importer.template(page.programme, notes), content_type=EXCEL)
    name = f"{slugify(str(importer.names))}-{page.programme.code}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class TablePages(ImportPages):
    """The page of a table of rows."""

    template = "imports/table.html"
    place = "record"

    def found(self, page: Page, pk: int) -> Import:
        """One's own, of rows that one may bring in."""
        found = queries.own_import(page.context, pk)
        if found is None:
            raise Http404
        _importer(page, found.kind)
        return found

    def upload_url(self, page: Page, staged: Import) -> str:
        """That of the kind."""
        return _address(page, "import", staged.kind)

    def crumbs(self, page: Page, staged: Import) -> list[Link]:
        """The kind's upload."""
        return [Link(str(importers()[staged.kind].names), page.url(_name(page, "import"), staged.kind))]

    def ended(self, page: Page, staged: Import) -> Mapping[str, Any]:
        """Where the saved rows are shown."""
        return {"seen_at": page.url(*importers()[staged.kind].page)}

    def steps(
        self, page: Page, staged: Import, posted: QueryDict | None, progress: queries.ImportProgress
    ) -> Mapping[str, Any]:
        """Which column is what."""
        header = staged.report.get("header", [])
        initial = {key: str(column) for key, column in staged.columns.items()}
        form = ColumnsForm(importers()[staged.kind].fields(page.programme), header, posted, initial=initial)
        if posted is not None and form.is_valid():
            table_import_check(staged=staged, columns=form.columns())
            return {"done": True}
        return {"form": form}


def _importer(page: Page, key: str) -> Importer:
    """What the rows are, for somebody who may bring them in; 403 otherwise."""
    found = importers()[key]
    if not may_import(page.context.reader, page.programme, found):
        raise PermissionDenied
    return found


def _name(page: Page, name: str) -> str:
    match = page.request.resolver_match
    return f"{match.namespace if match else ''}:{name}"


def _address(page: Page, name: str, *args: object) -> str:
    return reverse(_name(page, name), args=[page.programme.code, *args])
