"""A company finds help in three steps, with JavaScript and without; an actor keeps an offer true."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import PROGRAMME, Open

pytestmark = pytest.mark.browser

BAKER = (
    "Vi har ett litet bageri i Vingåker med 6 anställda. Vårt rågbröd blir torrt tredje dagen och mögel på femte. "
    "Vem kan hjälpa oss prova hur det kan hålla längre?"
)
NARROW: dict[str, Any] = {"viewport": {"width": 375, "height": 812}}


def written(page: Page, text: str = BAKER) -> None:
    """Step 1."""
    page.goto(f"{PROGRAMME}find/")
    page.get_by_label("Berätta med egna ord").fill(text)
    page.get_by_label("Var finns ni?").select_option(label="Vingåker")
    page.wait_for_timeout(2100)  # a person takes longer than a program
    page.get_by_role("button", name="Se vad som passar").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("förslag")


def sent(page: Page) -> None:
    """Step 3, up to the page that shows how it goes. The demo shows the link that would have been mailed."""
    page.get_by_role("button", name="Gå vidare till kontakt").click()
    page.get_by_label("Ditt namn").fill("Eva Bagare")
    page.get_by_label("E-post").fill("eva@bageriet.example")
    page.get_by_label("Företag eller organisation").fill("Bageriet i Vingåker")
    page.wait_for_timeout(2100)
    page.get_by_role("button", name="Skicka förfrågan").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("bekräfta via e-post")
    page.get_by_role("link", name="Öppna bekräftelselänken").click()
    page.get_by_role("button", name="Ja, skicka mitt behov").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("på väg")


@pytest.mark.parametrize("script", [True, False])
def test_the_baker_gets_help_in_three_steps(open_page: Open, script: bool) -> None:
    page = open_page(language="sv", java_script_enabled=script, **NARROW)
    written(page)
    first = page.locator(".offers > li").first
    expect(first).to_contain_text("Provkök och hållbarhetslabb för livsmedel")
    expect(first).to_contain_text("Ni skrev")
    first.get_by_role("checkbox").check()
    page.get_by_label("När vill ni börja?").select_option(label="Inom två veckor")
    if not script:
        page.get_by_role("button", name="Uppdatera förslagen").click()
        page.locator(".offers > li").first.get_by_role("checkbox").check()
    else:
        page.wait_for_url("**edited=1**")
        expect(page.locator(".offers > li").first.get_by_role("checkbox")).to_be_checked()
    sent(page)
    expect(page.get_by_text("Väntar på svar", exact=True)).to_be_visible()
    page.get_by_role("button", name=re.compile("Ta tillbaka.*Provkök")).click()
    expect(page.get_by_text("Återtagen", exact=True)).to_be_visible()
    page.get_by_role("button", name="Radera mina uppgifter").click()
    expect(page.get_by_text("Era uppgifter är raderade. Behovet")).to_be_visible()


def test_tags_change_the_suggestions_at_once(open_page: Open) -> None:
    page = open_page(language="sv")
    written(page, "Vi vill prova en robot som svetsar, och lära oss programmera den")
    before = page.locator(".offers h3").all_inner_texts()
    page.locator("summary", has_text="Bara dessa slag av hjälp").click()
    page.get_by_label("Utbildning", exact=True).check()
    page.wait_for_url("**help=training**")
    expect(page.locator(".offers .kind").first).to_contain_text("Utbildning")
    assert page.locator(".offers h3").all_inner_texts() != before
    page.locator("summary", has_text="nästan passar").click()
    expect(page.get_by_text("är ett annat slag av hjälp").first).to_be_visible()
    page.go_back()
    page.wait_for_url(lambda url: "help=training" not in url)


def test_there_is_a_person_behind_it(open_page: Open) -> None:
    page = open_page(language="sv", java_script_enabled=False)
    written(page)
    page.get_by_role("button", name="Låt en människa hjälpa mig").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vilka är ni")
    expect(page.get_by_text("en utvecklare på")).to_be_visible()


def test_an_actor_keeps_an_offer_true(open_page: Open) -> None:
    page = open_page("actor_member", language="sv", java_script_enabled=False)
    page.goto(f"{PROGRAMME}offers/?standing=every")
    expect(page.get_by_text("7 erbjudanden")).to_be_visible()
    page.locator(".offers h2 a").first.click()
    page.get_by_role("button", name="Det stämmer fortfarande").click()
    expect(page.get_by_text("Tack. Erbjudandet är bekräftat.")).to_be_visible()
    page.get_by_role("link", name="Ändra").click()
    page.get_by_label("Antal i månaden").fill("3")
    page.get_by_role("button", name="Spara erbjudandet").click()
    expect(page.get_by_text("3 i månaden")).to_be_visible()
