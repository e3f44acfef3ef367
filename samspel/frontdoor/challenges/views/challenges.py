"""Challenges as everybody reads them: the list, and a page for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspel.actors.organisations.queries.visibility import granted
from samspel.core.programmes.policy import AuditAction
from samspel.frontdoor.challenges.labels import KINDS, OUTCOMES, PHASES
from samspel.frontdoor.challenges.policy import ChallengeAction
from samspel.frontdoor.challenges.queries import challenges as challenges_queries
from samspel.frontdoor.challenges.queries.jury import challenges_to_judge, jury_members
from samspel.frontdoor.challenges.queries.suggestions import challenge_suggestions
from samspel.frontdoor.challenges.views.steps import steps_open
from samspel.ui.components import Link
from samspel.web.page import Page, programme_page

if TYPE_CHECKING:
    from samspel.frontdoor.models import Challenge


LOOKING = ("draft", "dialogue", "submitting")
"""Phases in which answers are looked for."""


@require_safe
@programme_page("find", action=ChallengeAction.VIEW)
def challenges(request: HttpRequest, page: Page) -> HttpResponse:
    """Every challenge the reader may see, those that can be answered first."""
    rows = [(row.challenge, PHASES[row.phase], row.phase) for row in challenges_queries.challenge_list(page.context)]
    page.crumbs = [Link(_("Find support"), page.url("frontdoor:find"))]
    context = {
        "rows": rows,
        "to_judge": challenges_to_judge(page.context),
        "may_write": bool(granted(page.context, ChallengeAction.MANAGE)),
    }
    return render(request, "frontdoor/challenges/challenges.html", context)


@require_safe
@programme_page("find", action=ChallengeAction.VIEW)
def challenge(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """One challenge: what is needed, questions and answers, what was decided and what came of it."""
    found = challenge_numbered(page, number)
    standing = challenges_queries.challenge_overview(page.context, found)
    stand_among(page)
    chosen = [(one, standing.pilots.get(one.submission_id)) for one in standing.chosen]
    context = {
        "challenge": found,
        "standing": standing,
        "kind": KINDS[found.kind],
        "phase": PHASES[standing.phase],
        "chosen": [(one, pilot, OUTCOMES.get(pilot.outcome, "") if pilot else "") for one, pilot in chosen],
        "criteria": challenges_queries.challenge_criteria(found),
        "steps": steps_open(page, found, standing),
        "jury": jury_members(found) if standing.manages else [],
        "suggested": challenge_suggestions(page.context, found, standing.manages)
        if standing.phase in LOOKING
        else None,
        "may_audit": page.may(AuditAction.VIEW, found),
    }
    return render(request, "frontdoor/challenges/challenge.html", context)


def challenge_numbered(page: Page, number: int) -> Challenge:
    """The programme's challenge with the number, for a reader who may see it; 404 otherwise."""
    found = challenges_queries.challenge_by_number(page.context, number)
    if found is None:
        raise Http404
    return found


def stand_among(page: Page, *links: Link) -> None:
    """Where the page stands: below the challenges."""
    page.crumbs = [
        Link(_("Find support"), page.url("frontdoor:find")),
        Link(_("Challenges"), page.url("frontdoor:challenges")),
        *links,
    ]


def link_to(page: Page, found: Challenge) -> Link:
    """The way back to a challenge."""
    return Link(found.title, page.url("frontdoor:challenge", found.number))
