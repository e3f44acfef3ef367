"""The pages of a staged import: template and upload, columns and what was found in every row, save, discard.

The app whose addresses they have is known from the address itself (its namespace)."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspel.imports import queries
from samspel.imports.forms import ColumnsForm, UploadForm
from samspel.imports.importer import Importer, ImportFault, importers
from samspel.imports.policy import may_import
from samspel.imports.services.staged_import import import_discard, import_save
from samspel.imports.services.table_import import table_import_begin, table_import_check
from samspel.imports.services.work import work_attend
from samspel.web.accounts.form_drafts import sign_in_required
from samspel.web.links import Link
from samspel.web.page import Page, programme_page

if TYPE_CHECKING:
    from samspel.imports.models import Import

AGAIN = "2"  # seconds between two looks at a working import, without JavaScript
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


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("record")
def import_page(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """One file on its way in: choose columns, see what is right and wrong, follow the work."""
    staged = _own(page, pk)
    importer = _importer(page, staged.kind)
    work_attend(staged=staged)
    progress = queries.import_progress(staged)
    header = staged.report.get("header", [])
    initial = {key: str(column) for key, column in staged.columns.items()}
    form = ColumnsForm(importer.fields(page.programme), header, request.POST or None, initial=initial)
    if request.method == "POST" and (not progress.may_check or form.is_valid()):
        if progress.may_check:
            table_import_check(staged=staged, columns=form.columns())
        return redirect(page.url(_name(page, "import-page"), pk))
    page.crumbs = [Link(str(importer.names), page.url(_name(page, "import"), importer.key))]
    context = {
        "staged": staged,
        "kind": importer,
        "seen_at": page.url(*importer.page),
        "upload_url": _address(page, "import", importer.key),
        "save_url": _address(page, "save-import", pk),
        "discard_url": _address(page, "drop-import", pk),
        "form": form,
        "report": staged.report,
        "working": progress.working,
        "stopped": progress.stopped,
        "share": progress.share,
        "may_save": progress.may_save,
    }
    response = render(request, "imports/staged_import.html", context)
    if progress.working:
        response["Refresh"] = AGAIN
    return response


@require_POST
@sign_in_required
@programme_page("record")
def save_import(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Save every row."""
    staged = _own(page, pk)
    _importer(page, staged.kind)
    try:
        import_save(staged=staged)
    except ImportFault as fault:
        messages.error(request, str(fault))
    return redirect(page.url(_name(page, "import-page"), pk))


@require_POST
@sign_in_required
@programme_page("record")
def discard_import(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Throw the file away."""
    staged = _own(page, pk)
    import_discard(staged=staged)
    messages.success(request, _("The file is thrown away. Nothing was saved."))
    return redirect(page.url(_name(page, "import"), staged.kind))


def _importer(page: Page, key: str) -> Importer:
    """What the rows are, for somebody who may bring them in; 403 otherwise."""
    found = importers()[key]
    if not may_import(page.context.reader, page.programme, found):
        raise PermissionDenied
    return found


def _own(page: Page, pk: int) -> "Import":
    """The reader's own import in this programme; 404 otherwise."""
    found = queries.own_import(page.context, pk)
    if found is None:
        raise Http404
    return found


def _name(page: Page, name: str) -> str:
    match = page.request.resolver_match
    return f"{match.namespace if match else ''}:{name}"


def _address(page: Page, name: str, *args: object) -> str:
    return reverse(_name(page, name), args=[page.programme.code, *args])
