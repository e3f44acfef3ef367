"""The page of a milestone."""

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspel.core import access, clock
from samspel.core.facts import FactError
from samspel.programme.initiatives.forms import MilestoneForm
from samspel.programme.initiatives.policy import MilestoneAction
from samspel.programme.initiatives.queries import milestones as queries
from samspel.programme.initiatives.services.milestone import milestone_reach, milestone_reopen
from samspel.ui.components import Link
from samspel.web.forms import ReasonForm
from samspel.web.page import Page, programme_page

if TYPE_CHECKING:
    from samspel.core.programmes.models import Milestone
    from samspel.programme.initiatives.models import MilestoneReached


@require_http_methods(["GET", "POST"])
@programme_page("objectives")
def milestone(request: HttpRequest, page: Page, milestone: str) -> HttpResponse:
    """One milestone: when it is due, whether it is reached, and the form to say so or to take it back."""
    found = queries.milestone(page.context, milestone)
    if found is None:
        raise Http404
    reached = queries.milestone_reached(page.context, found)
    form: forms.Form | None = None
    if page.may(MilestoneAction.VOID if reached else MilestoneAction.RECORD, found):
        initial = {"on": min(clock.today(), found.due_on)}
        sent = request.POST or None
        form = ReasonForm(sent) if reached else MilestoneForm(sent, initial=initial)
    if request.method == "POST":
        if form is None:
            access.require(request.user, MilestoneAction.RECORD, found)
        elif form.is_valid() and _saved(request, found, reached, form):
            return redirect(page.url("milestone", found.code))
    page.crumbs = [Link(_("Targets"), page.url("objectives"))]
    context = {
        "milestone": found,
        "reached": reached,
        "facts": queries.milestone_history(found),
        "form": form,
        "late": max((page.as_of - found.due_on).days, 0),
    }
    return render(request, "programme/initiatives/milestone.html", context)


def _saved(request: HttpRequest, found: "Milestone", reached: "MilestoneReached | None", form: forms.Form) -> bool:
    given = form.cleaned_data
    try:
        if reached:
            milestone_reopen(actor=request.user, reached=reached, reason=given["reason"])
        else:
            milestone_reach(actor=request.user, milestone=found, on=given["on"], note=given["note"])
    except FactError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("Saved."))
    return True
