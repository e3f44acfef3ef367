"""Bringing in a partner's books: the file, its projects and accounts, a look, and all of it or nothing."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspel.imports.forms import ColumnsForm
from samspel.imports.queries import ImportProgress
from samspel.imports.views.staged import ImportPages
from samspel.money.claims.policy import ClaimAction
from samspel.money.expenditure.forms.book_import import AccountsForm, BooksForm, ProjectsForm
from samspel.money.expenditure.importer import BooksError, table_fields
from samspel.money.expenditure.labels import KIND_NAMES
from samspel.money.expenditure.policy import ExpenditureAction
from samspel.money.expenditure.queries.book_import import book_import_of, book_imports, book_verdict
from samspel.money.expenditure.queries.partner import own_partners
from samspel.money.expenditure.rules import AccountSpan
from samspel.money.expenditure.services.book_import import (
    accounts_map,
    book_import_begin,
    book_import_check,
    columns_choose,
    projects_choose,
)
from samspel.ui.components import Link
from samspel.web.accounts.form_drafts import sign_in_required
from samspel.web.page import Page, programme_page

if TYPE_CHECKING:
    from samspel.money.models import BookImport

SHOWN = 50
STEPS = {"columns", "projects", "accounts"}


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def books(request: HttpRequest, page: Page) -> HttpResponse:
    """Bring in a file, and the files before it."""
    form = BooksForm(page.context, request.POST or None, request.FILES or None)
    may_bring = bool(own_partners(page.context, ExpenditureAction.RECORD))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = book_import_begin(
                user=request.user,
                programme=page.programme,
                partner=form.cleaned_data["partner"],
                filename=file.name or "",
                content=file.read(),
            )
        except BooksError as error:
            form.add_error("file", str(error))
        else:
            book_import_check(brought=made)
            return redirect(page.url("money:books-page", made.pk))
    page.crumbs = [Link(_("Money"), page.url("money:economy"))]
    context = {
        "form": form,
        "may_bring": may_bring,
        "earlier": book_imports(page.context)[:SHOWN],
    }
    return render(request, "money/expenditure/books.html", context)


class BookImportPages(ImportPages):
    """The page of a file of books."""

    template = "money/expenditure/books_page.html"
    place = "money"
    action = ClaimAction.VIEW
    names: Mapping[str, str] = {
        "page": "books-page", "save": "save-books", "discard": "drop-books", "undo": "undo-books",
    }  # fmt: skip

    def found(self, page: Page, pk: int) -> "BookImport":
        """For somebody who may record for its partner."""
        found = book_import_of(page.context, pk)
        if found is None:
            raise Http404
        return found

    def upload_url(self, page: Page, staged: "BookImport") -> str:
        """The list of books."""
        return page.url("money:books")

    def crumbs(self, page: Page, staged: "BookImport") -> list[Link]:
        """The money, and its books."""
        return [Link(_("Money"), page.url("money:economy")), Link(_("Books"), page.url("money:books"))]

    def ended(self, page: Page, staged: "BookImport") -> Mapping[str, Any]:
        """What kind of file it is."""
        return {"kind": KIND_NAMES[staged.kind]}

    def steps(
        self, page: Page, staged: "BookImport", posted: QueryDict | None, progress: ImportProgress
    ) -> Mapping[str, Any]:
        """The columns of an extract, the programme's projects, the category of each account, and what would be
        added."""
        step = posted.get("step", "") if posted is not None else ""
        forms = self._forms(page, staged, posted, step)
        if step in STEPS & forms.keys() and forms[step].is_valid():
            self._choose(page, staged, step, forms[step])
        elif step != "check":
            return {**forms, **self.ended(page, staged)}
        book_import_check(brought=staged)
        return {"done": True}

    def _forms(self, page: Page, staged: "BookImport", posted: QueryDict | None, step: str) -> dict[str, Any]:
        """The forms by their step, and what was found."""
        forms: dict[str, Any] = {}
        if staged.kind == "table":
            initial = {key: str(column) for key, column in staged.columns.items()}
            header = staged.report.get("header", [])
            given = posted if step == "columns" else None
            forms["columns"] = ColumnsForm(table_fields(), header, given, initial=initial)
        if staged.stage != "checked":
            return forms
        verdict = book_verdict(staged.report, page.structure.categories)
        if verdict.projects:
            given = posted if step == "projects" else None
            forms["projects"] = ProjectsForm(verdict.projects, given, initial={"projects": staged.projects})
        if verdict.unmapped:
            given = posted if step == "accounts" else None
            forms["accounts"] = AccountsForm(verdict.unmapped, page.structure.categories, given)
        return forms | {"verdict": verdict}

    def _choose(self, page: Page, staged: "BookImport", step: str, form: Any) -> None:
        """Keep what was chosen."""
        user = page.context.reader
        if step == "columns":
            columns_choose(user=user, brought=staged, columns=form.columns())
        elif step == "projects":
            projects_choose(user=user, brought=staged, projects=form.cleaned_data["projects"])
        else:
            categories = {c.code: c for c in page.structure.categories}
            spans = [AccountSpan(first, last, categories.get(code)) for first, last, code in form.chosen()]
            accounts_map(user=user, programme=page.programme, partner=staged.partner, ranges=spans)
