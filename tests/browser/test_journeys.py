"""What people come to do beside the journeys of the promises (tests/journeys)."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import PROGRAMME, Open

pytestmark = pytest.mark.browser


def fill_initiative(page: Page, title: str) -> None:
    """All that is needed."""
    page.locator("input[name=title]").fill(title)
    page.locator("select[name=area]").select_option(index=1)
    page.locator("select[name=partner]").select_option(index=1)
    page.locator("input[name=first_day]").fill("2019-10-14")
    page.locator("input[name=last_day]").fill("2019-12-13")


def test_an_initiative_is_recorded_corrected_and_taken_back(open_page: Open) -> None:
    page = open_page("programme_manager")
    page.goto(PROGRAMME + "initiatives/")
    page.get_by_role("link", name="New initiative").click()
    page.locator("textarea[name=text]").fill("Written before the mistakes were found.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Something needs to be mended")).to_be_visible()
    expect(page.locator("textarea[name=text]")).to_have_value("Written before the mistakes were found.")
    page.locator(".errors a, [role=alert] a").first.click()
    expect(page.locator("input[name=title]")).to_be_focused()
    fill_initiative(page, "Testbed day for small dairies")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Testbed day for small dairies")
    page.get_by_role("link", name="Change").click()
    page.locator("input[name=title]").fill("Testbed days for small dairies")
    page.locator("[name=reason]").fill("Two days, not one")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Testbed days for small dairies")
    page.get_by_role("link", name="Take back").click()
    page.locator("[name=reason]").fill("Held by somebody else")
    page.locator("main form button.btn").click()
    expect(page.get_by_text("The initiative is taken back").first).to_be_visible()


def test_two_people_at_once_do_not_overwrite_each_other(open_page: Open) -> None:
    one, two = open_page("programme_manager"), open_page("programme_manager")
    for page in (one, two):
        page.goto(PROGRAMME + "initiatives/2/edit/")
        page.locator("[name=reason]").fill("Clearer")
    one.locator("input[name=title]").fill("First writer")
    one.get_by_role("button", name="Save", exact=True).click()
    expect(one.locator("h1")).to_contain_text("First writer")
    two.locator("input[name=title]").fill("Second writer")
    two.get_by_role("button", name="Save", exact=True).click()
    expect(two.get_by_text("Somebody else has changed the initiative").first).to_be_visible()
    expect(two.locator("input[name=title]")).to_have_value("Second writer")


def test_a_draft_waits_in_the_work_list(open_page: Open) -> None:
    page = open_page("regional_officer")
    page.goto(PROGRAMME + "initiatives/new/")
    page.locator("input[name=title]").fill("Half a thought")
    page.get_by_role("button", name="Save as draft").click()
    page.get_by_role("link", name="Work list").click()
    page.get_by_role("link", name="Half a thought").click()
    expect(page.locator("input[name=title]")).to_have_value("Half a thought")


def test_a_late_milestone_is_marked_as_reached(open_page: Open) -> None:
    page = open_page("programme_manager")
    page.goto(PROGRAMME + "work/")
    late = page.locator("main a[href*='/milestones/']").first
    title = late.inner_text().strip()
    late.click()
    expect(page.locator("h1")).to_contain_text(title)
    page.locator("input[name=on]").fill("2019-09-27")
    page.locator("main form button.btn").click()
    expect(page.get_by_text("Reached").first).to_be_visible()


def test_the_other_programme_can_be_chosen(open_page: Open) -> None:
    page = open_page("evaluator")
    page.goto("/programmes/")
    page.locator("a[href='/p/nordmark-2021-2027/']").first.click()
    expect(page).to_have_url(re.compile("/p/nordmark-2021-2027/"))
    page.goto("/")
    expect(page).to_have_url(re.compile("/p/nordmark-2021-2027/"))


def test_the_session_warns_before_it_ends(open_page: Open) -> None:
    page = open_page("evaluator")
    page.clock.install()
    page.goto(PROGRAMME)
    expect(page.locator("#session-warning")).to_be_hidden()
    page.clock.fast_forward("56:00")
    expect(page.locator("#session-warning")).to_be_visible()
    page.get_by_role("button", name="Stay signed in").click()
    expect(page.locator("#session-warning")).to_be_hidden()


@pytest.mark.parametrize(
    "role",
    ["programme_manager", "area_lead", "regional_officer", "controller", "steering_member", "actor_member",
     "company_contact", "evaluator", "administrator"],
)  # fmt: skip
def test_each_role_reads_and_signs_out(open_page: Open, role: str) -> None:
    page = open_page(role)
    for path in ("", "initiatives/", "targets/", "money/", "work/", "figures/results.co01/"):
        answer = page.goto(PROGRAMME + path)
        assert answer is not None
        assert answer.status == 200
    page.get_by_role("button", name="Sign out").first.click()
    page.goto(PROGRAMME + "work/")
    expect(page).to_have_url(re.compile("/account/login/"))
