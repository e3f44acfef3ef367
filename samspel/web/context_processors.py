"""What the base template shows around every page: navigation, the reader, the programme and the day."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.core.figures import month_index
from samspel.core.programmes.policy import WorklistAction
from samspel.ui.components import Link
from samspel.web import addresses
from samspel.web.navigation import main_links, personal_links
from samspel.web.page import Page


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `page` for base.html, around pages of a programme and others alike."""
    page: Page | None = getattr(request, "page", None)
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    common = {
        "home_url": page.url("overview") if page else "/",
        "nav": main_links(page) if page else [],
        "personal": _personal(page),
        "viewer": {"is_authenticated": signed_in, "name": str(user) if signed_in else ""},
        "sign_in_url": reverse("account_login"),
        "sign_out_url": reverse("account_logout"),
        "account_url": reverse("mfa_index"),
        "footer_links": _footer(page),
        "is_default_day": True,
        "session_seconds": settings.SESSION_COOKIE_AGE if signed_in else 0,
        "sign_up_is_open": settings.SAMSPEL_OPEN_SIGN_UP,  # type: ignore[misc]
    }
    return {"page": common | (_programme(page) if page else {})}


def _programme(page: Page) -> dict[str, Any]:
    """What templates say about the programme and the day."""
    programme, start, end = page.programme, page.programme.starts_on, page.programme.ends_on
    months = month_index(end) - month_index(start) + 1
    query = [(name, value) for name, values in addresses.query(page.request).lists() for value in values]
    return {
        "code": programme.code,
        "programme_name": programme.short,
        "full_name": programme.name,
        "summary": programme.summary,
        "territory": programme.territory,
        "fund": programme.fund,
        "currency": programme.currency,
        "first_day": start,
        "last_day": end,
        "months": months,
        "month": min(max(month_index(page.as_of) - month_index(start) + 1, 0), months),
        "areas": page.structure.areas,
        "crumbs": page.crumbs,
        "example": page.has_example,
        "day": page.as_of,
        "is_default_day": page.is_default_day,
        "keep_day": "" if page.is_default_day else f"?as_of={page.as_of.isoformat()}",
        "query_pairs": query,
        "as_of_form": {
            "value": page.as_of,
            "is_default": page.is_default_day,
            "hidden": [pair for pair in query if pair[0] not in {"as_of", "page"}],
            "today_url": page.request.path,
        },
        "objectives_url": page.url("objectives"),
        "money_url": page.url("money"),
        "initiatives_url": page.url("initiatives"),
        "footer_text": _("%(name)s is run with Samspel, open source.") % {"name": programme.short},
    }


def _personal(page: Page | None) -> list[Link]:
    if page is None or not page.context.reader.is_authenticated or not page.may(WorklistAction.VIEW):
        return []
    return personal_links(page)


def _footer(page: Page | None) -> list[Link]:
    links = [Link(_("Programmes"), reverse("programmes"))]
    if page:
        links = [
            Link(_("Rules in force"), page.url("rules")),
            Link(_("About the programme"), page.url("about")),
            Link(_("Organisation"), page.url("organisation")),
            *links,
        ]
    return [
        *links,
        Link(_("Accessibility"), reverse("accessibility")),
        Link(_("How we handle data"), reverse("privacy")),
    ]
