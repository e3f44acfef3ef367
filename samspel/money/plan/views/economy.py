"""The economy as a whole: budget, spent and claimed, who pays, the forecast, and the grant's terms."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspel.core.figures import Figure, Request, fetch, measure
from samspel.money.claims.labels import CLAIM_STATES
from samspel.money.claims.policy import ClaimAction
from samspel.money.claims.queries.claim import has_claims, latest_claims, unclaimed
from samspel.money.funding.policy import FundingAction
from samspel.money.plan.forms import TermsForm
from samspel.money.plan.labels import COST_MODELS
from samspel.money.plan.queries.terms import TermsError, agreed, model_rows, outcomes, plan_of
from samspel.money.plan.rules.forecast import forecast
from samspel.money.plan.services.terms import terms_set
from samspel.money.state_aid.policy import AidAction
from samspel.programme.plan.queries import overview as overviews
from samspel.ui.charts import ChartTable, NestedBar, NestedBars
from samspel.ui.components import Link
from samspel.ui.templatetags.formats import figure_text
from samspel.web import charts
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Page, programme_page

CODES = ("programme.budget", "money.worked_up", "money.claimed", "money.certified")


@require_safe
@programme_page("money")
def economy(request: HttpRequest, page: Page) -> HttpResponse:
    """Budget, spent and claimed by category and partner, who pays, and what is not yet claimed."""
    requests = [
        Request(measure(code), page.slice, dims) for dims in ((), ("category",), ("partner",)) for code in CODES
    ]
    requests.append(Request(measure("programme.financing"), page.slice, ("financier",)))
    found = fetch(requests)
    totals, by_category, by_partner, financing = found[:4], found[4:8], found[8:12], found[12]
    figures = {code: page.figure(measure(code), answer.get((), 0)) for code, answer in zip(CODES, totals, strict=True)}
    spent, budget = Decimal(figures["money.worked_up"].value), Decimal(figures["programme.budget"].value)
    pace = overviews.money(page.context).pace
    shares = [
        (f, page.figure(measure("programme.financing"), financing.get((f.pk,), 0), financier=f.pk))
        for f in page.structure.financiers
    ]
    context = {
        "budget": figures["programme.budget"],
        "spent": figures["money.worked_up"],
        "claimed": figures["money.claimed"],
        "certified": figures["money.certified"],
        "bars": _bars(page, by_category, pace),
        "shares": charts.shares(shares, _("Who pays")),
        "partners": _partners(page, by_partner),
        "forecast": forecast(spent, budget, page.programme.starts_on, page.programme.ends_on, page.as_of),
        "terms": _terms(page),
        "may_view": page.may(ClaimAction.VIEW),
        "may_see_aid": page.may(AidAction.VIEW),
        "may_see_funding": page.may(FundingAction.VIEW),
    }
    if context["may_view"]:
        context["waiting"], context["waiting_sum"] = unclaimed(page.context)
        context["claims"] = [(claim, CLAIM_STATES[claim.state]) for claim in latest_claims(page.context, 8)]
    return render(request, "money/plan/economy.html", context)


def _bars(page: Page, answers: Any, pace: float) -> NestedBars:
    """Budget, spent and claimed by cost category, with the tick of where the plan is today."""
    bars, lines = [], []
    for category in page.structure.categories:
        budget, spent, claimed = (
            page.figure(measure(code), answer.get((category.pk,), 0), category=category.pk)
            for code, answer in zip(CODES[:3], answers[:3], strict=True)
        )
        words = {"some": figure_text(spent, "short"), "all": figure_text(budget, "short")}
        bars.append(
            NestedBar(
                label=category.name,
                text=_("%(some)s of %(all)s") % words,
                budget=charts.datum(budget),
                spent=charts.datum(spent),
                claimed=charts.datum(claimed),
                pace=pace,
                href=spent.url,
            )
        )
        lines.append([category.name, charts.datum(budget), charts.datum(spent), charts.datum(claimed)])
    head = [_("Cost category"), _("Budget"), _("Spent"), _("Claimed")]
    return NestedBars(
        rows=bars,
        label_head=head[0],
        budget_label=head[1],
        spent_label=head[2],
        claimed_label=head[3],
        pace_label=_("Plan today"),
        table=ChartTable(_("Show costs as a table"), head, lines, frozenset({1, 2, 3})),
    )


def _partners(page: Page, answers: Any) -> list[tuple[Any, list[Figure]]]:
    """Spent, claimed and certified of each partner."""
    return [
        (
            partner,
            [
                page.figure(measure(code), answer.get((partner.pk,), 0), partner=partner.pk)
                for code, answer in zip(CODES[1:], answers[1:], strict=True)
            ],
        )
        for partner in page.structure.partners
    ]


def _terms(page: Page) -> dict[str, Any] | None:
    try:
        found = agreed(page.programme, plan_of(page.programme, page.as_of))
    except TermsError:
        return None
    return {"agreed": found, "model": COST_MODELS[found.model.code]}


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def terms(request: HttpRequest, page: Page) -> HttpResponse:
    """The grant's terms, and what each cost model would give for the budget."""
    page.crumbs = [Link(_("Money"), page.url("money:economy"))]
    may_change = page.may(ClaimAction.MANAGE)
    try:
        plan = plan_of(page.programme, page.programme.starts_on)
    except TermsError as error:
        messages.error(request, str(error))
        return redirect(page.url("money:economy"))
    found = agreed(page.programme, plan)
    offered = outcomes(page.programme, plan)
    form = TermsForm(
        [outcome.model.code for outcome in offered],
        request.POST or resumed_data(request),
        initial=_initial(page, found),
    )
    if request.method == "POST" and may_change and form.is_valid():
        try:
            terms_set(actor=request.user, programme=page.programme, content=form.cleaned_data)
        except TermsError as error:
            form.add_error("cost_model", str(error))
        else:
            messages.success(request, _("The terms are saved."))
            return redirect(page.url("money:terms"))
    context = {
        "form": form if may_change else None,
        "found": found,
        "model": COST_MODELS[found.model.code],
        "locked": has_claims(page.context),
        "compared": model_rows(plan, offered, Decimal(found.terms.share_of_costs)),
    }
    return render(request, "money/plan/terms.html", context)


def _initial(page: Page, found: Any) -> dict[str, Any]:
    row = found.row
    return {
        "reference": row.reference if row else "",
        "decided_on": row.decided_on if row else None,
        "cost_model": found.model.code,
        "share_of_costs": found.terms.share_of_costs.normalize() if found.terms.share_of_costs else None,
        "share_of_financing": found.terms.share_of_financing,
        "support_max": found.terms.support_max,
        "planning_rate": row.planning_rate if row else None,
    }
