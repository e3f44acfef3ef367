"""Changing the money plan, and the plan in euro."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from samspel.core import clock
from samspel.core.figures import Figure, Request, fetch, measure
from samspel.core.programmes.models import PlanVersion
from samspel.core.programmes.policy import FigureAction
from samspel.money.expenditure.forms import MoneyField
from samspel.money.models import GrantTerms
from samspel.money.plan.policy import BudgetAction
from samspel.money.plan.rules.allocation import allocate
from samspel.money.plan.services.plan_version import NewPlan, PlanError, change_plan, current, differences, lines_of
from samspel.money.state_aid.queries.ledger import NoRate, rate_on
from samspel.programme.initiatives.forms import DayInput
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Link, Page, programme_page

ZERO = Decimal(0)


@dataclass(frozen=True)
class Row:
    """A row of the form: its name and the bound field of each year."""

    name: str
    amounts: Sequence[Any]


class PlanForm(forms.Form):
    """The whole plan anew: what holds from when, by which decision and why, and every amount."""

    valid_from = forms.DateField(label=gettext_lazy("Holds from"), widget=DayInput())
    decision = forms.CharField(label=gettext_lazy("The decision's reference"), max_length=200)
    reason_sv = forms.CharField(label=gettext_lazy("Reason, in Swedish"), max_length=500)
    reason_en = forms.CharField(label=gettext_lazy("Reason, in English"), max_length=500)

    def __init__(self, page: Page, version: PlanVersion, *args: Any, **kwargs: Any) -> None:
        budget, financing = lines_of(version)
        self.years = range(page.programme.starts_on.year, page.programme.ends_on.year + 1)
        partners = {p.pk: p.short for p in page.structure.partners}
        used = list(dict.fromkeys(key for key, _year in budget))
        self.budget_rows = {
            (c.pk, partner): f"{c.name}, {partners[partner]}" if partner else c.name
            for c in page.structure.categories
            for partner in ([p for category, p in used if category == c.pk] or [None])
        }
        self.financing_rows = {f.pk: f.name for f in page.structure.financiers}
        first: dict[str, Any] = {"valid_from": max(clock.today(), version.valid_from)}
        first |= {_field("cost", key, year): amount for (key, year), amount in budget.items()}
        first |= {_field("paid", key, year): amount for (key, year), amount in financing.items()}
        kwargs["initial"] = first
        super().__init__(*args, **kwargs)
        for kind, rows in (("cost", self.budget_rows), ("paid", self.financing_rows)):
            for key, name in rows.items():
                for year in self.years:
                    self.fields[_field(kind, key, year)] = MoneyField(label=f"{name}, {year}", required=False)

    @property
    def cost_table(self) -> list[Row]:
        """The budget's rows."""
        return self._table("cost", self.budget_rows)

    @property
    def paid_table(self) -> list[Row]:
        """The financing's rows."""
        return self._table("paid", self.financing_rows)

    def _table(self, kind: str, rows: dict[Any, str]) -> list[Row]:
        return [Row(name, [self[_field(kind, key, year)] for year in self.years]) for key, name in rows.items()]

    def told(self) -> NewPlan:
        """The plan, whole; a line of nothing is left out."""
        data = self.cleaned_data
        return NewPlan(
            data["valid_from"], data["decision"], data["reason_sv"], data["reason_en"],
            self._amounts("cost", self.budget_rows), self._amounts("paid", self.financing_rows),
        )  # fmt: skip

    def _amounts(self, kind: str, rows: dict[Any, str]) -> dict[tuple[Any, int], Decimal]:
        return {
            (key, year): amount
            for key in rows
            for year in self.years
            if (amount := self.cleaned_data[_field(kind, key, year)]) is not None
        }


def _field(kind: str, key: Any, year: int) -> str:
    parts = key if isinstance(key, tuple) else (key,)
    return "_".join([kind, *(str(part or 0) for part in parts), str(year)])


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=BudgetAction.CHANGE)
def change(request: HttpRequest, page: Page) -> HttpResponse:
    """Make the next version of the plan."""
    version = current(page.programme)
    if version is None:
        messages.error(request, _("The programme has no money plan. Load its folder first."))
        return redirect(page.url("money:economy"))
    form = PlanForm(page, version, request.POST or resumed_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            change_plan(request.user, page.programme, form.told())
        except PlanError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The new version is saved. The earlier ones are kept."))
            return redirect(page.url("money:plan-versions"))
    page.crumbs = [*_crumbs(page), Link(_("Versions of the plan"), page.url("money:plan-versions"))]
    return render(request, "money/plan/change_plan.html", {"form": form, "version": version})


@require_safe
@programme_page("money")
def versions(request: HttpRequest, page: Page) -> HttpResponse:
    """Every version, with what it changed."""
    changed = differences(page.programme)
    rows = page.programme.plan_versions.filter(sealed=True).select_related("made_by").order_by("-number")
    page.crumbs = _crumbs(page)
    context = {
        "rows": [(row, changed.get(row.number, [])) for row in rows],
        "may_change": page.may(BudgetAction.CHANGE),
        "may_see": page.may(FigureAction.IDENTITIES),
    }
    return render(request, "money/plan/plan_versions.html", context)


class RateForm(forms.Form):
    """The day whose rate to use."""

    day = forms.DateField(label=gettext_lazy("Rate of the day"), widget=DayInput(), required=False)


@require_safe
@programme_page("money")
def in_euro(request: HttpRequest, page: Page) -> HttpResponse:
    """Budget and financing in euro, at the grant's planning rate or a day's; parts add up to the sum."""
    form = RateForm(request.GET or None)
    day = form.cleaned_data["day"] if form.is_bound and form.is_valid() else None
    rate, fault = _rate(page, day)
    context: dict[str, Any] = {"form": form, "rate": rate, "fault": fault, "day": day}
    if rate:
        budget, financing = fetch([
            Request(measure("programme.budget"), page.slice, ("category",)),
            Request(measure("programme.financing"), page.slice, ("financier",)),
        ])  # fmt: skip
        context["tables"] = [
            (_("Budget"), *_converted(page, "programme.budget", "category", page.structure.categories, budget, rate)),
            (_("Financing"),
             *_converted(page, "programme.financing", "financier", page.structure.financiers, financing, rate)),
        ]  # fmt: skip
    page.crumbs = _crumbs(page)
    return render(request, "money/plan/in_euro.html", context)


def _rate(page: Page, day: date | None) -> tuple[Decimal | None, str]:
    if day is None:
        terms = GrantTerms.objects.filter(programme=page.programme).first()
        if terms and terms.planning_rate:
            return terms.planning_rate, ""
        return None, _("The grant's terms name no planning rate. Choose a day instead.")
    try:
        return rate_on(page.programme.currency, day), ""
    except NoRate as missing:
        return None, str(missing)


def _converted(
    page: Page, code: str, key: str, members: Sequence[Any], found: Any, rate: Decimal
) -> tuple[list[tuple[str, Figure, Decimal]], Figure, Decimal]:
    """Each member's figure and its euro; the euro are divided so that they add up to the converted sum."""
    amounts = {m.pk: Decimal(found.get((m.pk,), 0)) for m in members}
    total = sum(amounts.values(), ZERO)
    euro = (total / rate).quantize(Decimal("0.01"))
    parts = allocate(euro, amounts) if total else dict.fromkeys(amounts, ZERO)
    rows = [(m.name, page.figure(measure(code), amounts[m.pk], **{key: m.pk}), parts[m.pk]) for m in members]
    return rows, page.figure(measure(code), total), euro


def _crumbs(page: Page) -> list[Link]:
    return [Link(_("Money"), page.url("money:economy")), Link(_("The money plan"), page.url("money"))]
