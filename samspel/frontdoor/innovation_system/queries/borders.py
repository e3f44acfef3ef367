"""Whose help crosses which borders: area by area, region by region. One statement."""

from collections.abc import Mapping
from dataclasses import dataclass

from samspel.core.figures import Figure, Measure, Request, Slice, fetch
from samspel.core.programmes.context import ReadContext
from samspel.frontdoor.innovation_system import figures as measures
from samspel.frontdoor.referrals import figures as funnel

Cells = Mapping[tuple[int, int], Figure]


@dataclass(frozen=True)
class BorderMatrices:
    """Figures by (need's area, offer's area), and by (home region, helping region): requests, and those accepted."""

    areas: Cells
    requested: Cells
    accepted: Cells


def border_matrices(context: ReadContext, where: Slice) -> BorderMatrices:
    """The matrices of the slice."""
    asked = (
        (measures.between_areas, "area", "offer_area"),
        (funnel.requested, "home", "partner"),
        (funnel.accepted, "home", "partner"),
    )
    found = fetch([Request(measure, where, (first, second)) for measure, first, second in asked])
    cells = [
        _cells(context, where, measure, first, second, values)
        for (measure, first, second), values in zip(asked, found, strict=True)
    ]
    return BorderMatrices(*cells)


def _cells(
    context: ReadContext, where: Slice, measure: Measure, first: str, second: str, values: Mapping[tuple[int, ...], int]
) -> Cells:
    return {
        (one.id, other.id): context.figure(measure, values.get((one.id, other.id), 0), where, **{
            first: one.id, second: other.id,
        })
        for one in context.members(first)
        for other in context.members(second)
    }  # fmt: skip
