"""Two hundred who search at once, against the demo as it is served: everybody gets the page."""

import urllib.request
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest

from tests.browser.demo import PROGRAMME, Demo, Open

pytestmark = pytest.mark.browser

AT_ONCE = 200
WORDS = ("robot som svetsar", "sell to hospitals", "biogas", "<b>", "'; --", "🥖", "ääkköset", "x" * 2_000)


def test_two_hundred_search_at_once(demo: Demo, open_page: Open) -> None:
    page = open_page(language="sv")
    page.goto(PROGRAMME + "find/")
    page.locator("textarea").fill("Vi bakar bröd och vill minska svinnet")
    page.wait_for_timeout(2100)
    page.locator("main form button.btn").click()
    page.wait_for_selector("#suggestions")
    need = page.url

    def one(number: int) -> tuple[int, bool]:
        """Every other asks for what fits the need, the rest look among the offers."""
        offers = f"{demo.url}{PROGRAMME}offers/?text={quote(WORDS[number % len(WORDS)])}"
        address = f"{need}?edited=1&timing=now" if number % 2 else offers
        with urllib.request.urlopen(address, timeout=120) as answer:
            return answer.status, "</html>" in answer.read().decode()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert set(pool.map(one, range(AT_ONCE))) == {(200, True)}
