"""What an indicator officer does all year: record, bring in, report; and what the programme answers."""

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PROGRAMME, Open

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


def test_a_form_keeps_what_was_typed_and_suggests_whom_was_meant(open_page: Open) -> None:
    page = open_page("regional_officer", language="sv")
    page.goto(RESULTS + "support/new/")
    page.locator("input[name=organisation]").fill("Exempelbolag 20")
    page.locator("input[name=hours]").fill("tre")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.locator(".errors")).to_contain_text("Menade du")
    expect(page.locator(".errors")).to_contain_text("”tre” är inte ett tal")
    expect(page.locator("input[name=hours]")).to_have_value("tre")


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
    expect(page.locator(".errors")).to_contain_text("3 rader behöver rättas")
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
