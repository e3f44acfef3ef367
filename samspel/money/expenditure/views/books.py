"""Bringing in a partner's books: the file, its projects and accounts, a look, and all of it or nothing."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from samspel.core.tables import missing
from samspel.imports.forms import ColumnsForm
from samspel.money.claims.policy import ClaimAction
from samspel.money.expenditure.forms.book_import import AccountsForm, BooksForm, ProjectsForm
from samspel.money.expenditure.importer import BooksError, read_table, table_fields
from samspel.money.expenditure.labels import KIND_NAMES
from samspel.money.expenditure.policy import ExpenditureAction
from samspel.money.expenditure.queries.book_import import book_import_of, book_imports
from samspel.money.expenditure.queries.partner import own_partners
from samspel.money.expenditure.rules import AccountSpan
from samspel.money.expenditure.services.book_import import (
    accounts_map,
    book_import_begin,
    book_import_drop,
    book_import_save,
    columns_choose,
    import_preview,
    projects_choose,
)
from samspel.web.accounts.form_drafts import sign_in_required
from samspel.web.links import Link
from samspel.web.page import Page, programme_page

if TYPE_CHECKING:
    from samspel.money.models import BookImport

SHOWN = 50


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
            return redirect(page.url("money:books-page", made.pk))
    page.crumbs = [Link(_("Money"), page.url("money:economy"))]
    context = {
        "form": form,
        "may_bring": may_bring,
        "earlier": book_imports(page.context)[:SHOWN],
    }
    return render(request, "money/expenditure/books.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def books_page(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """One file on its way in: its columns, projects and accounts, and what saving would do."""
    brought = _own(page, pk)
    page.crumbs = [Link(_("Money"), page.url("money:economy")), Link(_("Books"), page.url("money:books"))]
    context: dict[str, Any] = {"brought": brought, "kind": KIND_NAMES[brought.kind]}
    if brought.stage == "saved":
        return render(request, "money/expenditure/books_page.html", context)
    try:
        context |= _forms(request, page, brought)
    except BooksError as error:
        context["fault"] = str(error)
        return render(request, "money/expenditure/books_page.html", context)
    if context.pop("changed"):
        return redirect(page.url("money:books-page", pk))
    return render(request, "money/expenditure/books_page.html", context)


def _forms(request: HttpRequest, page: Page, brought: "BookImport") -> dict[str, Any]:
    """The page's forms, with what was posted carried out; `changed` where something was."""
    step = request.POST.get("step", "")
    found: dict[str, Any] = {"changed": False}
    if brought.kind == "table":
        table = read_table(bytes(brought.content or b""), brought.filename)
        initial = {key: str(column) for key, column in brought.columns.items()}
        columns = ColumnsForm(
            table_fields(), list(table.header), request.POST if step == "columns" else None, initial=initial
        )
        found["columns"] = columns
        if step == "columns" and columns.is_valid():
            columns_choose(user=request.user, brought=brought, columns=columns.columns())
            return {"changed": True}
        if missing(table_fields(), brought.columns):
            return found
    preview = import_preview(brought)
    projects = [(p.code, f"{p.code} {p.name} ({p.rows})") for p in preview.books.projects.values() if p.rows]
    chosen = ProjectsForm(
        projects, request.POST if step == "projects" else None, initial={"projects": brought.projects}
    )
    if step == "projects" and chosen.is_valid():
        projects_choose(user=request.user, brought=brought, projects=chosen.cleaned_data["projects"])
        return {"changed": True}
    accounts = AccountsForm(preview.unmapped, page.structure.categories, request.POST if step == "accounts" else None)
    if step == "accounts" and accounts.is_valid():
        categories = {c.code: c for c in page.structure.categories}
        spans = [AccountSpan(first, last, categories.get(code)) for first, last, code in accounts.chosen()]
        accounts_map(user=request.user, programme=page.programme, partner=brought.partner, ranges=spans)
        return {"changed": True}
    return found | {
        "preview": preview,
        "projects": chosen if projects else None,
        "accounts": accounts if preview.unmapped else None,
        "mapped": [a for a in preview.accounts if not a.unmapped],
        "changed_vouchers": preview.difference.changed[:SHOWN],
        "absent": preview.difference.absent[:SHOWN],
        "first_new": preview.difference.new[:SHOWN],
    }


@require_POST
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def save_books(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Save the file, all or nothing."""
    brought = _own(page, pk)
    try:
        counts = book_import_save(user=request.user, brought=brought)
    except BooksError as error:
        messages.error(request, str(error))
    else:
        number = counts["new"] + counts["came"]
        messages.success(request, ngettext("%(n)s row is saved.", "%(n)s rows are saved.", number) % {"n": number})
    return redirect(page.url("money:books-page", pk))


@require_POST
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def drop_books(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Throw a file away that is not saved."""
    book_import_drop(user=request.user, brought=_own(page, pk))
    messages.success(request, _("The file is thrown away. Nothing was saved."))
    return redirect(page.url("money:books"))


def _own(page: Page, pk: int) -> "BookImport":
    """The file, for somebody who may record for its partner; 404 otherwise."""
    found = book_import_of(page.context, pk)
    if found is None:
        raise Http404
    return found
