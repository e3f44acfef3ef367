"""Counted right: support is logged for the enterprise that was meant, and an enterprise counts once."""

import csv
import io

import pytest
from playwright.sync_api import Page, expect

from samspel.example.activity import COMPANIES, organisation_number
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


def enterprises(page: Page) -> list[str]:
    """The names that the figure of supported enterprises counts, from its file; their number is its total."""
    answer = page.request.get(PROGRAMME + "figures/results.co01/export.csv")
    *rows, total = list(csv.reader(io.StringIO(answer.text().lstrip("\ufeff")), delimiter=";"))
    names = [cell for row in rows for cell in row if cell.startswith("Exempelbolag ")]
    assert total[-1] == str(len(names)) == str(len(rows) - 1)
    return names


def log_support(page: Page, organisation: str, on: str) -> None:
    """As the officer does, with the enterprise written in this way."""
    page.goto(RESULTS + "support/new/")
    page.locator("input[name=organisation]").fill(organisation)
    page.locator("select[name=kind]").select_option("coaching")
    page.locator("input[name=hours]").fill("2")
    page.locator("input[name=occurred_on]").fill(on)
    page.locator("select[name=area]").select_option(label="Smart industri")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Exempelbolag")


def test_an_enterprise_counts_once_in_all_spellings_regions_and_periods(open_page: Open) -> None:
    officer = open_page("regional_officer", language="sv")
    manager = open_page("programme_manager", language="sv")
    before = enterprises(manager)
    assert len(before) == len(set(before))
    known = int(before[0].split()[1])
    new = next(number for number in range(1, COMPANIES + 1) if f"Exempelbolag {number:03d} AB" not in before)

    # one that is counted already, from whatever region and period, is not counted again, however it is written
    log_support(officer, organisation_number(known), "2019-09-02")
    log_support(officer, f"EXEMPELBOLAG {known:03d} AB", "2019-09-03")
    assert enterprises(manager) == before

    # its neighbour, which nobody had helped, is: once
    log_support(officer, f"Exempelbolag {new:03d} AB", "2019-09-04")
    log_support(officer, organisation_number(new).replace("-", ""), "2018-11-05")
    after = enterprises(manager)
    assert sorted(after) == sorted([*before, f"Exempelbolag {new:03d} AB"])
