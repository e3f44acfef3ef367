"""People to reach at an organisation."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspel.actors.contacts.policy import ContactAction
from samspel.actors.models import Contact
from samspel.actors.organisations.forms import ContactForm
from samspel.actors.organisations.queries import profile
from samspel.actors.organisations.services import organisation as organisation_services
from samspel.actors.organisations.views.crumbs import seen, stand_in
from samspel.core import access
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Link, Page, programme_page


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("network")
def contacts(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """The contacts at an organisation, and the form that adds one."""
    organisation = seen(page, pk)
    of_it = Contact(programme=page.programme, organisation=organisation)
    access.require(request.user, ContactAction.VIEW, of_it)
    may_record = page.may(ContactAction.RECORD, of_it)
    form = ContactForm(request.POST if request.method == "POST" else resumed_data(request)) if may_record else None
    if request.method == "POST":
        access.require(request.user, ContactAction.RECORD, of_it)
        if form is not None and form.is_valid():
            organisation_services.add_contact(request.user, form.contact(page.programme, organisation))
            messages.success(request, _("The contact is saved."))
            return redirect(page.url("actors:contacts", pk))
    stand_in(page, organisation)
    context = {
        "form": form,
        "organisation": organisation,
        "contacts": profile.contacts_of(page.context, organisation),
        "may_record": may_record,
    }
    return render(request, "actors/contacts/contacts.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("network")
def erase_contact(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Erase a contact for good, after a question."""
    rows = Contact.objects.select_related("organisation", "programme")
    found = get_object_or_404(rows, pk=pk, programme=page.programme)
    if not page.may(ContactAction.VIEW, found):
        raise Http404
    access.require(request.user, ContactAction.RECORD, found)
    organisation = found.organisation
    if request.method == "POST":
        organisation_services.erase_contact(request.user, found)
        messages.success(request, _("The contact is erased."))
        return redirect(page.url("actors:contacts", organisation.pk))
    stand_in(page, organisation)
    page.crumbs.append(Link(_("Contacts"), page.url("actors:contacts", organisation.pk)))
    return render(request, "actors/contacts/erase_contact.html", {"contact": found, "organisation": organisation})
