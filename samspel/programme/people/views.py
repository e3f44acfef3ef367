"""The people of a programme, and one's own data."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspel.core.programmes.policy import AccessAction
from samspel.programme.people import queries, services
from samspel.programme.people.forms import MemberForm
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Page, programme_page


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("people", action=AccessAction.MANAGE)
def people(request: HttpRequest, page: Page) -> HttpResponse:
    """Everybody with a role, and the form that gives one."""
    form = MemberForm(page.context, request.POST if request.method == "POST" else resumed_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.membership_add(actor=request.user, programme=page.programme, new=form.data_for_service())
        except services.PeopleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The role is given. A new person chooses a password by asking for a new one."))
            return redirect(page.url("people"))
    members = queries.memberships(page.context)
    return render(request, "programme/people/people.html", {"form": form, "members": members})


@require_POST
@sign_in_required
@programme_page("people", action=AccessAction.MANAGE)
def end_membership(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Ends a role, or erases the person behind it."""
    membership = queries.membership(page.context, pk)
    if membership is None:
        raise Http404
    try:
        if "erase" in request.POST:
            services.person_erase(actor=request.user, membership=membership)
            messages.success(request, _("The person is erased. What was done stays, without the name."))
        else:
            services.membership_end(actor=request.user, membership=membership)
            messages.success(request, _("The role is ended."))
    except services.PeopleError as error:
        messages.error(request, str(error))
    return redirect(page.url("people"))


@require_safe
@sign_in_required
def own_data(request: HttpRequest) -> HttpResponseBase:
    """What is kept about the reader, as a file."""
    answer = JsonResponse(queries.personal_data(request.user), json_dumps_params={"indent": 1, "ensure_ascii": False})  # type: ignore[arg-type]
    answer["Content-Disposition"] = 'attachment; filename="samspel.json"'
    return answer
