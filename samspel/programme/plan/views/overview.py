"""Pages that read the plan and how it goes."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspel.core.figures import Request, fetch, measure
from samspel.core.programmes.models import Activity, AreaLink, FundingApplication, PlanVersion, Track
from samspel.core.rules import rule_set, rules_table
from samspel.programme.initiatives import queries as initiatives_queries
from samspel.programme.plan.policy import WorkPackageAction
from samspel.programme.plan.queries import overview as overviews
from samspel.programme.plan.queries.goals import Goal, goals, requests_for
from samspel.programme.plan.queries.plan_tables import budget_table, financing_table
from samspel.programme.plan.views import charts
from samspel.ui.templatetags.formats import language
from samspel.web.page import Link, Page, programme_page
from samspel.web.views.start import CHOSEN
from samspel.web.worklist import milestones_with_state


@require_safe
@programme_page("overview")
def overview(request: HttpRequest, page: Page) -> HttpResponse:
    """Is the programme on pace?"""
    found = overviews.overview(page.context)
    if request.session.get(CHOSEN) != page.programme.code and request.user.is_authenticated:
        request.session[CHOSEN] = page.programme.code
    reach = found.reach
    context: dict[str, Any] = {
        "overview": found,
        "score": charts.score(page, found.rows, int(found.joint.value), int(found.begun.value)),
        "goals": [_shown_goal(page, goal) for goal in found.goals],
        "goals_table": charts.safe_table(charts.goals_table(page, found.goals)),
        "costs": charts.cost_bars(
            page, found.money.by_category, (found.money.budget, found.money.spent), found.money.pace
        ),
        "shares": charts.shares(found.money.by_financier, _("Who pays")),
        "matrix": charts.matrix(page.structure.areas, found.pairs),
    }
    if reach:
        drawn = charts.choropleth(page, reach.by_municipality, page.structure.municipalities, reach.without)
        context |= {
            "map": drawn,
            "map_table": charts.safe_table(charts.places_table(page, reach.by_municipality)),
            "partner_bars": charts.partner_bars([(p.short, f) for p, f in reach.by_partner]),
        }
    return render(request, "programme/plan/overview.html", context)


@require_safe
@programme_page("initiatives")
def area(request: HttpRequest, page: Page, area: str) -> HttpResponse:
    """One area: its tracks and activities, what was done, its figures and links."""
    found = page.structure.area(area)
    if found is None:
        raise Http404
    tracks = list(Track.objects.filter(area=found).prefetch_related("activities__cross_areas", "versions"))
    rows = [i for i in initiatives_queries.known(page.context) if found.pk in {a.pk for a in i.areas.all()}]
    targets = [t for t in page.structure.targets if "area" in measure(t.measure).dimensions]
    here = page.slice.of(area=found.pk)
    counted = measure("programme.initiatives")
    asked = [Request(counted, here), Request(counted, page.slice, ("activity",))]
    begun, per_activity, *answers = fetch([*asked, *(Request(measure(t.measure), here) for t in targets)])
    activities: list[Any] = [activity for track in tracks for activity in track.activities.all()]
    for activity in activities:
        activity.begun = page.figure(counted, per_activity.get((activity.pk,), 0), activity=activity.pk)
    links = AreaLink.objects.filter(first=found) | AreaLink.objects.filter(second=found)
    context = {
        "area": found,
        "tracks": tracks,
        "begun": page.figure(counted, begun.get((), 0), area=found.pk),
        "figures": [
            (target, page.figure(measure(target.measure), answer.get((), 0), area=found.pk))
            for target, answer in zip(targets, answers, strict=True)
        ],
        "links": [
            (link, link.second if link.first_id == found.pk else link.first)
            for link in links.select_related("first", "second")
        ],
        "rows": [(i, charts.stage_name(initiatives_queries.stage_of(i, page.as_of))) for i in rows],
        "milestones": [m for m in milestones_with_state(page.context) if m.area_id == found.pk],
        "bodies": [b for b in page.structure.bodies if b.area_id == found.pk],
    }
    page.crumbs = [Link(page.programme.short, page.url("overview"))]
    return render(request, "programme/plan/area.html", context)


@require_safe
@programme_page("initiatives")
def activity(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """One activity of the decision and the initiatives under it."""
    rows = Activity.objects.select_related("track__area").prefetch_related("cross_areas")
    found = get_object_or_404(rows, pk=pk, track__programme=page.programme)
    done = [i for i in initiatives_queries.known(page.context) if i.activity_id == found.pk]
    page.crumbs = _track_crumbs(page, found.track)
    page.crumbs.append(Link(found.track.name, page.url("work-package", found.track.code)))
    context = {
        "activity": found,
        "rows": [(i, charts.stage_name(initiatives_queries.stage_of(i, page.as_of))) for i in done],
    }
    return render(request, "programme/initiatives/activity.html", context)


@require_safe
@programme_page("initiatives")
def work_package(request: HttpRequest, page: Page, track: str) -> HttpResponse:
    """A work package: how it reads now, and every earlier version."""
    rows = Track.objects.select_related("area").prefetch_related("activities", "versions__author")
    found = get_object_or_404(rows, programme=page.programme, code=track)
    versions = [v for v in found.versions.all() if v.valid_from <= page.as_of]
    page.crumbs = _track_crumbs(page, found)
    context = {
        "track": found,
        "versions": versions[::-1],
        "may_revise": page.may(WorkPackageAction.REVISE, found),
    }
    return render(request, "programme/initiatives/work_package.html", context)


@require_safe
@programme_page("objectives")
def objectives(request: HttpRequest, page: Page) -> HttpResponse:
    """The objective tree and how each target stands."""
    targets = page.structure.targets
    judged = goals(page.context, targets, fetch(requests_for(page.context, targets)))
    by_objective: dict[int, list[Any]] = {}
    for goal in judged:
        shown = _shown_goal(page, goal)
        by_objective.setdefault(goal.target.objective_id, []).append(shown)
    context = {
        "tree": _tree(page.structure.objectives, by_objective, None),
        "milestones": milestones_with_state(page.context),
        "goals_table": charts.safe_table(charts.goals_table(page, judged)),
    }
    return render(request, "programme/plan/objectives.html", context)


@require_safe
@programme_page("money")
def money(request: HttpRequest, page: Page) -> HttpResponse:
    """The plan for the money: budget and financing per year, each sum a figure."""
    here = page.slice
    budget, financing = measure("programme.budget"), measure("programme.financing")
    by_category, by_financier = fetch(
        [Request(budget, here, ("category", "year")), Request(financing, here, ("financier", "year"))]
    )
    money_of = overviews.money(page.context)
    applications = FundingApplication.objects.filter(programme=page.programme).select_related("applicant", "financier")
    context = {
        "money": money_of,
        "budget": budget_table(page.context, by_category),
        "financing": financing_table(page.context, by_financier),
        "costs": charts.cost_bars(page, money_of.by_category, (money_of.budget, money_of.spent), money_of.pace),
        "shares": charts.shares(money_of.by_financier, _("Who pays")),
        "versions": PlanVersion.objects.filter(programme=page.programme),
        "version": page.structure.plan_version(page.as_of),
        "applications": applications,
    }
    return render(request, "programme/plan/money.html", context)


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


def _shown_goal(page: Page, goal: Goal) -> dict[str, Any]:
    return {
        "goal": goal,
        "plot": charts.pace_plot(page, goal),
        "mark": charts.mark_of(goal),
        "state": charts.state_name(goal.verdict.state),
        "note": charts.goal_note(page, goal),
        "target": charts.value_text(page, goal, goal.target.value),
    }


def _track_crumbs(page: Page, track: Track) -> list[Link]:
    crumbs = [Link(page.programme.short, page.url("overview"))]
    if track.area:
        crumbs.append(Link(track.area.name, page.url("area", track.area.code)))
    return crumbs


def _tree(rows: Any, shown: dict[int, list[Any]], parent: int | None) -> list[dict[str, Any]]:
    return [
        {"objective": row, "goals": shown.get(row.pk, []), "children": _tree(rows, shown, row.pk)}
        for row in rows
        if row.parent_id == parent
    ]


def _bodies(rows: Any, parent: int | None) -> list[dict[str, Any]]:
    return [{"body": row, "children": _bodies(rows, row.pk)} for row in rows if row.reports_to_id == parent]
