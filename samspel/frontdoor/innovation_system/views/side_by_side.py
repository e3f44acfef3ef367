"""Two offers beside each other, a row for each thing that may set them apart."""

from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from samspel.frontdoor.innovation_system.queries.overlaps import OfferPair
from samspel.frontdoor.offers.queries.offers import OfferRow
from samspel.ui.components import Column, Link, Table
from samspel.ui.templatetags.formats import listed
from samspel.ui.templatetags.parts import note
from samspel.web.page import Page


def side_by_side(page: Page, pair: OfferPair) -> Table:
    """A column for each of the two."""
    links = [Link(row.offer.title, page.url("frontdoor:offer", row.offer.code)) for row in pair.rows]
    rows: list[list[object]] = [
        [_("Actor"), *(row.offer.organisation.name for row in pair.rows)],
        [_("Kind of help"), *(row.kind for row in pair.rows)],
        [_("Where"), *map(_where, pair.rows)],
        [_("Areas"), *map(_areas, pair.rows)],
        [_("For whom"), *(listed(whom) or _("Everybody") for whom in pair.whom)],
        [_("Technology readiness"), *map(_readiness, pair.rows)],
        [_("Price"), *(row.price for row in pair.rows)],
        [_("How many a month"), *("–" if row.offer.capacity is None else row.offer.capacity for row in pair.rows)],
    ]
    return Table(", ".join(link.label for link in links), [Column(""), *map(Column, links)], rows, css="sides")


def _where(row: OfferRow) -> str:
    place = row.offer.municipality.name if row.offer.municipality else "–"
    return f"{place}, {row.region.short}" if row.region else place


def _areas(row: OfferRow) -> str:
    shown = format_html_join(", ", "{} {}", ((note(area.tone), area.short) for area in row.areas))
    return shown or _("All")


def _readiness(row: OfferRow) -> str:
    return f"{row.offer.trl_low}–{row.offer.trl_high}" if row.offer.trl_low else "–"
