"""What every page is held to in each of its looks: light and dark, narrow and wide."""

from itertools import product
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

SIZES = ({"width": 375, "height": 812}, {"width": 1440, "height": 900})
SCHEMES = ("light", "dark")
LOOKS = tuple(product(SIZES, SCHEMES))
ALIKE = {"exclude": [["tbody tr:nth-child(n + 16)"]]}
"""The rows of a long table after the fifteenth are of the same template as those before. The first look goes through
all of them; in the other three, where they would take most of the time, they are left out."""


AXE_RUN = "part => axe.run({include: [['html']], ...part}, {resultTypes: ['violations']}).then(told => told.violations)"


def check(page: Page, path: str) -> list[str]:
    """What is wrong with the page at the path."""
    page.goto(path)
    return check_shown(page)


def check_shown(page: Page) -> list[str]:
    """What is wrong with the page as it stands: a fault of accessibility, or something outside the window."""
    wrong = []
    page.evaluate(AXE_SCRIPT)
    for size, scheme in LOOKS:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        where = f"{page.url}, {scheme}, {size['width']} px"
        wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        if wide > window:
            wrong.append(f"{where}: {wide} px wide in a window of {window}")
        part = {} if (size, scheme) == LOOKS[0] else ALIKE
        found: list[Any] = page.evaluate(AXE_RUN, part)
        wrong += [
            f"{where}: {v['id']}: {n['html'][:200]} {n.get('failureSummary', '')[:300]}"
            for v in found
            for n in v["nodes"][:3]
        ]
    return wrong
