"""The page of a staged import of any kind: what is in the file, follow the work, save, throw away, take back as one.

Each kind says in an ImportPages what its page has of its own. A page that is only looked at writes nothing."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samspel.core.facts import FactError
from samspel.core.programmes.policy import ProgrammeAction
from samspel.imports.importer import ImportFault
from samspel.imports.models import StagedImport
from samspel.imports.policy import may_undo
from samspel.imports.queries import ImportProgress, import_progress
from samspel.imports.services.staged_import import import_discard, import_save, import_undo
from samspel.imports.services.work import process_of
from samspel.imports.states import may_undo as stage_may_undo
from samspel.ui.components import Link
from samspel.web.accounts.form_drafts import sign_in_required
from samspel.web.forms import ReasonForm
from samspel.web.page import Page, programme_page

AGAIN = "2"  # seconds between two looks at a working import, without JavaScript


class ImportPages(ABC):
    """What the page of one kind of import has of its own: its template, which extends `imports/import_page.html`; its
    place in the navigation; the action it asks of the reader; and the names of its addresses."""

    template: str
    place: str
    action: str = ProgrammeAction.VIEW
    names: Mapping[str, str] = {
        "page": "import-page", "save": "save-import", "discard": "drop-import", "undo": "undo-import",
    }  # fmt: skip

    @abstractmethod
    def found(self, page: Page, pk: int) -> Any:
        """The import, for somebody who may go on with it. Http404 or PermissionDenied otherwise."""

    @abstractmethod
    def upload_url(self, page: Page, staged: Any) -> str:
        """Where another file is brought in."""

    @abstractmethod
    def crumbs(self, page: Page, staged: Any) -> list[Link]:
        """The links above the heading."""

    def ended(self, page: Page, staged: Any) -> Mapping[str, Any]:
        """What the template is told of an import that is saved, taken back or being worked on."""
        return {}

    @abstractmethod
    def steps(self, page: Page, staged: Any, posted: QueryDict | None, progress: ImportProgress) -> Mapping[str, Any]:
        """The forms before saving and what was found, for the template. What was posted and is right is carried out:
        then `done` is true. ImportFault where it cannot be."""

    def saving(self, page: Page, staged: Any, posted: QueryDict) -> Mapping[str, Any]:
        """The import's new values from what was posted with the button that saves. ImportFault where it is wrong."""
        return {}


def import_patterns(pages: ImportPages, at: str = "imports") -> list[URLPattern]:
    """The addresses of the import's page and of what is done on it."""

    def guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
        def bound(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
            return view(request, page, pages, pk)

        return sign_in_required(programme_page(pages.place, pages.action)(bound))

    views = {
        "page": ("", require_http_methods(["GET", "HEAD", "POST"])(guarded(import_page))),
        "save": ("save/", require_POST(guarded(save_import))),
        "discard": ("drop/", require_POST(guarded(discard_import))),
        "undo": ("undo/", require_POST(guarded(undo_import))),
    }
    return [path(f"{at}/<key:pk>/{end}", view, name=pages.names[what]) for what, (end, view) in views.items()]


def import_page(request: HttpRequest, page: Page, pages: ImportPages, pk: int) -> HttpResponse:
    """One file on its way in: say what is what in it, see what is right and wrong, follow the work."""
    staged = pages.found(page, pk)
    progress = import_progress(staged)
    posted = request.POST if request.method == "POST" else None
    if posted is not None and not progress.may_check:
        return redirect(address(page, pages, "page", pk))
    page.crumbs = pages.crumbs(page, staged)
    context: dict[str, Any] = {}
    if progress.may_check:
        try:
            context |= pages.steps(page, staged, posted, progress)
        except ImportFault as fault:
            messages.error(request, str(fault))
            context["done"] = True
        if context.get("done"):
            return redirect(context.get("go_to") or address(page, pages, "page", pk))
    else:
        context |= pages.ended(page, staged)
    context = shared(page, pages, staged, progress) | context
    response = render(request, pages.template, context)
    if progress.working:
        response["Refresh"] = AGAIN
    return response


def save_import(request: HttpRequest, page: Page, pages: ImportPages, pk: int) -> HttpResponse:
    """Save every row."""
    staged = pages.found(page, pk)
    try:
        import_save(staged=staged, user=request.user, **pages.saving(page, staged, request.POST))
    except ImportFault as fault:
        messages.error(request, str(fault))
    return redirect(address(page, pages, "page", pk))


def discard_import(request: HttpRequest, page: Page, pages: ImportPages, pk: int) -> HttpResponse:
    """Throw the file away."""
    staged = pages.found(page, pk)
    try:
        import_discard(staged=staged)
    except ImportFault as fault:
        messages.error(request, str(fault))
        return redirect(address(page, pages, "page", pk))
    messages.success(request, _("The file is thrown away. Nothing was saved."))
    return redirect(pages.upload_url(page, staged))


def undo_import(request: HttpRequest, page: Page, pages: ImportPages, pk: int) -> HttpResponse:
    """Take back everything the file brought."""
    staged = pages.found(page, pk)
    try:
        import_undo(user=request.user, staged=staged, reason=request.POST.get("reason", "")[:500])
    except (ImportFault, FactError) as fault:
        messages.error(request, str(fault))
    return redirect(address(page, pages, "page", pk))


def shared(page: Page, pages: ImportPages, staged: StagedImport, progress: ImportProgress) -> dict[str, Any]:
    """What the template of every kind is told."""
    undoable = stage_may_undo(staged.stage) and may_undo(page.context.reader, page.programme)
    note = process_of(staged).undo_note(staged) if undoable else ""
    return {
        "staged": staged,
        "report": staged.report,
        "upload_url": pages.upload_url(page, staged),
        "save_url": address(page, pages, "save", staged.pk),
        "discard_url": address(page, pages, "discard", staged.pk),
        "undo_url": address(page, pages, "undo", staged.pk),
        "undo_note": note,
        "undo_form": ReasonForm() if undoable and not note else None,
        "working": progress.working,
        "stopped": progress.stopped,
        "unattended": progress.unattended,
        "share": progress.share,
        "may_save": progress.may_save,
        "may_discard": progress.may_discard,
    }


def address(page: Page, pages: ImportPages, what: str, pk: int) -> str:
    """The address of the import's page, or of what is done on it, under the namespace of the page being shown."""
    match = page.request.resolver_match
    return reverse(f"{match.namespace if match else ''}:{pages.names[what]}", args=[page.programme.code, pk])
