"""A challenge in the browser, from publication to decision, as each who takes part in it."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page

from tests.browser.demo import PROGRAMME, Open

pytestmark = pytest.mark.browser

TODAY = date(2019, 9, 30)  # the demo's


def press(page: Page, words: str) -> None:
    """A button or a link by its words."""
    page.locator("main :is(a, button)").filter(has_text=words).first.click()


def fill(page: Page, **values: str) -> None:
    """Fields by name."""
    for name, value in values.items():
        page.locator(f"main [name={name}]").fill(value)


def test_a_challenge_from_publication_to_a_proposal(open_page: Open) -> None:
    """The manager writes and publishes; anybody asks and sends a proposal; the manager answers; nothing is read yet."""
    manager = open_page("programme_manager")
    manager.goto(PROGRAMME + "challenges/new/")
    fill(
        manager, title_sv="Tysta diskrum", title_en="Quiet sculleries", text_sv="Det är för högt ljud i diskrummen.",
        text_en="Sculleries are too loud.", opens_on="2019-09-30", closes_on="2019-10-31", reward="20000", jurors="1",
    )  # fmt: skip
    fill(manager, **{"criterion-0-question_sv": "Nytta", "criterion-0-question_en": "Use", "criterion-0-weight": "1"})
    for name in ("owner", "area", "partner"):
        manager.locator(f"select[name={name}]").select_option(index=1)
    manager.locator("main form button.btn").last.click()
    manager.wait_for_url(re.compile(r"/challenges/\d+/$"))
    challenge = manager.url
    press(manager, "Publish")
    manager.locator("main form button.btn").click()
    manager.wait_for_url(challenge)

    company = open_page()
    company.goto(challenge)
    press(company, "Ask a question")
    fill(company, text="Do dishwashers count?")
    company.wait_for_timeout(2100)
    company.locator("main form button.btn").click()
    company.wait_for_url(challenge)
    press(company, "Send in a proposal")
    fill(
        company, title="Rubber rails", text="Rails of rubber take the noise.", company="Tyst AB", name="Ada",
        email="ada@example.org",
    )  # fmt: skip
    company.wait_for_timeout(2100)
    company.locator("main form button.btn").click()
    press(company, "My proposal")
    press(company, "Yes, it is mine")
    company.wait_for_selector(".notice.good")
    assert "sealed" in company.locator("main").inner_text()

    manager.goto(challenge)
    assert "1 proposal has come in" in manager.locator("main").inner_text()
    assert "Rubber rails" not in manager.locator("main").inner_text()
    manager.get_by_role("link", name=re.compile("^Answer")).first.click()
    fill(manager, answer="Yes, they do.")
    manager.locator("main form button.btn").click()
    company.goto(challenge)
    assert "Yes, they do." in company.locator("main").inner_text()


def test_a_jury_judges_blind_and_it_is_decided(open_page: Open) -> None:
    """Two jurors score what came in, with a keyboard where there are radio buttons; then the decision is public."""
    at = PROGRAMME + "challenges/2/"
    for role in ("evaluator", "steering_member"):
        juror = open_page(role)
        juror.goto(at + "table/")
        while (none := juror.get_by_role("button", name=re.compile("^I have none"))).count():
            none.first.click()
            juror.wait_for_load_state()
        while (left := juror.get_by_role("link", name=re.compile("^Read and score"))).count():
            left.first.click()
            for group in juror.locator("main form fieldset").all():
                group.locator("input[type=radio]").first.focus()
                juror.keyboard.press("ArrowDown")
                juror.keyboard.press("ArrowDown")
            juror.get_by_role("button", name="Hand in").click()
            juror.wait_for_url("**/table/")
    manager = open_page("programme_manager")
    manager.goto(at)
    press(manager, "Record the decision")
    manager.locator("input[type=checkbox]").first.check()
    fill(manager, reasons="The best use for the money.")
    manager.locator("main form button.btn").click()
    manager.wait_for_url("**" + at)
    public = open_page()
    public.goto(at)
    assert "The best use for the money." in public.locator("main").inner_text()
