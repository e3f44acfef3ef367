"""The programme's pages: who reaches them, how many questions they ask the database, and what they weigh."""

import re
from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samspel.core.access import Role
from samspel.core.programmes.models import Milestone, Programme
from samspel.programme.models import Initiative
from tests.conftest import Sign
from tests.programme.pages import PUBLIC_PAGES, a_milestone, pages_of, working_pages_of

pytestmark = pytest.mark.django_db

# warm: the plan is in memory. Session, user and memberships are three of them for somebody signed in, and each room
# that puts things on the work list asks once.
MOST_QUERIES = 14
# an area and an organisation show everything about them; a form asks for its choices twice, for the check and for the
# list; each rule of the checks is a question
MORE = {
    "/areas/": 14, "/initiatives/new/": 15, "/edit/": 19, "?reported=": 12, "/support/new/": 15, "/checks/": 28,
    "/aid/of/": 18,
}  # fmt: skip
ONE_ORGANISATION = re.compile(r"/actors/\d+/$")
ONE_APPLICATION = re.compile(r"/funding/\d+/$")  # with its costs, money, scores, decision, requisitions and conditions


def queries(client: Client, path: str) -> int:
    """How many statements the page needs, the second time."""
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200, path
    b"".join(answer) if answer.streaming else answer.content
    return len(asked)


def test_every_public_page_answers_in_both_languages(example: Programme, demo_day: date, client: Client) -> None:
    for language in ("sv", "en"):
        client.cookies["language"] = language
        for path in [*PUBLIC_PAGES, *pages_of(example)]:
            answer = client.get(path, follow=True)
            assert answer.status_code == 200, path
            text = answer.content.decode()
            assert f'<html lang="{language}"' in text
            assert " style=" not in text, path
            assert "<style" not in text, path
            assert text.count("<h1") == 1, path
            ids = re.findall(r'\sid="([^"]+)"', text)
            assert len(ids) == len(set(ids)), (path, [i for i in ids if ids.count(i) > 1])


def test_no_page_asks_more_than_a_dozen_questions(example: Programme, demo_day: date, signed_in: Sign) -> None:
    manager, public = signed_in(Role.MANAGER), signed_in(Role.PUBLIC)
    found = {path: queries(public, path) for path in pages_of(example)}
    found |= {path: queries(manager, path) for path in [*pages_of(example), *working_pages_of(example)]}
    assert {path: count for path, count in found.items() if count > most(path)} == {}


def test_the_overview_asks_less_than_twelve(example: Programme, demo_day: date, signed_in: Sign) -> None:
    for role in (Role.PUBLIC, Role.MANAGER, Role.OFFICER, Role.CONTROLLER):
        assert queries(signed_in(role), f"/p/{example.code}/") < 12, role


def most(path: str) -> int:
    """How many statements a page may need."""
    if ONE_ORGANISATION.search(path):
        return 26
    if ONE_APPLICATION.search(path):
        return 24
    return next((number for part, number in MORE.items() if part in path), MOST_QUERIES)


def test_pages_ask_no_more_when_there_is_more(example: Programme, demo_day: date, client: Client) -> None:
    """No query in a loop: four times the initiatives, the same number of statements."""
    lists = [
        f"/p/{example.code}/{path}" for path in ("", "initiatives/", "areas/life/", "figures/programme.initiatives/")
    ]
    before = {path: queries(client, path) for path in lists}
    row = Initiative.objects.filter(area__code="life")[0]
    for number in range(1000, 1080):
        copy = Initiative.objects.create(
            **{**row.content(), "number": number}, recorded_at=row.recorded_at, recorded_by=row.recorded_by
        )
        copy.partners.set(row.partners.all())
        copy.areas.set(row.areas.all())
    assert {path: queries(client, path) for path in lists} == before


def test_the_overview_is_light(example: Programme, demo_day: date, client: Client) -> None:
    assert len(client.get(f"/p/{example.code}/").content) < 120_000


def test_the_overview_says_what_the_example_shows(example: Programme, demo_day: date, client: Client) -> None:
    client.cookies["language"] = "en"
    text = client.get(f"/p/{example.code}/").content.decode()
    assert "Three of four targets are on pace. Investment lags." in text
    assert "Example data" in text


@pytest.mark.parametrize("moment", ["2018-01-01", "2017-06-01", "2020-12-31", "2031-01-01", "0001-01-01", "9999-12-31"])
def test_any_day_can_be_looked_at(example: Programme, demo_day: date, client: Client, moment: str) -> None:
    for path in ("", "initiatives/", "targets/", "money/", "rules/", "figures/results.co01/"):
        assert client.get(f"/p/{example.code}/{path}?as_of={moment}").status_code == 200


@pytest.mark.parametrize("nonsense", ["", "igår", "2019-13-01", "1e9", "%00", "2019-02-30"])
def test_a_day_that_is_none_is_today(example: Programme, demo_day: date, client: Client, nonsense: str) -> None:
    assert client.get(f"/p/{example.code}/?as_of={nonsense}").status_code == 200


def test_a_programme_without_activity_has_pages_too(ecs: Programme, nordmark: Programme, client: Client) -> None:
    for programme in (ecs, nordmark):
        for path in pages_of(programme):
            assert client.get(path).status_code == 200, path


def test_the_second_programme_brings_its_own_words_money_and_rules(nordmark: Programme, client: Client) -> None:
    client.cookies["language"] = "en"
    text = client.get(f"/p/{nordmark.code}/money/").content.decode()
    assert "EUR" in text or "€" in text
    assert "SEK" not in text
    assert "2021–2027" in client.get(f"/p/{nordmark.code}/rules/").content.decode()
    assert nordmark.short_en in client.get("/programmes/").content.decode()


def test_the_first_run_page(client: Client, db: None) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert "samspel programme load" in answer.content.decode()


def test_what_does_not_exist_is_said_so(example: Programme, client: Client) -> None:
    base = f"/p/{example.code}/"
    for path in (
        "/p/annat/", base + "areas/annat/", base + "initiatives/999/", base + "activities/0/", base + "figures/annat/",
        base + "work-packages/annat/", base + "milestones/annat/", base + "figures/results.co01/?area=annat",
        base + "figures/results.co01/export.pdf", "/finns-inte/",
    ):  # fmt: skip
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert b'class="skip vh"' in answer.content


def test_a_closed_programme_does_not_show_that_it_exists(example: Programme, signed_in: Sign) -> None:
    Programme.objects.update(is_public=False)
    for path in pages_of(example):
        assert signed_in(Role.PUBLIC).get(path).status_code == 404
        assert signed_in(Role.EVALUATOR).get(path).status_code == 200


def test_another_programmes_objects_cannot_be_reached_by_address(
    example: Programme, nordmark: Programme, demo_day: date, signed_in: Sign
) -> None:
    manager, base = signed_in(Role.MANAGER), f"/p/{example.code}/"
    theirs = nordmark.tracks.all()[0], nordmark.areas.all()[0], a_milestone(nordmark)
    activity = (
        theirs[0].activities.all()[0] if theirs[0].activities.exists() else nordmark.tracks.all()[1].activities.all()[0]
    )
    for path in (
        f"areas/{theirs[1].code}/", f"activities/{activity.pk}/", f"work-packages/{theirs[0].code}/revise/",
        f"figures/programme.initiatives/?area={theirs[1].code}", f"history/programme.track/{theirs[0].pk}/",
    ):  # fmt: skip
        assert manager.get(base + path).status_code == 404, path
    other = f"/p/{nordmark.code}/"
    for path in ("work/", "initiatives/new/", f"work-packages/{theirs[0].code}/revise/"):
        assert manager.get(other + path).status_code in {403, 404}, path
    assert manager.post(f"{other}milestones/{theirs[2].code}/", {"on": "2022-01-01"}).status_code in {403, 404}
    assert not Milestone.objects.filter(programme=nordmark, reached__isnull=False).exists()


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.PUBLIC])
def test_who_may_open_which_form(example: Programme, demo_day: date, signed_in: Sign, role: Role) -> None:
    base, client = f"/p/{example.code}/", signed_in(role)
    own = {Role.AREA_LEAD: {"area__code": "life"}, Role.OFFICER: {"partner__code": "sormland"}}.get(role)
    mine = Initiative.objects.as_of(None).filter(**own or {})[0].number if own or role is Role.MANAGER else None
    others = Initiative.objects.as_of(None).exclude(**own)[0].number if own else Initiative.objects.all()[0].number
    may_record = role in {Role.MANAGER, Role.AREA_LEAD, Role.OFFICER}
    assert client.get(f"{base}initiatives/new/").status_code == (200 if may_record else 403)
    if mine:
        assert client.get(f"{base}initiatives/{mine}/edit/").status_code == 200
    expected = 200 if role is Role.MANAGER else 403
    assert client.get(f"{base}initiatives/{others}/edit/").status_code == expected
    assert client.get(f"{base}initiatives/{others}/void/").status_code == expected
    life, food = (example.tracks.filter(area__code=code)[0].code for code in ("life", "food"))
    assert client.get(f"{base}work-packages/{food}/revise/").status_code == expected
    may_revise = role in {Role.MANAGER, Role.AREA_LEAD}
    assert client.get(f"{base}work-packages/{life}/revise/").status_code == (200 if may_revise else 403)


def test_names_are_for_those_who_work_in_the_programme(example: Programme, demo_day: date, signed_in: Sign) -> None:
    path = f"/p/{example.code}/figures/results.co01/"
    for role, sees in ((Role.PUBLIC, False), (Role.ACTOR, False), (Role.EVALUATOR, True), (Role.CONTROLLER, True)):
        client = signed_in(role)
        cache.clear()
        text = client.get(path).content.decode()
        csv = b"".join(client.get(f"{path}export.csv").streaming_content).decode()
        assert ("Exempelbolag" in text) == sees, role
        assert ("Exempelbolag" in csv) == sees, role
        lengths = {line.count(";") for line in csv.splitlines()}
        assert len(lengths) == 1
        assert csv.splitlines()[-1].endswith(";178")
