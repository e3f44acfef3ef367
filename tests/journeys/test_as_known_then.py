"""As known then: another day shows what was known that day, and what is taken back later shows as a difference."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.demo import PROGRAMME, Open

pytestmark = pytest.mark.browser

RESULTS = PROGRAMME + "results/"


def test_another_day_shows_what_was_known_then(open_page: Open) -> None:
    page = open_page()
    page.goto(PROGRAMME)
    page.locator("details.asof summary").click()
    page.locator("input[name=as_of]").fill("2018-12-31")
    page.locator("form:has(input[name=as_of]) button").click()
    expect(page).to_have_url(re.compile("as_of=2018-12-31"))
    page.locator("nav a", has_text="Targets").click()
    expect(page).to_have_url(re.compile("as_of=2018-12-31"))
    page.get_by_role("link", name="Back to today").click()
    expect(page).not_to_have_url(re.compile("as_of"))


def test_a_report_is_sent_in_returned_and_approved(open_page: Open) -> None:
    officer = open_page("regional_officer")
    officer.goto(RESULTS + "periods/3/")
    officer.get_by_role("button", name="Send in for Sörmland").click()
    expect(officer.locator("main")).to_contain_text("Waiting for a decision")

    manager = open_page("programme_manager")
    manager.goto(RESULTS + "periods/3/")
    manager.get_by_role("link", name="Decide on Sörmland").click()
    manager.get_by_role("button", name="Return").click()
    expect(manager.locator(".errors")).to_contain_text("Say what must be mended")
    manager.locator("textarea[name=comment]").fill("The list of the May workshop is missing.")
    manager.get_by_role("button", name="Return").click()
    expect(manager.locator("main")).to_contain_text("The list of the May workshop is missing.")

    officer.goto(PROGRAMME + "work/")
    officer.get_by_role("link", name=re.compile("Send in the report")).first.click()
    expect(officer.locator("main")).to_contain_text("The list of the May workshop is missing.")
    officer.get_by_role("button", name="Send in for Sörmland").click()

    manager.goto(RESULTS + "periods/3/")
    manager.get_by_role("link", name="Decide on Sörmland").click()
    manager.get_by_role("button", name="Approve").click()
    expect(manager.locator("li", has_text="Sörmland Regional Council").first).to_contain_text("Approved")


def test_what_is_taken_back_later_shows_as_a_difference(open_page: Open) -> None:
    page = open_page("programme_manager")
    page.goto(RESULTS + "periods/2/")
    before = page.locator("#why ~ ul li").count()
    page.goto(RESULTS + "investment/")
    link = page.locator("tbody tr", has_text="2018").locator("a").first
    link.click()
    page.get_by_role("link", name="Take back").click()
    page.locator("[name=reason]").fill("It matched another programme")
    page.get_by_role("button", name="Take back").click()
    expect(page.locator("main")).to_contain_text("Taken back")
    page.goto(RESULTS + "periods/2/")
    expect(page.locator("main")).to_contain_text("It matched another programme")
    assert page.locator("#why ~ ul li").count() > before
