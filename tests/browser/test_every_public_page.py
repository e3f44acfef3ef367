"""Every page that anybody may read: no accessibility violation, nothing outside the window, in any look."""

import pytest

from tests.browser.demo import PROGRAMME, Open
from tests.browser.looks import check

pytestmark = pytest.mark.browser

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
        "analysis/areas/", "analysis/peers/", "analysis/past-projects/",
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
    )),
]  # fmt: skip
PARTS = range(4)


@pytest.mark.parametrize("part", PARTS)
def test_public_pages(open_page: Open, part: int) -> None:
    page = open_page()
    assert [fault for path in PUBLIC[part :: len(PARTS)] for fault in check(page, path)] == []


def test_the_askers_pages(open_page: Open) -> None:
    """A need on its way: suggestions, contact, sent, to be confirmed, open, closed."""
    page = open_page()
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
