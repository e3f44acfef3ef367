"""What every page is held to in each of its looks: light and dark, narrow and wide."""

from itertools import product
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

SIZES = ({"width": 375, "height": 812}, {"width": 1440, "height": 900})
SCHEMES = ("light", "dark")


def check(page: Page, path: str) -> list[str]:
    """What is wrong with the page at the path."""
    page.goto(path)
    return check_shown(page)


def check_shown(page: Page) -> list[str]:
    """What is wrong with the page as it stands: a fault of accessibility, or something outside the window."""
    wrong = []
    page.evaluate(AXE_SCRIPT)
    for size, scheme in product(SIZES, SCHEMES):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        where = f"{page.url}, {scheme}, {size['width']} px"
        wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        if wide > window:
            wrong.append(f"{where}: {wide} px wide in a window of {window}")
        found: list[Any] = page.evaluate("axe.run({resultTypes: ['violations']}).then(told => told.violations)")
        wrong += [
            f"{where}: {v['id']}: {n['html'][:200]} {n.get('failureSummary', '')[:300]}"
            for v in found
            for n in v["nodes"][:3]
        ]
    return wrong
