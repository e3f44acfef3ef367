"""The jury at work: interests declared, submissions read and scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspel.frontdoor.challenges.forms.jury import PointsForm
from samspel.frontdoor.challenges.queries import challenges
from samspel.frontdoor.challenges.queries.jury import is_juror, jury_rows
from samspel.frontdoor.challenges.queries.submissions import counted_submission
from samspel.frontdoor.challenges.services import jury
from samspel.frontdoor.challenges.views.challenges import challenge_numbered, link_to, stand_among
from samspel.frontdoor.offers.rules.errors import FrontdoorError
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Page, programme_page

if TYPE_CHECKING:
    from samspel.frontdoor.models import Challenge


@require_safe
@sign_in_required
@programme_page("find")
def jury_table(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """What a juror has before them: first whether they have an interest, then each proposal to score."""
    found = _judged(request, page, number)
    rows = jury_rows(request.user, found)
    stand_among(page, link_to(page, found))
    context = {
        "challenge": found,
        "rows": rows,
        "companies": sorted(rows, key=lambda row: row.submission.company),  # an order that tells nothing of the letters
        "undeclared": any(row.interest is None for row in rows),
        "left": sum(1 for row in rows if row.readable and row.own is None),
    }
    return render(request, "frontdoor/challenges/jury_table.html", context)


@require_POST
@sign_in_required
@programme_page("find")
def jury_interest(request: HttpRequest, page: Page, number: int, pk: int) -> HttpResponse:
    """Declare an interest in a company, or none."""
    found = _judged(request, page, number)
    submission = counted_submission(found, pk)
    if submission is None:
        raise Http404
    conflict = request.POST.get("conflict")
    if conflict not in {"yes", "no"}:
        messages.error(request, _("Say whether you have an interest."))
        return redirect(page.url("frontdoor:jury-table", number))
    try:
        jury.interest_declare(
            actor=request.user, submission=submission, conflict=conflict == "yes", reason=request.POST.get("reason", "")
        )
    except FrontdoorError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Your declaration is saved."))
    return redirect(page.url("frontdoor:jury-table", number))


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("find")
def jury_points(request: HttpRequest, page: Page, number: int, pk: int) -> HttpResponse:
    """Read a proposal and hand in one's points."""
    found = _judged(request, page, number)
    row = next((row for row in jury_rows(request.user, found) if row.submission.pk == pk), None)
    if row is None or not row.readable:
        raise Http404
    form = PointsForm(
        challenges.challenge_criteria(found), request.POST if request.method == "POST" else resumed_data(request)
    )
    if request.method == "POST" and form.is_valid():
        try:
            jury.scores_hand_in(
                actor=request.user, submission=row.submission, points=form.points, comment=form.cleaned_data["comment"]
            )
        except FrontdoorError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Your points are handed in."))
        return redirect(page.url("frontdoor:jury-table", number))
    stand_among(page, link_to(page, found))
    context = {"challenge": found, "row": row, "form": form, "given": row.given}
    return render(request, "frontdoor/challenges/jury_points.html", context)


def _judged(request: HttpRequest, page: Page, number: int) -> Challenge:
    """The challenge, for somebody in its jury while it sits; 404 otherwise."""
    found = challenge_numbered(page, number)
    if found.state != "judging" or not is_juror(request.user, found):
        raise Http404
    return found
