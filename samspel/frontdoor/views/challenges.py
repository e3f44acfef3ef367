"""Challenges as everybody reads them: the list, and a page for each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspel.actors.seeing import granted
from samspel.frontdoor.challenges import reading
from samspel.frontdoor.challenges.suggesting import suggestions
from samspel.frontdoor.challenges.words import KINDS, OUTCOMES, PHASES
from samspel.frontdoor.models import Challenge
from samspel.frontdoor.views.challenge_steps import steps_open
from samspel.programme.page import Link, Page, programme_page

LOOKING = ("draft", "dialogue", "submitting")
"""Phases in which answers are looked for."""


@require_safe
@programme_page("find", action="challenge.view")
def challenges(request: HttpRequest, page: Page) -> HttpResponse:
    """Every challenge the reader may see, those that can be answered first."""
    rows = [(row.challenge, PHASES[row.phase], row.phase) for row in reading.listed(page)]
    page.crumbs = [Link(_("Find support"), page.url("frontdoor:find"))]
    context = {
        "rows": rows,
        "to_judge": reading.to_judge(page),
        "may_write": bool(granted(page, "challenge.manage")),
    }
    return render(request, "frontdoor/challenges.html", context)


@require_safe
@programme_page("find", action="challenge.view")
def challenge(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """One challenge: what is needed, questions and answers, what was decided and what came of it."""
    found = challenge_numbered(page, number)
    standing = reading.standing(page, found)
    stand_among(page)
    chosen = [
        (one, standing.pilots.get(one.submission_id))
        for one in (standing.decision.chosen.all() if standing.decision else [])
    ]
    context = {
        "challenge": found,
        "standing": standing,
        "kind": KINDS[found.kind],
        "phase": PHASES[standing.phase],
        "chosen": [(one, pilot, OUTCOMES.get(pilot.outcome, "") if pilot else "") for one, pilot in chosen],
        "criteria": list(found.criteria.all()),
        "steps": steps_open(page, found, standing),
        "jury": found.jury.select_related("person") if standing.manages else [],
        "suggested": suggestions(page, found, standing.manages) if standing.phase in LOOKING else None,
        "may_audit": page.may("audit.view", found),
    }
    return render(request, "frontdoor/challenge.html", context)


def challenge_numbered(page: Page, number: int) -> Challenge:
    """The programme's challenge with the number, for a reader who may see it; 404 otherwise."""
    rows = Challenge.objects.select_related("programme", "partner", "owner", "area")
    found = rows.filter(programme=page.programme, number=number).first()
    if found is None or not reading.may_see(page, found):
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
