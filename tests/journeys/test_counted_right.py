"""Counted right: support is logged for the enterprise that was meant."""

import pytest
from playwright.sync_api import expect

from tests.browser.demo import PROGRAMME, Open

pytestmark = pytest.mark.browser

RESULTS = PROGRAMME + "results/"


def test_a_form_keeps_what_was_typed_and_suggests_whom_was_meant(open_page: Open) -> None:
    page = open_page("regional_officer", language="sv")
    page.goto(RESULTS + "support/new/")
    page.locator("input[name=organisation]").fill("Exempelbolag 20")
    page.locator("input[name=hours]").fill("tre")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.locator(".errors")).to_contain_text("Menade du")
    expect(page.locator(".errors")).to_contain_text("”tre” är inte ett tal")
    expect(page.locator("input[name=hours]")).to_have_value("tre")
