"""Pages of an area, an activity of the decision, and a work package."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspel.core import access
from samspel.programme.initiatives.queries.initiatives import initiatives_of_activity, with_stage
from samspel.programme.plan.forms import WorkPackageForm
from samspel.programme.plan.policy import WorkPackageAction
from samspel.programme.plan.queries import work_packages as queries
from samspel.programme.plan.queries.areas import area_detail
from samspel.programme.plan.services import work_package_revise
from samspel.ui.components import Link
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Page, programme_page

if TYPE_CHECKING:
    from samspel.core.programmes.models import Track


@require_safe
@programme_page("initiatives")
def area(request: HttpRequest, page: Page, area: str) -> HttpResponse:
    """One area: its tracks and activities, what was done, its figures and links."""
    found = page.structure.area(area)
    if found is None:
        raise Http404
    detail = area_detail(page.context, found)
    page.crumbs = [Link(page.programme.short, page.url("overview"))]
    context = {
        "area": found,
        "tracks": detail.tracks,
        "begun": detail.begun,
        "figures": detail.figures,
        "links": detail.links,
        "rows": detail.initiatives,
        "milestones": detail.milestones,
        "bodies": detail.bodies,
    }
    return render(request, "programme/plan/area.html", context)


@require_safe
@programme_page("initiatives")
def activity(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """One activity of the decision and the initiatives under it."""
    found = queries.activity(page.context, pk)
    if found is None:
        raise Http404
    page.crumbs = _track_crumbs(page, found.track)
    page.crumbs.append(Link(found.track.name, page.url("work-package", found.track.code)))
    rows = with_stage(page.context, initiatives_of_activity(page.context, found))
    return render(request, "programme/plan/activity.html", {"activity": found, "rows": rows})


@require_safe
@programme_page("initiatives")
def work_package(request: HttpRequest, page: Page, track: str) -> HttpResponse:
    """A work package: how it reads now, and every earlier version."""
    found = _work_package(page, track)
    page.crumbs = _track_crumbs(page, found)
    context = {
        "track": found,
        "versions": queries.versions_in_force(page.context, found),
        "may_revise": page.may(WorkPackageAction.REVISE, found),
    }
    return render(request, "programme/plan/work_package.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("initiatives")
def revise_work_package(request: HttpRequest, page: Page, track: str) -> HttpResponse:
    """Write the next version of a work package."""
    found = _work_package(page, track)
    access.require(request.user, WorkPackageAction.REVISE, found)
    form = WorkPackageForm(request.POST or resumed_data(request), initial=queries.latest_text(found))
    if request.method == "POST" and form.is_valid():
        work_package_revise(actor=request.user, track=found, **form.cleaned_data)
        messages.success(request, _("The new version is saved. The earlier ones are kept."))
        return redirect(page.url("work-package", found.code))
    page.crumbs = [Link(found.name, page.url("work-package", found.code))]
    context = {"form": form, "heading": _("New version of the work package"), "send": _("Save the version")}
    return render(request, "web/simple_form.html", context)


def _work_package(page: Page, code: str) -> "Track":
    found = queries.work_package(page.context, code)
    if found is None:
        raise Http404
    return found


def _track_crumbs(page: Page, track: "Track") -> list[Link]:
    crumbs = [Link(page.programme.short, page.url("overview"))]
    if track.area:
        crumbs.append(Link(track.area.name, page.url("area", track.area.code)))
    return crumbs
