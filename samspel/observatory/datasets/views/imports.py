"""Bringing in a file for a data set: upload, what is where, report and preview, save."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samspel.observatory.analysis.labels.tabs import observatory_link
from samspel.observatory.datasets.formats import Choices
from samspel.observatory.datasets.forms import ChoicesForm, FileForm, SaveForm
from samspel.observatory.datasets.policy import DatasetAction, may_record
from samspel.observatory.datasets.queries.addresses import UnknownAddress, dataset_at
from samspel.observatory.datasets.queries.data_imports import earlier_imports, own_import
from samspel.observatory.datasets.services import data_import
from samspel.observatory.datasets.services.dataset import DataSetFault
from samspel.web.accounts.form_drafts import sign_in_required
from samspel.web.links import Link
from samspel.web.page import Page, programme_page

if TYPE_CHECKING:
    from samspel.observatory.models import DataImport, DataSet

WORKING = {"checking", "saving"}
AGAIN = "2"  # seconds between two looks at a working import, without JavaScript


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("observatory", DatasetAction.RECORD)
def bring_in(request: HttpRequest, page: Page, dataset: str) -> HttpResponse:
    """Give a file; what is where in it comes next."""
    found = _own_dataset(request, page, dataset)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            brought = data_import.begin(request.user, page.programme, found, file.name or "", file.read())
        except DataSetFault as fault:
            form.add_error("file", str(fault))
        else:
            return redirect(page.url("observatory:import-page", brought.pk))
    page.crumbs = _crumbs(page, found)
    earlier = earlier_imports(page.programme, request.user, found)
    return render(request, "observatory/datasets/import.html", {"form": form, "dataset": found, "earlier": earlier})


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("observatory", DatasetAction.RECORD)
def import_page(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """One file on its way in: say what is where, see what it holds, follow the work."""
    brought = _own(request, page, pk)
    page.crumbs = _crumbs(page, brought.dataset)
    stopped = data_import.stuck(brought)
    if brought.stage == "saved" or (brought.stage in WORKING and not stopped):
        response = render(
            request, "observatory/datasets/import_page.html", {"brought": brought, "working": brought.stage}
        )
        if brought.stage in WORKING:
            response["Refresh"] = AGAIN
        return response
    choices = Choices.from_json(brought.choices)
    try:
        source = data_import.source_of(brought, choices)
    except DataSetFault as fault:
        messages.error(request, str(fault))
        return redirect(page.url("observatory:bring-in", brought.dataset.code))
    form = ChoicesForm(source, brought.dataset, choices, request.POST or None)
    if request.method == "POST" and (redirected := _chosen(page, brought, form)):
        return redirected
    context = {
        "brought": brought,
        "dataset": brought.dataset,
        "form": form,
        "report": brought.report,
        "stopped": stopped,
        "save_form": SaveForm(),
        "may_save": brought.stage == "checked" and not brought.report.get("problem_count") and _is_new(brought),
    }
    return render(request, "observatory/datasets/import_page.html", context)


@require_POST
@sign_in_required
@programme_page("observatory", DatasetAction.RECORD)
def save_import(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Save the file as a new version."""
    brought = _own(request, page, pk)
    form = SaveForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(text) for errors in form.errors.values() for text in errors))
        return redirect(page.url("observatory:import-page", pk))
    try:
        data_import.save(brought, form.cleaned_data["vintage"], form.cleaned_data["note"])
    except DataSetFault as fault:
        messages.error(request, str(fault))
    return redirect(page.url("observatory:import-page", pk))


@require_POST
@sign_in_required
@programme_page("observatory", DatasetAction.RECORD)
def drop_import(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Throw the file away."""
    brought = _own(request, page, pk)
    code = brought.dataset.code
    data_import.drop(brought)
    messages.success(request, _("The file is thrown away. Nothing was saved."))
    return redirect(page.url("observatory:bring-in", code))


def _chosen(page: Page, brought: "DataImport", form: ChoicesForm) -> HttpResponse | None:
    """Go on with what was chosen: find out again what is where after a new layout, or check every row."""
    if (layout := form.new_layout()) is not None:
        wanted = Choices(layout=layout[0], value_column=layout[1])
        try:
            data_import.import_columns_find(brought=brought, choices=wanted)
        except DataSetFault as fault:
            form.add_error("layout", str(fault))
            return None
        return redirect(page.url("observatory:import-page", brought.pk))
    if form.is_valid():
        data_import.check(brought, form.choices())
        return redirect(page.url("observatory:import-page", brought.pk))
    return None


def _is_new(brought: "DataImport") -> bool:
    return bool(brought.report.get("rows")) and brought.report.get("same") is None


def _own_dataset(request: HttpRequest, page: Page, code: str) -> "DataSet":
    try:
        found = dataset_at(page.programme, code)
    except UnknownAddress as error:
        raise Http404 from error
    if not may_record(request.user, page.programme, found):
        raise PermissionDenied
    return found


def _own(request: HttpRequest, page: Page, pk: int) -> "DataImport":
    """The reader's own import in this programme; 404 otherwise."""
    found = own_import(page.programme, request.user, pk)
    if found is None:
        raise Http404
    return found


def _crumbs(page: Page, dataset: "DataSet") -> list[Link]:
    return [observatory_link(page.context), Link(str(dataset.name), page.url("observatory:dataset", dataset.code))]
