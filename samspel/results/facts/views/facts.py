"""Recording, reading, correcting and taking back facts."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspel.actors.organisations.services.organisation import ActorError
from samspel.core import access, clock
from samspel.core.facts import FactError
from samspel.core.programmes.policy import AuditAction, FigureAction
from samspel.results.facts.forms import FactCorrection, FactFilter, FactForm
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.facts.queries import facts as queries
from samspel.results.facts.services import fact as fact_services
from samspel.results.facts.services.fact_checks import FactStopped
from samspel.ui.components import Link, Pages
from samspel.web import addresses
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.forms import ReasonForm
from samspel.web.page import Page, programme_page


@require_safe
@sign_in_required
@programme_page("record")
def record(request: HttpRequest, page: Page) -> HttpResponse:
    """What can be recorded, and the ways to do it."""
    kinds = queries.recordable_kinds(page.context)
    if not kinds:
        raise PermissionDenied
    page.crumbs = [Link(_("Results"), page.url("results:overview"))]
    return render(request, "results/facts/record.html", {"kinds": kinds})


@require_safe
@sign_in_required
@programme_page("results", action=FigureAction.IDENTITIES)
def facts(request: HttpRequest, page: Page, kind: str) -> HttpResponse:
    """The facts of a kind, narrowed by filters."""
    chosen = KINDS[kind]
    form = FactFilter(page.context, addresses.query(request) or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    filters = queries.FactFilters(**{name: asked.get(name, "") for name in ("text", "area", "partner")})
    shown = queries.fact_list(page.context, chosen, filters, addresses.page_number(request))
    page.crumbs = [Link(_("Results"), page.url("results:overview"))]
    context = {
        "kind": chosen,
        "kinds": KINDS.values(),
        "form": form,
        "rows": shown.rows,
        "count": shown.count,
        "pages": Pages(shown.number, shown.number > 1, shown.more),
        "may_record": queries.may_record(page.context, chosen),
    }
    return render(request, "results/facts/facts.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("record")
def new_fact(request: HttpRequest, page: Page, kind: str) -> HttpResponse:
    """Record a fact: one small form, and back to it for the next."""
    chosen = KINDS[kind]
    if not queries.may_record(page.context, chosen):
        raise PermissionDenied
    sent = request.POST or resumed_data(request)
    first = {
        "occurred_on": min(clock.today(), page.programme.ends_on),
        "organisation": addresses.query(request).get("of", ""),
    }
    form = FactForm(chosen, page.context, sent, initial=first)
    may_ask = False
    if request.method == "POST" and form.is_valid():
        try:
            made = fact_services.fact_record(
                actor=request.user, programme=page.programme, kind=chosen, data=form.data_for_service()
            )
        except FactStopped as stopped:
            if stopped.may_ask and "ask" in request.POST:
                told = str(stopped)
                fact_services.fact_decision_ask(
                    actor=request.user,
                    programme=page.programme,
                    kind=chosen,
                    data=form.data_for_service(),
                    explained=told,
                )
                messages.success(request, _("The support is held until it is decided. Nothing is recorded yet."))
                return redirect(page.url("results:record"))
            form.add_error(None, str(stopped))
            may_ask = stopped.may_ask
        except (FactError, ActorError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved: %(what)s.") % {"what": queries.fact_title(chosen, made)})
            again = "again" in request.POST
            return redirect(page.url("results:new-fact", kind) if again else page.url("results:fact", kind, made.pk))
    page.crumbs = [Link(_("Record"), page.url("results:record"))]
    context = {"form": form, "kind": chosen, "heading": str(chosen.name), "may_ask": may_ask}
    return render(request, "results/facts/fact_form.html", context)


@require_safe
@sign_in_required
@programme_page("results", action=FigureAction.IDENTITIES)
def fact(request: HttpRequest, page: Page, kind: str, pk: int) -> HttpResponse:
    """One fact: what it says, its evidence, its earlier versions."""
    chosen, found = KINDS[kind], _found(page, kind, pk)
    versions = queries.fact_versions(page.context, chosen, found)
    page.crumbs = [
        Link(_("Results"), page.url("results:overview")),
        Link(str(chosen.names), page.url("results:facts", kind)),
    ]
    context = {
        "kind": chosen,
        "fact": found,
        "title": queries.fact_title(chosen, found),
        "told": queries.fact_fields(chosen, found),
        "members": queries.fact_members(found),
        "papers": list(found.evidence.all()),
        "versions": [(row.fact, row.fields) for row in versions] if len(versions) > 1 else [],
        "may_change": found.voided_at is None and page.may(f"{found.audit_name}.void", found),
        "may_audit": page.may(AuditAction.VIEW, found),
        "label": found._meta.label_lower,
    }
    return render(request, "results/facts/fact.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("results")
def correct_fact(request: HttpRequest, page: Page, kind: str, pk: int) -> HttpResponse:
    """Correct a fact: the old version stays readable."""
    chosen, found = KINDS[kind], _changeable(request, page, kind, pk)
    initial = queries.fact_initial(chosen, found) | {"version": found.pk}
    form = FactCorrection(chosen, page.context, request.POST or resumed_data(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = fact_services.fact_correct(
                actor=request.user,
                kind=chosen,
                fact=found,
                data=form.data_for_service(),
                reason=form.cleaned_data["reason"],
            )
        except (FactError, ActorError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The change is saved. The earlier version is kept in the history."))
            return redirect(page.url("results:fact", kind, made.pk))
    page.crumbs = [Link(queries.fact_title(chosen, found), page.url("results:fact", kind, pk))]
    context = {"form": form, "kind": chosen, "heading": _("Correct"), "correcting": True}
    return render(request, "results/facts/fact_form.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("results")
def take_back_fact(request: HttpRequest, page: Page, kind: str, pk: int) -> HttpResponse:
    """Take a fact back, with a reason."""
    chosen, found = KINDS[kind], _changeable(request, page, kind, pk)
    form: forms.Form = ReasonForm(request.POST or resumed_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            fact_services.fact_take_back(actor=request.user, fact=found, reason=form.cleaned_data["reason"])
        except FactError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("It is taken back. It can still be read in the history."))
            return redirect(page.url("results:fact", kind, pk))
    page.crumbs = [Link(queries.fact_title(chosen, found), page.url("results:fact", kind, pk))]
    heading = _("Take back %(title)s") % {"title": queries.fact_title(chosen, found)}
    return render(request, "web/simple_form.html", {"form": form, "heading": heading, "send": _("Take back")})


def _found(page: Page, kind: str, pk: int) -> Any:
    """The fact, in this programme and known on the page's day; 404 otherwise."""
    found = queries.fact_of(page.context, KINDS[kind], pk)
    if found is None:
        raise Http404
    return found


def _changeable(request: HttpRequest, page: Page, kind: str, pk: int) -> Any:
    """The fact as it stands now, for somebody who may change it; 404 or 403 otherwise."""
    found = _found(page, kind, pk)
    if found.voided_at is not None:
        raise Http404
    access.require(request.user, f"{found.audit_name}.void", found)
    return found
