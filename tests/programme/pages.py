"""Every page of a programme, for the tests that go through them all."""

from samspel.programme.models import Activity, Initiative, Milestone, Programme, Track

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
    ]  # fmt: skip
    if initiative:
        paths.append(f"initiatives/{initiative.number}/")
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
    if initiative:
        number = initiative.number
        paths += [f"initiatives/{number}/edit/", f"initiatives/{number}/void/"]
        paths.append(f"history/programme.initiative/{initiative.pk}/")
    return [base + path for path in paths]
