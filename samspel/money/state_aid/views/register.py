"""The register of de minimis aid, and the exchange rates that aid is converted at."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspel.core import clock
from samspel.money.state_aid.forms import EntryForm, ExchangeRateForm
from samspel.money.state_aid.policy import AidAction
from samspel.money.state_aid.queries.rate import exchange_rates
from samspel.money.state_aid.queries.register import register_rows, registrable_support, support_of
from samspel.money.state_aid.services.declaration import AidError
from samspel.money.state_aid.services.rate import exchange_rate_record
from samspel.money.state_aid.services.register import aid_entry_record
from samspel.ui.components import Link
from samspel.web import addresses
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.list_files import as_file
from samspel.web.page import Page, programme_page
from samspel.web.paging import pages_of

PER_PAGE = 50
DUTY = gettext_lazy("De minimis aid granted from 1 January 2026 on is to be in the register within 20 working days.")


@require_safe
@sign_in_required
@programme_page("money", action=AidAction.VIEW)
def register(request: HttpRequest, page: Page) -> HttpResponse:
    """Grants that the duty to register covers, each with its last day."""
    shown = Paginator(registrable_support(page.context), PER_PAGE).get_page(addresses.page_number(request))
    page.crumbs = _crumbs(page)
    context = {
        "rows": list(register_rows(page.context, shown)),
        "count": shown.paginator.count,
        "pages": pages_of(shown),
        "duty": DUTY,
        "form": EntryForm(initial={"on": clock.today()}),
        "may_register": page.may(AidAction.REGISTER),
    }
    return render(request, "money/state_aid/register.html", context)


@require_safe
@sign_in_required
@programme_page("money", action=AidAction.VIEW)
def register_file(request: HttpRequest, page: Page, form: str) -> HttpResponseBase:
    """What the register asks for of each grant, as Excel or CSV."""
    header = [
        _("Organisation number"), _("Name"), _("Day of the grant"), _("Granted by"), _("Amount"), _("Currency"),
        _("Gross grant equivalent, EUR"), _("Kind of aid"), _("Reference"), _("Enter by"), _("Entered on"),
        _("The register's reference"), _("Keep until"), _("Example data"),
    ]  # fmt: skip
    about = [
        (_("Grants"), str(DUTY)),
        (_("Source"), "Regulation (EU) 2023/2831"),
        (_("Made"), clock.today().isoformat()),
    ]  # fmt: skip
    return as_file(page, (_("register"), page.as_of.isoformat()), form, header, _lines(page), about)


def _lines(page: Page) -> Iterator[list[Any]]:
    for found in register_rows(page.context, registrable_support(page.context).iterator(chunk_size=1000)):
        support, entry = found.support, found.entry
        yield [
            support.organisation.shown_number, support.organisation.name, support.occurred_on.isoformat(),
            support.partner.name, support.amount, page.programme.currency, found.eur, _("Grant in kind or money"),
            support.reference, found.due.isoformat(), entry.entered_on.isoformat() if entry else "",
            entry.reference if entry else "", found.kept_until.isoformat(),
            _("yes") if support.example else "",
        ]  # fmt: skip


@require_POST
@sign_in_required
@programme_page("money", action=AidAction.REGISTER)
def enter(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Note that a grant is entered."""
    support = support_of(page.context, pk)
    if support is None:
        raise Http404
    form = EntryForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the day the grant was entered in the register."))
    elif form.cleaned_data["on"] > clock.today() or form.cleaned_data["on"] < support.occurred_on:
        messages.error(request, _("Give a day from the grant up to today."))
    else:
        try:
            aid_entry_record(
                actor=request.user,
                support=support,
                on=form.cleaned_data["on"],
                reference=form.cleaned_data["reference"],
            )
        except AidError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The grant is marked as entered."))
    return redirect(page.url("money:register"))


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=AidAction.VIEW)
def rates(request: HttpRequest, page: Page) -> HttpResponse:
    """Rates put in, and a form for another."""
    may = page.may(AidAction.REGISTER)
    form = ExchangeRateForm(request.POST or resumed_data(request))
    if request.method == "POST" and may and form.is_valid():
        told = form.cleaned_data
        try:
            exchange_rate_record(
                actor=request.user, programme=page.programme, day=told["day"], rate=told["rate"], source=told["source"]
            )
        except AidError as error:
            form.add_error("day", str(error))
        else:
            messages.success(request, _("The rate is saved."))
            return redirect(page.url("money:rates"))
    shown = Paginator(exchange_rates(page.context), PER_PAGE).get_page(addresses.page_number(request))
    page.crumbs = _crumbs(page)
    context = {"rows": shown, "pages": pages_of(shown), "form": form if may else None}
    return render(request, "money/state_aid/rates.html", context)


def _crumbs(page: Page) -> list[Link]:
    return [Link(_("Money"), page.url("money:economy")), Link(_("State aid"), page.url("money:aid"))]
