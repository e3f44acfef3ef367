"""Costs: the list, one of them with its evidence, recorded by hand, as hours, corrected and taken back."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from samspel.core import access, clock
from samspel.core.facts import FactError, record, replace, void
from samspel.core.programmes.policy import AuditAction
from samspel.core.programmes.rule_set import rules_of
from samspel.core.uploads import UploadError, accept
from samspel.money.claims.labels import ORIGINS
from samspel.money.claims.policy import ClaimAction
from samspel.money.expenditure.forms import CostCorrection, CostForm, EvidenceForm, HoursForm, IncomeForm, NewCostForm
from samspel.money.expenditure.policy import ExpenditureAction
from samspel.money.expenditure.services.evidence import attach
from samspel.money.models import ClaimRow, EvidenceFile, Expenditure, Income
from samspel.money.plan.queries.terms import rule_values
from samspel.money.plan.rules.allocation import to_ore
from samspel.programme.initiatives.forms import ReasonForm
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Link, Page, programme_page

PER_PAGE = 50
FIELDS = ("occurred_on", "partner", "category", "voucher", "text", "amount", "paid_on", "supplier", "invoice", "vat",
          "procurement")  # fmt: skip


class VoucherFilter(forms.Form):
    """The filters of the list."""

    text = forms.CharField(label=gettext_lazy("Search"), required=False)
    partner = forms.ChoiceField(label=gettext_lazy("Partner"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("Cost category"), required=False)
    claimed = forms.ChoiceField(
        label=gettext_lazy("Claimed"),
        required=False,
        choices=[("", gettext_lazy("All")), ("yes", gettext_lazy("Yes")), ("no", gettext_lazy("Not yet"))],
    )

    def __init__(self, page: Page, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("All"))]
        self.fields["partner"].choices = every + [(p.code, p.short) for p in page.structure.partners]  # type: ignore[attr-defined]
        self.fields["category"].choices = every + [(c.code, c.name) for c in page.structure.categories]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Shown:
    """A cost in the list."""

    cost: Expenditure
    claim: int | None
    papers: int


@require_safe
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def vouchers(request: HttpRequest, page: Page) -> HttpResponse:
    """The costs the reader may see, narrowed by filters."""
    form = VoucherFilter(page, request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = _listed(request, page, asked)
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    costs = list(shown)
    ids = [cost.pk for cost in costs]
    claims = dict(
        ClaimRow.objects.filter(expenditure__in=ids, holds=True, adjustment=False).values_list(
            "expenditure", "claim__number"
        )
    )
    through = Expenditure.evidence.through.objects.filter(expenditure__in=ids)
    papers = list(through.values_list("expenditure_id", flat=True))
    page.crumbs = [Link(_("Money"), page.url("money:economy"))]
    context = {
        "form": form,
        "rows": [Shown(cost, claims.get(cost.pk), papers.count(cost.pk)) for cost in costs],
        "count": shown.paginator.count,
        "pager": {"number": shown.number, "more": shown.has_next(), "previous": shown.number - 1,
                  "next": shown.number + 1},
        "may_record": bool([g for g in access.grants(request.user, ExpenditureAction.RECORD)
                            if g.programme_id == page.programme.pk]),
    }  # fmt: skip
    return render(request, "money/expenditure/vouchers.html", context)


def _listed(request: HttpRequest, page: Page, asked: dict[str, Any]) -> Any:
    rows: Any = Expenditure.objects.as_of(page.slice.known_at).filter(programme=page.programme)
    rows = access.visible(request.user, ExpenditureAction.VIEW, rows)
    if text := asked.get("text"):
        rows = rows.filter(
            Q(voucher__icontains=text) | Q(text__icontains=text) | Q(supplier__icontains=text) | Q(invoice=text)
        )
    if partner := page.structure.partner(asked.get("partner", "")):
        rows = rows.filter(partner=partner)
    if category := asked.get("category"):
        rows = rows.filter(category__code=category)
    held = ClaimRow.objects.filter(holds=True, adjustment=False).values("expenditure")
    if asked.get("claimed") == "yes":
        rows = rows.filter(pk__in=held)
    elif asked.get("claimed") == "no":
        rows = rows.exclude(pk__in=held)
    return rows.select_related("partner", "category").order_by("-occurred_on", "-pk")


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def voucher(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """One cost: what it says, the claims it has been in, its evidence, and a form for more evidence."""
    found = _found(request, page, pk)
    may_change = found.voided_at is None and page.may(ExpenditureAction.RECORD, found)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        access.require(request.user, ExpenditureAction.RECORD, found)
        if form.is_valid() and _attached(request, found, form):
            messages.success(request, _("The evidence is attached."))
            return redirect(page.url("money:voucher", pk))
    page.crumbs = [Link(_("Money"), page.url("money:economy")), Link(_("Costs"), page.url("money:vouchers"))]
    context = {
        "cost": found,
        "origin": ORIGINS[found.origin],
        "claims": found.claim_rows.select_related("claim").order_by("claim__number"),
        "papers": found.evidence.select_related("file").defer("file__content"),
        "earlier": Expenditure.objects.filter(replaced_by=found).first() if found.replaces_id else None,
        "form": form,
        "may_change": may_change,
        "may_audit": page.may(AuditAction.VIEW, found),
    }
    return render(request, "money/expenditure/voucher.html", context)


def _attached(request: HttpRequest, cost: Expenditure, form: EvidenceForm) -> bool:
    told = form.cleaned_data
    try:
        file = accept(told["file"].name or "", told["file"].read()) if told["file"] else None
        attach(request.user, cost, told["title"], told["reference"], file)
    except UploadError as error:
        form.add_error("file", str(error))
        return False
    return True


@require_safe
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def evidence_file(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """The document itself, to keep, never to show inside a page."""
    rows = access.visible(request.user, ExpenditureAction.VIEW, EvidenceFile.objects.filter(programme=page.programme))
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    response = HttpResponse(bytes(found.content), content_type=found.media_type)
    ending = found.filename.rsplit(".", 1)[-1].lower()
    response["Content-Disposition"] = f'attachment; filename="evidence-{found.pk}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def new_cost(request: HttpRequest, page: Page) -> HttpResponse:
    """Record a cost by hand."""
    form = NewCostForm(page.context, request.POST or resumed_data(request))
    if request.method == "POST" and form.is_valid():
        origin = "in_kind" if form.cleaned_data["in_kind"] else "hand"
        made = Expenditure(programme=page.programme, origin=origin, **_told(form))
        record(made, request.user)
        messages.success(request, _("The cost is recorded. Attach its evidence."))
        return redirect(page.url("money:voucher", made.pk))
    return _simple(request, page, form, _("Record a cost"), _("Save"))


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def new_hours(request: HttpRequest, page: Page) -> HttpResponse:
    """Record a month's hours of one person, at the unit cost the rules give for the month."""
    value = rule_values(rules_of(page.programme), min(clock.today(), page.programme.ends_on))
    form = HoursForm(
        page.context, request.POST or resumed_data(request), initial={"rate": value("cost.staff-hour-rate")}
    )
    staff = next((c for c in page.structure.categories if c.role == "staff"), None)
    if staff is None:
        raise Http404
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        made = Expenditure(
            programme=page.programme, partner=told["partner"], category=staff, occurred_on=told["month"],
            origin="hours", person=told["person"], hours=told["hours"],
            voucher=f"T{told['month']:%Y%m}-{told['person']}"[:40],
            text=_("Hours %(month)s, %(person)s") % {"month": f"{told['month']:%Y-%m}", "person": told["person"]},
            amount=to_ore(told["hours"] * told["rate"]), paid_on=told["month"],
        )  # fmt: skip
        record(made, request.user)
        messages.success(request, _("The hours are recorded."))
        return redirect(page.url("money:voucher", made.pk))
    return _simple(request, page, form, _("Record hours"), _("Save"))


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def new_income(request: HttpRequest, page: Page) -> HttpResponse:
    """Record money the project earned; the claim of its day is lowered by it."""
    form = IncomeForm(page.context, request.POST or resumed_data(request))
    if request.method == "POST" and form.is_valid():
        record(Income(programme=page.programme, **form.cleaned_data), request.user)
        messages.success(request, _("The income is recorded. It lowers the claim of its period."))
        return redirect(page.url("money:economy"))
    return _simple(request, page, form, _("Record income"), _("Save"))


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def correct_cost(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Correct a cost: in a claim that is sent the change becomes an adjustment in the next one."""
    found = _changeable(request, page, pk)
    initial = {name: getattr(found, name) for name in FIELDS}
    form = CostCorrection(page.context, request.POST or resumed_data(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            told = _told(form)
            if any(told[name] != initial[name] for name in ("occurred_on", "amount", "text", "voucher")):
                told["fingerprint"] = ""  # it no longer says what the books say
            made = replace(found, request.user, form.cleaned_data["reason"], told)
        except FactError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The change is saved. The earlier version is kept in the history."))
            return redirect(page.url("money:voucher", made.pk))
    return _simple(request, page, form, _("Correct the cost"), _("Save"))


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def take_back_cost(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Take a cost back, with a reason."""
    found = _changeable(request, page, pk)
    form = ReasonForm(request.POST or resumed_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            void(found, request.user, form.cleaned_data["reason"])
        except FactError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("It is taken back. It can still be read in the history."))
            return redirect(page.url("money:voucher", pk))
    return _simple(request, page, form, _("Take back the cost"), _("Take back"))


def _told(form: CostForm) -> dict[str, Any]:
    told = {name: form.cleaned_data[name] for name in FIELDS}
    told["vat"] = told["vat"] if told["vat"] else None
    return told


def _simple(request: HttpRequest, page: Page, form: forms.Form, heading: str, send: str) -> HttpResponse:
    page.crumbs = [Link(_("Money"), page.url("money:economy")), Link(_("Costs"), page.url("money:vouchers"))]
    return render(request, "web/simple_form.html", {"form": form, "heading": heading, "send": send})


def _found(request: HttpRequest, page: Page, pk: int) -> Expenditure:
    rows = access.visible(request.user, ExpenditureAction.VIEW, Expenditure.objects.filter(programme=page.programme))
    found: Expenditure | None = (
        rows.select_related("partner", "category", "programme", "recorded_by", "voided_by", "brought")
        .defer("brought__content")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    return found


def _changeable(request: HttpRequest, page: Page, pk: int) -> Expenditure:
    found = _found(request, page, pk)
    if found.voided_at is not None:
        raise Http404
    access.require(request.user, ExpenditureAction.VOID, found)
    return found
