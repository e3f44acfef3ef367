"""Excel in, Excel out; Swedish first, English equal; without JavaScript; with the keyboard alone."""

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import PROGRAMME, Demo, Open
from tests.browser.test_journeys import fill_initiative

pytestmark = pytest.mark.browser

RESULTS = PROGRAMME + "results/"


def type_in(page: Page, name: str, text: str) -> None:
    """Tab to the field and type: nothing but the keyboard."""
    for _step in range(60):
        if page.evaluate("document.activeElement.name") == name:
            page.keyboard.type(text)
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no field {name} can be reached by keyboard")


def press(page: Page, words: str) -> None:
    """Tab to the button with the words and press it."""
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == words:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"no button {words} can be reached by keyboard")


def test_an_officer_logs_a_support_by_keyboard_alone(open_page: Open) -> None:
    page = open_page("regional_officer", language="sv")
    page.goto(RESULTS + "support/new/")
    type_in(page, "organisation", "Exempelbolag 020 AB")
    type_in(page, "kind", "Coach")
    type_in(page, "hours", "3,5")
    type_in(page, "area", "Smart")
    type_in(page, "evidence", "RS 2019-0412")
    press(page, "Spara")
    expect(page.locator("h1")).to_contain_text("Exempelbolag 020 AB")
    expect(page.locator("main")).to_contain_text("3,5")
    expect(page.locator("main")).to_contain_text("RS 2019-0412")


def filled(template: Path, rows: list[dict[str, Any]], to: Path) -> Path:
    """The template with the rows written under their headings."""
    book = openpyxl.load_workbook(template)
    sheet = book.worksheets[0]
    columns = {str(cell.value).rstrip(" *"): cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, start=2):
        for heading, value in row.items():
            sheet.cell(number, columns[heading], value)
    book.save(to)
    return to


def rows_to_bring(hours: Any, kind: str, day: str) -> list[dict[str, Any]]:
    """Three rows; the officer's own region."""
    headings = ("Organisation", "Typ av stöd", "Datum", "Timmar", "Område", "Ansvarig region")
    same = ("Energi", "Sörmland")
    rows = [
        ("Exempelbolag 021 AB", "Coachning", "2019-09-02", hours, *same),
        ("Exempelbolag 022 AB", kind, "2019-09-03", 2, *same),
        ("Exempelbolag 023 AB", "Rådgivning", day, 2, *same),
    ]
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_a_file_with_three_faults_is_mended_and_saved(open_page: Open, tmp_path: Path) -> None:
    page = open_page("regional_officer", language="sv")
    page.goto(RESULTS + "support/import/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Hämta mallen").click()
    template = tmp_path / "mall.xlsx"
    download.value.save_as(template)

    wrong = filled(template, rows_to_bring("många", "Rådgivnig", "2031-01-01"), tmp_path / "fel.xlsx")
    page.locator("input[type=file]").set_input_files(wrong)
    page.get_by_role("button", name="Se vad den innehåller").click()
    page.get_by_role("button", name="Kontrollera alla rader").click()
    expect(page.locator(".notice.bad")).to_contain_text("3 rader behöver rättas")
    table = page.locator("table.plain").first
    for words in ("många", "Rådgivnig", "2031-01-01"):
        expect(table).to_contain_text(words)
    expect(page.get_by_role("button", name=re.compile("^Spara"))).to_have_count(0)

    right = filled(template, rows_to_bring(4, "Rådgivning", "2019-09-04"), tmp_path / "ratt.xlsx")
    page.get_by_role("link", name="Läs in den rättade filen").click()
    page.locator("input[type=file]").set_input_files(right)
    page.get_by_role("button", name="Se vad den innehåller").click()
    page.get_by_role("button", name="Kontrollera alla rader").click()
    page.get_by_role("button", name="Spara 3 rader").click()
    expect(page.locator(".notice.good")).to_contain_text("3 rader är sparade")

    page.goto(RESULTS + "support/import/")
    page.locator("input[type=file]").set_input_files(right)
    page.get_by_role("button", name="Se vad den innehåller").click()
    page.get_by_role("button", name="Kontrollera alla rader").click()
    expect(page.locator("main")).to_contain_text("Allt i filen finns redan")


def test_the_keyboard_is_enough(open_page: Open, demo: Demo) -> None:
    page = open_page(viewport={"width": 1440, "height": 900})
    page.goto(PROGRAMME)
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = page.evaluate("document.querySelector('main').contains(document.activeElement)")
    assert inside, "the skip link leads into the content"
    page.goto("/account/login/")
    page.locator("input[name=login]").focus()
    page.keyboard.type(demo.people["controller"])
    page.keyboard.press("Tab")
    page.keyboard.type(demo.password)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(PROGRAMME))
    seen = set()
    for _ in range(14):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.textContent.trim().slice(0, 30)"))
        outline = page.evaluate("(s => s.outlineStyle + s.boxShadow)(getComputedStyle(document.activeElement))")
        assert outline != "nonenone", "the focus is seen"
    assert {"Overview", "Initiatives", "Money"} <= seen


@pytest.mark.parametrize("width", [375, 1440])
def test_everything_works_without_javascript(open_page: Open, width: int) -> None:
    page = open_page("area_lead", java_script_enabled=False, viewport={"width": width, "height": 900})
    page.goto(PROGRAMME + "areas/life/")
    page.goto(PROGRAMME + "initiatives/new/")
    fill_initiative(page, f"Without script at {width}")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("h1")).to_contain_text(f"Without script at {width}")


def test_the_language_stays(open_page: Open) -> None:
    page = open_page()
    page.goto(PROGRAMME + "money/")
    page.get_by_role("button", name="Svenska").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    page.goto(PROGRAMME + "targets/")
    expect(page.locator("html")).to_have_attribute("lang", "sv")
