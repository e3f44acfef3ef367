"""Whose help crosses which borders: area by area, region by region. One statement."""

from collections.abc import Mapping
from dataclasses import dataclass

from samspel.frontdoor.figures import referrals as funnel
from samspel.frontdoor.figures import system as measures
from samspel.kernel.figures import Figure, Measure, Request, Slice, fetch
from samspel.programme.page import Page

Cells = Mapping[tuple[int, int], Figure]


@dataclass(frozen=True)
class Crossings:
    """Figures by (need's area, offer's area), and by (home region, helping region): requests, and those accepted."""

    areas: Cells
    requested: Cells
    accepted: Cells


def crossings(page: Page, where: Slice) -> Crossings:
    """The matrices of the slice."""
    asked = (
        (measures.between_areas, "area", "offer_area"),
        (funnel.requested, "home", "partner"),
        (funnel.accepted, "home", "partner"),
    )
    found = fetch([Request(measure, where, (first, second)) for measure, first, second in asked])
    cells = [
        _cells(page, where, measure, first, second, values)
        for (measure, first, second), values in zip(asked, found, strict=True)
    ]
    return Crossings(*cells)


def _cells(
    page: Page, where: Slice, measure: Measure, first: str, second: str, values: Mapping[tuple[int, ...], int]
) -> Cells:
    return {
        (one.id, other.id): page.figure(measure, values.get((one.id, other.id), 0), where, **{
            first: one.id, second: other.id,
        })
        for one in page.members(first)
        for other in page.members(second)
    }  # fmt: skip
