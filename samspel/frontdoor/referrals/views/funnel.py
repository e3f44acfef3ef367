"""From need to support in figures."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspel.frontdoor.referrals.forms.filters import FunnelForm
from samspel.frontdoor.referrals.policy import ReferralAction
from samspel.frontdoor.referrals.queries import funnel as reading
from samspel.frontdoor.referrals.views.funnel_charts import funnel_bars
from samspel.frontdoor.referrals.views.referrals import crumbs
from samspel.web import addresses
from samspel.web.accounts.form_drafts import sign_in_required
from samspel.web.page import Page, programme_page


@require_safe
@sign_in_required
@programme_page("referrals", action=ReferralAction.VIEW)
def funnel(request: HttpRequest, page: Page) -> HttpResponse:
    """How many needs come how far, how fast they are answered, where, and why it is no."""
    form = FunnelForm({"shown": "requested"} | addresses.query(request).dict())
    asked = form.cleaned_data if form.is_valid() else {}
    where, last = page.slice, asked.get("until")
    until = min(where.until, last + timedelta(days=1)) if last and where.until else where.until
    shown = asked.get("shown") or "requested"
    found = reading.funnel(page.context, where.between(asked.get("since"), until), shown)
    page.crumbs = crumbs(page)
    columns = [*(area.label for area in found.areas), _("All")]
    context = {"form": form, "funnel": found, "bars": funnel_bars(found), "crossed": reading.CROSSED[shown]}
    context |= {"columns": columns}
    return render(request, "frontdoor/referrals/funnel.html", context)
