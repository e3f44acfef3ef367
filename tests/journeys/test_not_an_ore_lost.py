"""Money in the browser: from a controller's SIE file to the authority's decision, aid at the ceiling, co-financing."""

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.demo import PROGRAMME, Open
from tests.money.samples import sie_file

pytestmark = pytest.mark.browser

MONEY = PROGRAMME + "money/"
PART = MONEY + "claims/3/ostergotland/"
ROWS = [
    ("J", "901", date(2019, 2, 5), "6550", "12000.00", "Processtöd"),
    ("J", "902", date(2019, 3, 6), "5410", "2500.00", "Visningsmaterial"),
    ("J", "903", date(2019, 3, 7), "2641", "700.00", "Moms"),
    ("J", "904", date(2019, 4, 8), "6550", "9000.00", "Utredning"),
]
PDF = b"%PDF-1.4 faktura"


def row_of(page: Page, voucher: str) -> Locator:
    """The table's row for the voucher."""
    return page.locator("tr", has=page.get_by_role("link", name=voucher, exact=True))


def button(page: Page, words: str) -> Locator:
    return page.locator("main").get_by_role("button", name=words, exact=True)


def leave_out(page: Page, voucher: str, why: str) -> None:
    """Leave a row for a later claim."""
    row = row_of(page, voucher)
    row.locator("summary").click()
    row.locator("input[name=reason]").fill(why)
    row.get_by_role("button", name="Leave out").click()


def bring_in_the_books(page: Page, file: Path) -> None:
    """A controller chooses the project, maps the accounts and saves."""
    file.write_bytes(sie_file(ROWS, "Region Östergötland"))
    page.goto(MONEY + "books/")
    page.locator("input[type=file]").set_input_files(file)
    button(page, "See what it holds").click()
    page.get_by_label("P14", exact=False).check()
    button(page, "Keep the choice").click()
    page.locator("select[name=account_6550]").select_option("external")
    page.locator("select[name=account_2641]").select_option("other")
    page.locator("select[name=account_5410]").select_option("other")
    button(page, "Keep the categories").click()
    button(page, "Save the books").click()
    expect(page.locator(".notice.good").last).to_contain_text("4 new rows")


def mend_and_send_in(page: Page) -> None:
    """VAT that can be recovered is left out, and missing evidence attached; then the part is sent in."""
    page.goto(PART)
    button(page, "Put in what is not claimed").click()
    expect(page.locator("main")).to_contain_text("VAT is in the cost")
    leave_out(page, "J903", "Momsen dras av")
    expect(page.locator("main")).not_to_contain_text("VAT is in the cost")
    row_of(page, "J901").get_by_role("link").click()
    expect(page.locator("main")).to_contain_text("No evidence is attached yet")
    page.locator("input[name=title]").fill("Faktura 17")
    page.locator("input[type=file]").set_input_files({"name": "f.pdf", "mimeType": "application/pdf", "buffer": PDF})
    button(page, "Attach").click()
    expect(page.get_by_role("link", name="Faktura 17")).to_be_visible()
    page.goto(PART)
    button(page, "Send in the part").click()
    expect(page.locator("main dl")).to_contain_text("sent in")


def approve(page: Page, partner: str) -> None:
    page.goto(f"{MONEY}claims/3/{partner}/")
    button(page, "Approve the part").click()
    expect(page.locator("main dl")).to_contain_text("checked")


def test_from_the_books_to_the_authoritys_decision_and_the_next_claim(open_page: Open, tmp_path: Path) -> None:
    controller = open_page("controller")
    bring_in_the_books(controller, tmp_path / "bok.se")
    mend_and_send_in(controller)

    sormland = open_page("controller.sormland")
    sormland.goto(MONEY + "claims/3/sormland/")
    button(sormland, "Send in the part").click()

    lead = open_page("programme_manager")
    lead.goto(PART)
    row_of(lead, "J902").locator("input[name=row]").check()
    lead.locator("[name=comment]").fill("Vad visades?")
    button(lead, "Return").click()

    controller.goto(PART)
    expect(controller.locator("main")).to_contain_text("Vad visades?")
    row_of(controller, "J902").get_by_role("button", name="Put back").click()
    button(controller, "Send in the part").click()

    lead.goto(PART)
    leave_out(lead, "J904", "Upphandlingen granskas")
    for partner in ("ostergotland", "sormland", "uppsala", "orebro"):
        approve(lead, partner)
    lead.goto(MONEY + "claims/3/")
    lead.get_by_role("link", name="Send the claim").click()
    lead.locator("[name=signed_by]").fill("Anna Chef")
    button(lead, "Send").click()
    decide(lead)
    take_in_the_next(lead, controller)


def decide(lead: Page) -> None:
    """The authority takes 500 off a row; declared is certified, deducted and parked."""
    lead.get_by_role("link", name="Record the decision").click()
    lead.locator("[name=decided_on]").fill("2019-09-30")
    lead.locator("[name=reference]").fill("D 2019-3")
    row = lead.locator("tr", has=lead.locator("th", has_text="J901"))
    row.locator("summary").click()
    row.get_by_label("Deducted, J901").fill("500")
    row.get_by_label("Reason, J901").fill("Moms")
    button(lead, "Record the decision").click()
    sums = lead.locator("p", has_text=re.compile("^Declared .* = certified"))
    told = [round(float(n.replace(",", "")), 2) for n in re.findall(r"[\d,]+(?:\.\d+)?", sums.inner_text())]
    assert told[2] == 500
    assert round(told[1] + told[2] + told[3], 2) == told[0]


def take_in_the_next(lead: Page, controller: Page) -> None:
    """The next claim takes what was left out."""
    lead.goto(MONEY + "claims/new/")
    lead.locator("[name=first_day]").fill("2019-07-01")
    lead.locator("[name=last_day]").fill("2019-09-30")
    button(lead, "Make the claim").click()
    controller.goto(MONEY + "claims/4/ostergotland/")
    button(controller, "Put in what is not claimed").click()
    expect(row_of(controller, "J904")).to_contain_text("9,000")


def test_a_company_signs_and_an_officer_is_stopped_at_the_ceiling(open_page: Open) -> None:
    company = open_page("company_contact", language="sv")
    company.goto(PROGRAMME + "actors/1/")
    company.get_by_role("link", name="Stöd av mindre betydelse").click()
    company.get_by_role("link", name="Lämna intyg om stöd").click()
    company.get_by_label("Vem som beviljade det, 1").fill("Almi")
    company.get_by_label("Beslutsdag, 1").fill("2019-03-01")
    company.get_by_label("Belopp i euro, 1").fill("195 000,50")
    company.get_by_label("Namn på den behöriga").fill("Olle Berg")
    button(company, "Skriv under").click()
    expect(company.locator(".errors")).to_be_visible()
    company.get_by_label("Jag intygar").check()
    button(company, "Skriv under").click()
    expect(company.locator("main")).to_contain_text("Olle Berg")

    officer = open_page("regional_officer", language="sv")
    officer.goto(PROGRAMME + "work/")
    officer.get_by_role("link", name=re.compile("intyg", re.IGNORECASE)).click()
    button(officer, "Godkänn").first.click()
    officer.goto(MONEY + "aid/rates/")
    officer.locator("[name=day]").fill("2019-09-27")
    officer.locator("[name=rate]").fill("10,6958")
    officer.locator("[name=source]").fill("Exempel")
    button(officer, "Lägg in").click()
    officer.goto(PROGRAMME + "results/support/new/")
    officer.locator("[name=organisation]").fill("Exempelbolag 001 AB")
    officer.locator("[name=kind]").select_option(label="Bidrag")
    officer.locator("[name=occurred_on]").fill("2019-09-27")
    officer.locator("[name=amount]").fill("100 000")
    officer.locator("details", has=officer.locator("[name=aid_basis]")).locator("summary").click()
    officer.locator("[name=aid_basis]").select_option("de_minimis")
    officer.locator("[name=area]").select_option(label="Hållbar livsmedelsförsörjning")
    officer.locator("[name=evidence]").fill("RS 2019-0500")
    button(officer, "Spara").click()
    told = officer.locator("main")
    expect(told).to_contain_text("skulle gå över taket")
    expect(told).to_contain_text("Almi 195 000,50 euro")


def test_co_financing_from_application_to_payment(open_page: Open) -> None:
    lead = open_page("programme_manager")
    lead.goto(MONEY + "funding/")
    lead.get_by_role("link", name="Write an application").click()
    lead.locator("[name=intake]").select_option(label="Utlysning hösten 2019, Sörmland Regional Council")
    button(lead, "Begin").click()
    lead.get_by_role("link", name="Hand it in").click()
    button(lead, "Hand it in").click()
    expect(lead.locator("main dl").first).to_contain_text("handed in")
    here = lead.url

    people = [open_page("regional_officer"), open_page("controller.sormland")]
    for reader in people:
        reader.goto(here)
        expect(reader.locator("main")).to_contain_text("Declare first")
        reader.get_by_role("link", name="Declare your interest").click()
        reader.get_by_label("I have none").check()
        button(reader, "Declare your interest").click()
    officer, controller = people
    officer.get_by_role("link", name="Find it complete").click()
    officer.locator("input[name=rank]").first.check()
    button(officer, "Find it complete").click()
    for reader in people:
        reader.goto(here)
        expect(reader.locator("main")).not_to_contain_text("of 5, together")
        reader.get_by_role("link", name="Score it").click()
        for group in reader.locator("fieldset").all():
            group.get_by_label("4", exact=True).check()
        button(reader, "Score it").click()
        expect(reader.locator("main")).to_contain_text("of 5, together")
    officer.goto(here)
    officer.get_by_role("link", name="Propose to the committee").click()
    officer.get_by_label("Grant").check()
    officer.locator("[name=reasons]").fill("It reaches the goals.")
    officer.locator("[name=conditions]").fill("Report each year")
    button(officer, "Propose to the committee").click()
    expect(officer.get_by_role("link", name="Record the decision")).to_have_count(0)

    controller.goto(here)
    controller.get_by_role("link", name="Record the decision").click()
    controller.locator("[name=committee]").fill("Nämnden")
    controller.locator("[name=day]").fill("2019-09-30")
    controller.locator("[name=paragraph]").fill("§ 12")
    button(controller, "Record the decision").click()
    expect(controller.locator("main")).to_contain_text("The application is granted.")

    lead.goto(here)
    lead.get_by_role("link", name="Ask for payment").click()
    lead.locator("[name=amount]").fill("100000")
    lead.locator("[name=reference]").fill("R-1")
    button(lead, "Ask for payment").click()
    with lead.expect_download() as waited:
        lead.get_by_role("link", name="Memorandum, Word").click()
    assert waited.value.suggested_filename.endswith(".docx")
    controller.goto(here)
    controller.get_by_role("link", name="Note it as paid").click()
    controller.locator("[name=reference]").fill("BG 1")
    button(controller, "Save").click()
    expect(controller.locator("main")).to_contain_text("Paid 30 September 2019")
