"""Every page, light and dark, narrow and wide: no accessibility violation, nothing outside the window."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import PROGRAMME, Open

pytestmark = pytest.mark.browser

SIZES = {"narrow": {"width": 375, "height": 812}, "wide": {"width": 1440, "height": 900}}
PUBLIC = [
    "/programmes/", "/accessibility/", "/privacy/", "/styleguide/", "/account/login/", "/account/password/reset/",
    "/account/signup/", "/finns-inte/", "/p/nordmark-2021-2027/", "/p/nordmark-2021-2027/money/",
    *(PROGRAMME + path for path in (
        "", "?as_of=2018-03-31", "areas/food/", "initiatives/", "initiatives/?q=inget-sådant", "initiatives/1/",
        "targets/", "money/", "organisation/", "about/", "rules/", "milestones/start/", "work-packages/life-system/",
        "figures/results.co01/", "figures/programme.budget/",
        "figures/results.private_investment/?reported=2019-03-31",
        "figures/results.co01/?area=food&partner=uppsala", "figures/results.co01/?area=food&also_area=life",
        "results/", "results/indicators/results.co01/", "results/indicators/results.co27/", "results/regions/sormland/",
        "results/horizontal/", "actors/", "actors/?text=universitet", "actors/system/", "actors/operations/",
        "analysis/regions/", "analysis/regions/?region=SE124", "analysis/within-reach/", "analysis/complementarity/",
        "analysis/areas/", "analysis/peers/", "analysis/past-projects/", "analysis/methods/location-quotient/",
        "actors/1/", "money/economy/", "figures/money.claimed/",
        "analysis/", "analysis/data/", "analysis/data/exempel-anstallda/", "analysis/data/exempel-struktur/?version=1",
        "analysis/methods/", "analysis/methods/location-quotient/",
        "analysis/numbers/location-quotient/?data=exempel-anstallda&region=SE125&activity=27&year=2019",
        "analysis/numbers/location-quotient/?data=exempel-anstallda",
        "find/", "find/?offer=hallbarhetslabb-livsmedel", "offers/", "offers/?text=bröd&kind=test_bed",
        "offers/?text=zzzz", "offers/hallbarhetslabb-livsmedel/", "figures/frontdoor.offers/",
        "challenges/", "challenges/1/", "challenges/1/ask/", "challenges/1/submit/", "challenges/4/",
        "challenges/mine/exempel-1-0/",
        "network/", "network/?kind=together&region=uppsala",
        "network/?since=2030-01-01", "coverage/", "coverage/?help=funding", "overlaps/",
        "overlaps/?kind=network", "gaps/",
        "figures/system.together/", "figures/system.reaching/?open_to=uppsala&help=training", "figures/system.unmet/",
        "find/", "find/?offer=hallbarhetslabb-livsmedel", "offers/", "offers/?text=bröd&kind=test_bed",
        "offers/?text=zzzz", "offers/hallbarhetslabb-livsmedel/", "figures/frontdoor.offers/",
    )),
]  # fmt: skip
WORKING = [
    "/account/2fa/", "/account/password/change/", "/account/email/", "/account/logout/", "/account/2fa/totp/activate/",
    *(PROGRAMME + path for path in (
        "analysis/weak-spots/", "analysis/weak-spots/note/?spot=peers:SE125:product", "analysis/within-reach/",
        "", "work/", "initiatives/new/", "initiatives/1/", "initiatives/1/edit/", "initiatives/1/void/",
        "work-packages/life-system/revise/", "milestones/start/", "figures/results.co01/",
        "history/programme.initiative/1/", "results/", "results/record/", "results/support/", "results/support/new/",
        "results/support/1/", "results/support/1/correct/", "results/support/1/take-back/", "results/collaboration/",
        "results/collaboration/new/", "results/support/import/", "results/checks/", "results/periods/",
        "results/periods/new/", "results/periods/1/", "results/periods/2/", "results/periods/3/",
        "results/horizontal/gender-equality/", "actors/new/", "actors/duplicates/",
        "money/economy/", "money/terms/", "money/claims/", "money/claims/new/", "money/claims/advance/",
        "money/claims/1/", "money/claims/2/", "money/claims/3/", "money/claims/3/uppsala/",
        "money/claims/3/sormland/", "money/claims/2/payment/", "money/books/", "money/costs/", "money/costs/1/",
        "money/costs/1/correct/", "money/costs/new/", "money/costs/hours/", "money/costs/income/",
        "money/aid/", "money/aid/register/", "money/aid/rates/", "money/aid/of/1/", "money/aid/of/1/?amount=1000",
        "money/aid/of/1/declare/", "money/aid/requests/1/", "money/funding/", "money/funding/1/", "money/funding/new/",
        "money/funding/1/requisition/", "money/funding/intakes/1/", "money/funding/paid-in/",
        "analysis/", "analysis/data/new/", "analysis/data/exempel-anstallda/", "analysis/computations/1/",
        "analysis/data/exempel-anstallda/describe/", "analysis/data/exempel-anstallda/import/",
        "money/plan/change/", "money/plan/versions/", "money/plan/euro/?day=2019-09-16",
        "challenges/", "challenges/new/", "challenges/1/", "challenges/1/jury/", "challenges/1/extend/",
        "challenges/1/cancel/", "challenges/2/", "challenges/4/", "challenges/4/close/",
        "offers/?standing=stale", "offers/new/", "offers/hallbarhetslabb-livsmedel/",
        "offers/hallbarhetslabb-livsmedel/edit/", "offers/open-referral/", "results/offer/import/",
        "figures/frontdoor.unmatched/",
        "referrals/", "referrals/?show=needs&region=all", "referrals/?show=overdue", "referrals/?show=ended&area=food",
        "network/", "gaps/", "gaps/?area=food",
        "referrals/figures/", "referrals/figures/?shown=answer_days", "referrals/1/", "referrals/1/organisation/",
        "referrals/2/forward/", "referrals/needs/1/", "figures/frontdoor.answer_days/",
        *(f"actors/1/{part}" for part in ("", "edit/", "functions/", "years/", "owners/", "contacts/")),
    )),
]  # fmt: skip
LOOKS = [(scheme, size) for scheme in ("light", "dark") for size in SIZES]


def check(page: Page, path: str) -> list[str]:
    """What is wrong with the page."""
    page.goto(path)
    wrong = []
    wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    if wide > window:
        wrong.append(f"{path}: {wide} px wide in a window of {window}")
    found: Any = Axe().run(page).response["violations"]
    wrong += [
        f"{path}: {v['id']}: {n['html'][:200]} {n.get('failureSummary', '')[:300]}"
        for v in found
        for n in v["nodes"][:3]
    ]
    return wrong


@pytest.mark.parametrize(("scheme", "size"), LOOKS)
def test_public_pages(open_page: Open, scheme: str, size: str) -> None:
    page = open_page(color_scheme=scheme, viewport=SIZES[size])
    assert [fault for path in PUBLIC for fault in check(page, path)] == []


@pytest.mark.parametrize(("scheme", "size"), LOOKS)
def test_working_pages(open_page: Open, scheme: str, size: str) -> None:
    page = open_page("programme_manager", language="sv", color_scheme=scheme, viewport=SIZES[size])
    assert [fault for path in WORKING for fault in check(page, path)] == []


@pytest.mark.parametrize(("scheme", "size"), LOOKS)
def test_an_actors_pages(open_page: Open, scheme: str, size: str) -> None:
    page = open_page("actor_member", language="sv", color_scheme=scheme, viewport=SIZES[size])
    page.goto(PROGRAMME + "desk/")
    one = page.locator("table.plain tbody th a").first.get_attribute("href") or ""
    assert [fault for path in (PROGRAMME + "desk/", one) for fault in check(page, path)] == []


@pytest.mark.parametrize(("scheme", "size"), LOOKS)
def test_the_askers_pages(open_page: Open, scheme: str, size: str) -> None:
    """A need on its way: suggestions, contact, sent, to be confirmed, open, closed."""
    page = open_page(color_scheme=scheme, viewport=SIZES[size])
    page.goto(PROGRAMME + "find/")
    page.locator("textarea").fill("Vi vill prova en robot som svetsar i vår verkstad, och lära oss programmera den")
    page.wait_for_timeout(2100)
    page.locator("main form button.btn").click()
    page.wait_for_selector("#suggestions")
    link = page.url
    faults = [*check(page, link), *check(page, f"{link}?edited=1&help=funding&municipality=SE1863&timing=now")]
    page.goto(link)
    page.locator(".offers input[name=offer]").first.check()
    page.locator("button[value=go]").click()
    page.wait_for_url("**/send/")
    faults += check(page, page.url)
    for name, value in (("name", "Eva"), ("email", "eva@example.org"), ("organisation_name", "Verkstaden")):
        page.locator(f"input[name={name}]").fill(value)
    page.wait_for_timeout(2100)
    page.locator("main form button.btn").click()
    page.wait_for_url(link)
    faults += check(page, link)
    page.locator(".notice a").click()
    faults += check(page, page.url)
    page.locator("main form button.btn").click()
    page.wait_for_url(link)
    faults += check(page, link)
    page.locator("button[value=withdraw]").last.click()
    assert [*faults, *check(page, link)] == []


@pytest.mark.parametrize(("scheme", "size"), LOOKS)
def test_a_jurors_pages(open_page: Open, scheme: str, size: str) -> None:
    page = open_page("evaluator", language="sv", color_scheme=scheme, viewport=SIZES[size])
    assert check(page, PROGRAMME + "challenges/2/table/") == []


@pytest.mark.parametrize(("scheme", "size"), LOOKS)
def test_the_administrators_page(open_page: Open, scheme: str, size: str) -> None:
    page = open_page("administrator", language="sv", color_scheme=scheme, viewport=SIZES[size])
    assert check(page, PROGRAMME + "people/") == []


@pytest.mark.parametrize(("scheme", "size"), LOOKS)
def test_a_form_with_errors(open_page: Open, scheme: str, size: str) -> None:
    page = open_page("programme_manager", color_scheme=scheme, viewport=SIZES[size])
    page.goto(PROGRAMME + "initiatives/new/")
    page.locator("main form button.btn").first.click()
    page.wait_for_selector(".errors, [role=alert]")
    found: Any = Axe().run(page).response["violations"]
    assert [v["id"] for v in found] == []
