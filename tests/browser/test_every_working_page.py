"""Every page of those who work in it: no accessibility violation, nothing outside the window, in any look."""

import pytest

from tests.browser.demo import PROGRAMME, Open
from tests.browser.looks import check, check_shown

pytestmark = pytest.mark.browser

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
PARTS = range(4)


@pytest.mark.parametrize("part", PARTS)
def test_working_pages(open_page: Open, part: int) -> None:
    page = open_page("programme_manager", language="sv")
    assert [fault for path in WORKING[part :: len(PARTS)] for fault in check(page, path)] == []


def test_an_actors_pages(open_page: Open) -> None:
    page = open_page("actor_member", language="sv")
    page.goto(PROGRAMME + "desk/")
    one = page.locator("table.plain tbody th a").first.get_attribute("href") or ""
    assert [fault for path in (PROGRAMME + "desk/", one) for fault in check(page, path)] == []


def test_a_jurors_pages(open_page: Open) -> None:
    page = open_page("evaluator", language="sv")
    assert check(page, PROGRAMME + "challenges/2/table/") == []


def test_the_administrators_page(open_page: Open) -> None:
    page = open_page("administrator", language="sv")
    assert check(page, PROGRAMME + "people/") == []


def test_a_form_with_errors(open_page: Open) -> None:
    page = open_page("programme_manager")
    page.goto(PROGRAMME + "initiatives/new/")
    page.locator("main form button.btn").first.click()
    page.wait_for_selector(".errors, [role=alert]")
    assert check_shown(page) == []
