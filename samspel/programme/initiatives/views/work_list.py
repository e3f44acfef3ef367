"""The reader's work list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samspel.core.programmes.policy import WorklistAction
from samspel.programme.initiatives.queries.work_list import waiting
from samspel.web.accounts.form_drafts import sign_in_required
from samspel.web.drafts import drafts
from samspel.web.page import Page, programme_page


@require_safe
@sign_in_required
@programme_page("worklist", action=WorklistAction.VIEW)
def worklist(request: HttpRequest, page: Page) -> HttpResponse:
    """What waits for the reader, and the reader's drafts."""
    own = drafts(page.context)
    unfinished = {draft.path for draft in own}
    rest = [item for item in waiting(page.context) if item.url not in unfinished]
    return render(request, "web/worklist.html", {"waiting": rest, "drafts": own})
