"""Every figure opens: from the first page to the figure, its rows and the file with them."""

import csv
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import PROGRAMME, Open

pytestmark = pytest.mark.browser


def test_a_newcomer_opens_a_figure_down_to_its_rows(open_page: Open) -> None:
    page = open_page()
    page.goto("/")
    expect(page).to_have_url(re.compile(PROGRAMME + "$"))
    expect(page.locator("h1")).to_contain_text("Three of four targets are on pace")
    expect(page.get_by_text("Example data").first).to_be_visible()
    page.locator("main a[href*='/figures/results.co01/']").first.click()
    expect(page.locator("h1")).to_contain_text("Enterprises receiving support")
    expect(page.locator("tr.sum, tfoot tr").last).to_contain_text("178")
    name, rows = csv_of(page)
    assert "example" in name
    assert rows[-1][-1] == "178"
    parts = [int(row[-1]) for row in rows[1:-1]]
    assert sum(parts) == 178
    assert min(parts) >= 3, "the public gets groups in which nobody is alone"


def test_who_works_in_the_programme_gets_every_row(open_page: Open) -> None:
    page = open_page("evaluator")
    page.goto(PROGRAMME)
    page.locator("main a[href*='/figures/results.co01/']").first.click()
    expect(page.locator("tr.sum, tfoot tr").last).to_contain_text("178")
    _name, rows = csv_of(page)
    assert len(rows) == 180
    assert rows[-1][-1] == "178"


def csv_of(page: Page) -> tuple[str, list[list[str]]]:
    """The name and rows of the file behind the page's link."""
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    with open(download.value.path(), encoding="utf-8-sig") as file:
        return download.value.suggested_filename, list(csv.reader(file, delimiter=";"))
