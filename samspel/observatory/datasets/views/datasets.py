"""Data sets: the list, one with its versions, its description, and a version taken home."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspel.observatory.analysis.labels.tabs import observatory_link
from samspel.observatory.computations.policy import ComputationAction
from samspel.observatory.computations.rules.kinds import known_kinds
from samspel.observatory.datasets import documents
from samspel.observatory.datasets.forms import DataSetForm
from samspel.observatory.datasets.labels import ADDS_UP
from samspel.observatory.datasets.policy import DatasetAction, may_record
from samspel.observatory.datasets.queries.addresses import UnknownAddress, dataset_at, version_at
from samspel.observatory.datasets.queries.datasets import data_sets, names_of, rows_of, versions_of
from samspel.observatory.datasets.services.dataset import (
    DESCRIPTION,
    DataSetFault,
    dataset_create,
    dataset_describe,
)
from samspel.ui.components import Link
from samspel.web import addresses
from samspel.web.accounts.form_drafts import sign_in_required
from samspel.web.page import Page, programme_page

if TYPE_CHECKING:
    from samspel.observatory.models import DataSet, DataSetVersion

SHOWN_ROWS = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXCEL_ROWS = 1_000_000
"""Excel holds 1 048 576 rows."""


@require_safe
@programme_page("observatory", DatasetAction.VIEW)
def datasets(request: HttpRequest, page: Page) -> HttpResponse:
    """All data sets that are seen in the programme."""
    page.crumbs = [observatory_link(page.context)]
    context = {"listed": data_sets(page.programme), "may_record": may_record(request.user, page.programme)}
    return render(request, "observatory/datasets/datasets.html", context)


@require_safe
@programme_page("observatory", DatasetAction.VIEW)
def dataset(request: HttpRequest, page: Page, dataset: str) -> HttpResponse:
    """What one is, its versions, and the report and first rows of the one asked for."""
    found, version = _version(page, dataset, addresses.query(request).get("version"))
    page.crumbs = [observatory_link(page.context), Link(_("Data"), page.url("observatory:datasets"))]
    rows: list[Any] = []
    if version is not None:
        names = names_of(version, page.structure)
        rows = [row for row, _number in zip(rows_of(version, names), range(SHOWN_ROWS), strict=False)]
    context = {
        "dataset": found,
        "version": version,
        "versions": versions_of(found),
        "about": documents.description(version) if version else [],
        "rows": rows,
        "kinds": [kind for kind in known_kinds().values() if not kind.page] if version else [],
        "adds_up": found.value_kind in ADDS_UP,
        "may_record": may_record(request.user, page.programme, found),
        "may_ask": page.may(ComputationAction.ASK),
        "excel_holds": version is not None and version.row_count < EXCEL_ROWS,
    }
    return render(request, "observatory/datasets/dataset.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("observatory", DatasetAction.RECORD)
def new_dataset(request: HttpRequest, page: Page) -> HttpResponse:
    """Describe a new data set; its first file comes after."""
    initial = {"region_level": "nuts3", "vocabulary": "2021", "classification": "nace2_division"}
    form = DataSetForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = dataset_create(
                actor=request.user,
                programme=page.programme,
                shared=form.cleaned_data["shared"],
                values=form.values,
            )
        except DataSetFault as fault:
            form.add_error("code", str(fault))
        else:
            return redirect(page.url("observatory:bring-in", made.code))
    page.crumbs = [observatory_link(page.context), Link(_("Data"), page.url("observatory:datasets"))]
    return render(request, "observatory/datasets/dataset_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("observatory", DatasetAction.RECORD)
def describe(request: HttpRequest, page: Page, dataset: str) -> HttpResponse:
    """Change what is said of a data set."""
    found = _dataset(page, dataset)
    if not may_record(request.user, page.programme, found):
        raise PermissionDenied
    initial = {key: getattr(found, key) for key in DESCRIPTION}
    form = DataSetForm(request.POST or None, dataset=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            dataset_describe(actor=request.user, programme=page.programme, dataset=found, values=form.values)
        except DataSetFault as fault:
            form.add_error(None, str(fault))
        else:
            return redirect(page.url("observatory:dataset", found.code))
    page.crumbs = [observatory_link(page.context), Link(str(found.name), page.url("observatory:dataset", found.code))]
    return render(request, "observatory/datasets/dataset_form.html", {"form": form, "dataset": found})


@require_safe
@programme_page("observatory", DatasetAction.VIEW)
def download(request: HttpRequest, page: Page, dataset: str, number: int, form: str) -> HttpResponseBase:
    """Every observation of a version, streamed."""
    _found, version = _version(page, dataset, str(number))
    assert version is not None  # a number was asked for
    rows = rows_of(version, names_of(version, page.structure))
    name = f"{version.dataset.code}-v{version.number}"
    response: HttpResponseBase
    if form == "xlsx" and version.row_count < EXCEL_ROWS:
        response = FileResponse(documents.workbook(version, rows), content_type=XLSX)
        response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    else:
        response = StreamingHttpResponse(documents.csv_lines(rows), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _dataset(page: Page, code: str) -> "DataSet":
    """The data set with the code; 404 where there is none."""
    try:
        return dataset_at(page.programme, code)
    except UnknownAddress as error:
        raise Http404 from error


def _version(page: Page, code: str, number: str | None) -> tuple["DataSet", "DataSetVersion | None"]:
    """The data set with the code and the version with the number, the newest where none is asked for; else 404."""
    found = _dataset(page, code)
    try:
        return found, version_at(found, number)
    except UnknownAddress as error:
        raise Http404 from error
