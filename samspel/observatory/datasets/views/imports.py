"""Bringing in a file for a data set: upload, what is where, report and preview, save."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from samspel.imports.importer import ImportFault
from samspel.imports.queries import ImportProgress
from samspel.imports.views.staged import ImportPages
from samspel.observatory.analysis.labels.tabs import observatory_link
from samspel.observatory.datasets.formats import Choices
from samspel.observatory.datasets.forms import ChoicesForm, FileForm, SaveForm
from samspel.observatory.datasets.policy import DatasetAction, may_record
from samspel.observatory.datasets.queries.addresses import UnknownAddress, dataset_at
from samspel.observatory.datasets.queries.data_imports import earlier_imports, own_import
from samspel.observatory.datasets.services import data_import
from samspel.observatory.datasets.services.dataset import DataSetFault
from samspel.ui.components import Link
from samspel.web.accounts.form_drafts import sign_in_required
from samspel.web.page import Page, programme_page

if TYPE_CHECKING:
    from samspel.observatory.models import DataImport, DataSet


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
            brought = data_import.dataset_import_begin(
                user=request.user,
                programme=page.programme,
                dataset=found,
                filename=file.name or "",
                content=file.read(),
            )
        except DataSetFault as fault:
            form.add_error("file", str(fault))
        else:
            return redirect(page.url("observatory:import-page", brought.pk))
    page.crumbs = _crumbs(page, found)
    earlier = earlier_imports(page.programme, request.user, found)
    return render(request, "observatory/datasets/import.html", {"form": form, "dataset": found, "earlier": earlier})


class DataImportPages(ImportPages):
    """The page of a file for a data set."""

    template = "observatory/datasets/import_page.html"
    place = "observatory"
    action = DatasetAction.RECORD

    def found(self, page: Page, pk: int) -> "DataImport":
        """One's own."""
        found = own_import(page.programme, page.context.reader, pk)
        if found is None:
            raise Http404
        return found

    def upload_url(self, page: Page, staged: "DataImport") -> str:
        """That of the data set."""
        return page.url("observatory:bring-in", staged.dataset.code)

    def crumbs(self, page: Page, staged: "DataImport") -> list[Link]:
        """The data set."""
        return _crumbs(page, staged.dataset)

    def steps(
        self, page: Page, staged: "DataImport", posted: QueryDict | None, progress: ImportProgress
    ) -> Mapping[str, Any]:
        """What is where in the file."""
        choices = Choices.from_json(staged.choices)
        try:
            source = data_import.dataset_file_read(brought=staged, choices=choices)
        except DataSetFault as fault:
            messages.error(page.request, str(fault))
            return {"done": True, "go_to": self.upload_url(page, staged)}
        form = ChoicesForm(source, staged.dataset, choices, posted)
        if posted is not None and _chosen(page, staged, form):
            return {"done": True}
        return {"dataset": staged.dataset, "form": form, "save_form": SaveForm()}

    def saving(self, page: Page, staged: "DataImport", posted: QueryDict) -> Mapping[str, Any]:
        """What is said of the version."""
        form = SaveForm(posted)
        if not form.is_valid():
            raise ImportFault(" ".join(str(text) for errors in form.errors.values() for text in errors))
        return {"report": {**staged.report, **form.cleaned_data}}


def _chosen(page: Page, brought: "DataImport", form: ChoicesForm) -> bool:
    """Go on with what was chosen: find out again what is where after a new layout, or check every row. Whether it
    could be."""
    if (layout := form.new_layout()) is not None:
        wanted = Choices(layout=layout[0], value_column=layout[1])
        try:
            data_import.dataset_columns_find(user=page.context.reader, brought=brought, choices=wanted)
        except DataSetFault as fault:
            form.add_error("layout", str(fault))
            return False
        return True
    if form.is_valid():
        data_import.dataset_import_check(brought=brought, choices=form.choices())
        return True
    return False


def _own_dataset(request: HttpRequest, page: Page, code: str) -> "DataSet":
    try:
        found = dataset_at(page.programme, code)
    except UnknownAddress as error:
        raise Http404 from error
    if not may_record(request.user, page.programme, found):
        raise PermissionDenied
    return found


def _crumbs(page: Page, dataset: "DataSet") -> list[Link]:
    return [observatory_link(page.context), Link(str(dataset.name), page.url("observatory:dataset", dataset.code))]
