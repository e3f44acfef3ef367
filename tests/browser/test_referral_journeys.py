"""From request to support: an actor says yes, an officer sends on to another region, support is in the results."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import PROGRAMME, Open

pytestmark = pytest.mark.browser

QUEUE = PROGRAMME + "referrals/"


def first_request(page: Page, show: str, region: str = "all", state: str = "") -> str:
    """Open the first request of a list, in the state where one is named; returns its address."""
    page.goto(f"{QUEUE}?show={show}&region={region}")
    page.locator("table.plain tbody tr").filter(has_text=state).locator("th a").first.click()
    page.wait_for_url(re.compile(r"/referrals/\d+/"))
    return page.url


def button(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def sent_on(page: Page, to: str, value: str) -> None:
    """Send the request on the page to an actor or a region."""
    page.get_by_role("link", name="Skicka vidare", exact=True).click()
    field = page.locator(f"[name={to}]")
    if to == "partner":
        field.select_option(label=value)
    else:
        field.fill(value)
    page.locator("[name=note]").fill("Ni kan det här.")
    button(page, "Skicka vidare")
    expect(page.locator("main")).to_contain_text("Förfrågan är skickad vidare")


def test_an_actor_accepts_what_an_officer_sends_on(open_page: Open) -> None:
    """With and without JavaScript nothing differs: here without."""
    officer = open_page("programme_manager", language="sv", java_script_enabled=False)
    actor = open_page("actor_member", language="sv", java_script_enabled=False)
    actor.goto(PROGRAMME + "desk/")
    name = actor.locator("h1").inner_text()
    first_request(officer, "answer", state="Väntar på svar")
    sent_on(officer, "organisation", name)
    actor.goto(PROGRAMME + "desk/")
    actor.locator("h2#to-answer ~ .scroll tbody th a").last.click()
    main = actor.locator("main")
    expect(main).to_contain_text("Ni ser vem det är när ni har sagt att ni hjälper till")
    expect(main.locator("a[href^='mailto:']")).to_have_count(0)
    actor.get_by_role("link", name="Ja, vi kan hjälpa till", exact=True).click()
    actor.locator("[name=note]").fill("Vi ringer på torsdag.")
    button(actor, "Ja, vi kan hjälpa till")
    expect(main).to_contain_text("Ni har sagt ja")
    expect(main.locator("a[href^='mailto:']")).to_have_count(1)
    actor.goto(PROGRAMME + "work/")
    expect(actor.locator("main")).to_contain_text("Träffas om förfrågan")


def test_an_officer_sends_on_to_another_region_and_follows_it(open_page: Open) -> None:
    page = open_page("regional_officer", language="sv")
    first_request(page, "person", "", "Väntar på svar")
    sent_on(page, "partner", "Region Örebro län")
    expect(page.locator("main")).to_contain_text("Skickad vidare som behovets förfrågan")
    said = re.search(r"som nummer (\d+\.\d+)", page.locator("body").inner_text())
    assert said is not None
    for show, region in (("elsewhere", ""), ("person", "orebro")):
        page.goto(f"{QUEUE}?show={show}&region={region}")
        row = page.locator("table.plain tbody tr").filter(has=page.get_by_role("cell", name=said[1], exact=True))
        expect(row).to_have_count(1)
        expect(row).to_contain_text("Väntar på svar")


def test_support_from_a_request_is_in_the_results(open_page: Open) -> None:
    page = open_page("programme_manager", language="sv")
    address = first_request(page, "going")
    link = page.get_by_role("link", name="Ange vilken organisation som frågade", exact=True)
    if link.count():
        link.click()
        page.locator("[name=organisation]").fill("Exempelbolag 031 AB")
        button(page, "Spara")
        expect(page.locator("main")).to_contain_text("Nu kan stöd föras in")
    figure = PROGRAMME + "figures/frontdoor.supported/"
    page.goto(figure)
    before = int(page.locator("p.fig").inner_text().split()[0])
    page.goto(address)
    page.locator("input[name=hours]").first.fill("2,5")
    page.get_by_role("button", name="För in stöd", exact=True).first.click()
    expect(page.locator("main")).to_contain_text("Stödet är infört")
    page.get_by_role("link", name="Infört stöd", exact=True).first.click()
    expect(page.locator("h1")).to_contain_text("Stöd till företag")
    expect(page.locator("main")).to_contain_text("2,5")
    page.goto(figure)
    assert int(page.locator("p.fig").inner_text().split()[0]) == before + 1
