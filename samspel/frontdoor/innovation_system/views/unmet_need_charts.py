"""Unmet needs as pages show them: to those who work in the programme, and to everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samspel.core.figures import Request, Slice, fetch
from samspel.frontdoor.innovation_system.figures import unmet
from samspel.frontdoor.innovation_system.queries.unmet_needs import UnmetNeedGroup, names_of_codes
from samspel.ui.charts import HeatCell, HeatMatrix, HeatRow
from samspel.ui.components import Link
from samspel.web.charts import datum
from samspel.web.page import Page

if TYPE_CHECKING:
    from samspel.frontdoor.models import Need


LENGTH = 110  # of a need's text in the list


@dataclass(frozen=True)
class UnmetNeedCard:
    """A group as it is shown. `needs` is empty to the public."""

    number: int
    words: Sequence[str]
    areas: Sequence[str]
    regions: Sequence[str]
    public: bool
    needs: Sequence[tuple[Link, str]]


def unmet_need_card(page: Page, group: UnmetNeedGroup, inside: bool) -> UnmetNeedCard:
    """The group to one reader; its needs only to those `inside`."""
    return UnmetNeedCard(
        len(group.needs),
        group.words,
        names_of_codes(group.areas, page.structure.areas),
        names_of_codes(group.regions, page.structure.partners),
        group.public,
        [_need(page, need) for need in group.needs] if inside else [],
    )


def matrix(page: Page, where: Slice) -> HeatMatrix:
    """Unmet needs by area and home region. One statement."""
    found = fetch([Request(unmet, where, ("area", "home"))])[0]
    homes = page.members("home")
    rows = [
        (
            HeatRow(area.short, area.tone),
            [
                HeatCell(datum(page.figure(unmet, found.get((area.pk, home.id), 0), where, area=area.pk, home=home.id)))
                for home in homes
            ],
        )
        for area in page.structure.areas
    ]
    note = _("A need of two areas is in both. Needs without an area, or from outside the regions, are in none.")
    return HeatMatrix(
        _("Needs without a good match, by area and region"), [HeatRow(h.label) for h in homes], rows, note
    )


def _need(page: Page, need: Need) -> tuple[Link, str]:
    text = " ".join(need.text.split())
    short = text if len(text) <= LENGTH else text[:LENGTH].rsplit(" ", 1)[0] + " …"
    number = _("Need %(number)s") % {"number": need.number}
    return Link(number, page.url("frontdoor:referral-need", need.pk)), short
