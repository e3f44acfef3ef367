"""An evaluator brings in statistics with faults, mends them, starts a computation and comes back."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.demo import PROGRAMME, Open

pytestmark = pytest.mark.browser

ANALYSIS = PROGRAMME + "analysis/"
FAULTY = "region;näringsgren;år;antal\nSE121;10;2018;100\nSE022;21;2018;250\nSE124;28;2018;-4\nSE125;27;2019;80\n"


def no_violations(page: Page) -> None:
    found: Any = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found] == []


def give(page: Page, name: str, text: str) -> None:
    page.set_input_files("input[name=file]", {"name": name, "mimeType": "text/csv", "buffer": text.encode()})
    page.get_by_role("button", name="Se vad den innehåller").click()
    page.get_by_role("button", name="Kontrollera alla värden").click()


def test_a_file_is_mended_and_a_computation_left_and_come_back_to(open_page: Open) -> None:
    page = open_page("evaluator", language="sv")
    page.goto(ANALYSIS)
    page.get_by_role("link", name="Ny datamängd").click()
    for name, text in {
        "code": "provdata", "name_sv": "Provdata", "name_en": "Trial data", "source": "Prov", "unit_sv": "anställda",
        "unit_en": "employed",
    }.items():  # fmt: skip
        page.locator(f"input[name={name}]").fill(text)
    page.get_by_role("button", name="Skapa och läs in en fil").click()

    give(page, "fel.csv", FAULTY)
    main = page.locator("main")
    expect(main).to_contain_text("3 saker behöver rättas")
    expect(main).to_contain_text("SE022 (Södermanlands län) hör till en äldre version")
    expect(main).to_contain_text("I ”antal” står ”-4”")
    expect(page.get_by_role("button", name="som en ny version")).to_have_count(0)
    no_violations(page)

    page.goto(ANALYSIS + "data/provdata/import/")
    give(page, "rätt.csv", FAULTY.replace("-4", "4"))
    page.locator("input[name=recode]").check()
    page.get_by_role("button", name="Kontrollera igen").click()
    expect(main).to_contain_text("SE022 läses som SE122")
    page.locator("input[name=vintage]").fill("2020")
    page.get_by_role("button", name="Spara 4 värden som en ny version").click()
    expect(main).to_contain_text("Version 1 är sparad")
    no_violations(page)

    page.get_by_role("link", name="Se datamängden").click()
    page.get_by_role("button", name="Summor per år, region och verksamhet").click()
    page.goto(PROGRAMME)  # left while it waits
    page.goto(ANALYSIS)
    page.get_by_role("row", name="Provdata, version 1").get_by_role("link").click()
    expect(main).to_contain_text("Västmanlands län", timeout=60_000)  # the page looks again by itself
    no_violations(page)
