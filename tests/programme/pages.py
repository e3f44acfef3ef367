"""Every page of a programme, for the tests that go through them all."""

from samspel.actors.organisations.queries.visibility import actors_of
from samspel.core.programmes.models import Activity, Milestone, Programme, Track
from samspel.money.models import AidRequest, Application
from samspel.programme.models import Initiative
from samspel.results.models import Support

PUBLIC_PAGES = ("/", "/programmes/", "/accessibility/", "/privacy/", "/account/login/", "/styleguide/")


def pages_of(programme: Programme) -> list[str]:
    """Addresses of the pages everybody may read, each kind once or twice."""
    base = f"/p/{programme.code}/"
    area = programme.areas.all()[0]
    activity = Activity.objects.filter(track__programme=programme)[0]
    track = Track.objects.filter(programme=programme)[0]
    initiative = Initiative.objects.filter(programme=programme).order_by("number").first()
    paths = [
        "", f"areas/{area.code}/", f"activities/{activity.pk}/", f"work-packages/{track.code}/", "initiatives/",
        "targets/", "money/", "organisation/", "about/", "rules/", f"milestones/{a_milestone(programme).code}/",
        "figures/programme.initiatives/", f"figures/results.co01/?area={area.code}", "figures/programme.budget/",
        "figures/results.private_investment/?reported=2019-03-31",
        "figures/results.co01/?from=2019-01-01&to=2019-06-30",
        "initiatives/?state=done&q=test", "?as_of=2018-06-30",
        "results/", "results/?as_of=2018-06-30", f"results/regions/{programme.partners.all()[0].code}/",
        f"results/indicators/{programme.objectives.filter(targets__isnull=False)[0].targets.all()[0].measure}/",
        "results/horizontal/", "actors/", "actors/?text=universitet", "actors/system/", "actors/operations/",
        "money/economy/", "money/economy/?as_of=2018-06-30", "money/plan/versions/", "money/plan/euro/",
        "money/plan/euro/?day=2019-09-16",
    ]  # fmt: skip
    if initiative:
        paths.append(f"initiatives/{initiative.number}/")
    if actor := actors_of(programme.pk).order_by("pk").first():
        paths.append(f"actors/{actor.pk}/")
    return [base + path for path in paths]


def a_milestone(programme: Programme) -> Milestone:
    """The programme's first milestone."""
    return Milestone.objects.filter(programme=programme).order_by("due_on")[0]


def working_pages_of(programme: Programme) -> list[str]:
    """Addresses of the pages one signs in for, as the programme manager."""
    base = f"/p/{programme.code}/"
    initiative = Initiative.objects.as_of(None).filter(programme=programme).order_by("number").first()
    track = Track.objects.filter(programme=programme)[0]
    paths = ["work/", "initiatives/new/", f"work-packages/{track.code}/revise/"]
    paths += ["results/record/", "results/support/", "results/support/new/", "results/support/import/",
        "results/checks/", "results/periods/", "results/periods/new/", "actors/new/", "actors/duplicates/",
        "money/claims/", "money/claims/new/", "money/books/", "money/costs/", "money/costs/?claimed=no",
        "money/costs/new/", "money/costs/hours/", "money/costs/income/", "money/terms/",
        "money/aid/", "money/aid/register/", "money/aid/rates/", "money/funding/", "money/funding/new/",
        "money/funding/paid-in/", "money/plan/change/",
    ]  # fmt: skip
    if company := Support.objects.as_of(None).filter(programme=programme).order_by("organisation").first():
        base_of = f"actors/{company.organisation_id}/"
        paths += [base_of + part for part in ("", "edit/", "functions/", "years/", "owners/", "contacts/")]
        base_of = f"money/aid/of/{company.organisation_id}/"
        paths += [base_of, base_of + "?amount=1000", base_of + "declare/"]
    if held := AidRequest.objects.filter(programme=programme).first():
        paths.append(f"money/aid/requests/{held.pk}/")
    if one := Application.objects.filter(programme=programme).first():
        paths += [f"money/funding/{one.pk}/", f"money/funding/intakes/{one.intake_id}/"]
    if initiative:
        number = initiative.number
        paths += [f"initiatives/{number}/edit/", f"initiatives/{number}/void/"]
        paths.append(f"history/programme.initiative/{initiative.pk}/")
    return [base + path for path in paths]
