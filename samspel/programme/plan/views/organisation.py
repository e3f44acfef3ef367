"""Pages of what the programme has set down: its organisation, its undertakings, and the rules in force."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspel.core.rules import rule_set, rules_table
from samspel.ui.templatetags.formats import language
from samspel.web.page import Page, programme_page


@require_safe
@programme_page("organisation")
def organisation(request: HttpRequest, page: Page) -> HttpResponse:
    """Who does what, and which places each partner answers for."""
    owner = page.structure.partner_of_municipality
    partners = [
        (partner, [m for m in page.structure.municipalities if owner[m.code] == partner.pk])
        for partner in page.structure.partners
    ]
    return render(
        request,
        "programme/plan/organisation.html",
        {"bodies": _bodies(page.structure.bodies, None), "partners": partners},
    )


@require_safe
@programme_page("about")
def about(request: HttpRequest, page: Page) -> HttpResponse:
    """What the programme has undertaken in writing."""
    names = {
        "background": _("Background"),
        "purpose": _("Purpose"),
        "target_group": _("Target group"),
        "geography": _("Where"),
        "horizontal": _("Horizontal criteria"),
        "follow_up": _("Follow-up and learning"),
        "reporting": _("Reporting"),
        "dissemination": _("Dissemination"),
        "long_term": _("After the programme"),
        "demarcation": _("Demarcation"),
    }
    grouped = [(name, [p for p in page.structure.provisions if p.kind == kind]) for kind, name in names.items()]
    return render(request, "programme/plan/about.html", {"groups": [(name, found) for name, found in grouped if found]})


@require_safe
@programme_page("rules")
def rules(request: HttpRequest, page: Page) -> HttpResponse:
    """The rules in force for the programme on the day."""
    found = rule_set(page.programme.rule_set, page.programme.rule_overrides or None)
    day = min(max(page.as_of, page.programme.starts_on), date.max)
    return render(
        request,
        "programme/plan/rules.html",
        {
            "rule_set": found,
            "groups": rules_table(found, day, language()),
            "rules_day": day,
            "rules_name": found.name.in_language(language()),
        },
    )


def _bodies(rows: Any, parent: int | None) -> list[dict[str, Any]]:
    return [{"body": row, "children": _bodies(rows, row.pk)} for row in rows if row.reports_to_id == parent]
