"""Pages of the contacts at an organisation."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspel.actors.contacts.forms import ContactForm
from samspel.actors.contacts.policy import ContactAction
from samspel.actors.contacts.queries import contact_in, contacts_of, may_keep_contacts, may_see_contacts
from samspel.actors.contacts.services import contact_add, contact_erase
from samspel.actors.organisations.labels.crumbs import crumbs_below
from samspel.actors.organisations.queries.visibility import visible_organisation
from samspel.core import access
from samspel.ui.components import Link
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Page, programme_page


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("network")
def contacts(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """The contacts at an organisation, and the form that adds one."""
    organisation = visible_organisation(page.context, pk)
    if organisation is None:
        raise Http404
    may_record = may_keep_contacts(page.context, organisation)
    posted = request.method == "POST"
    if not may_see_contacts(page.context, organisation) or (posted and not may_record):
        raise PermissionDenied
    form = ContactForm(request.POST if posted else resumed_data(request)) if may_record else None
    if form is not None and posted and form.is_valid():
        contact_add(actor=request.user, programme=page.programme, organisation=organisation, details=form.details())
        messages.success(request, _("The contact is saved."))
        return redirect(page.url("actors:contacts", pk))
    page.crumbs = crumbs_below(page.context, organisation)
    context = {
        "form": form,
        "organisation": organisation,
        "contacts": contacts_of(page.context, organisation),
        "may_record": may_record,
    }
    return render(request, "actors/contacts/contacts.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("network")
def erase_contact(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Erase a contact for good, after a question."""
    contact = contact_in(page.context, pk)
    if contact is None:
        raise Http404
    access.require(request.user, ContactAction.RECORD, contact)
    organisation = contact.organisation
    if request.method == "POST":
        contact_erase(actor=request.user, contact=contact)
        messages.success(request, _("The contact is erased."))
        return redirect(page.url("actors:contacts", organisation.pk))
    page.crumbs = crumbs_below(page.context, organisation)
    page.crumbs.append(Link(_("Contacts"), page.url("actors:contacts", organisation.pk)))
    return render(request, "actors/contacts/erase_contact.html", {"contact": contact, "organisation": organisation})
