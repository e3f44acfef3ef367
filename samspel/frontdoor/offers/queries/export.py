"""Offers out of the database, as a workbook or as Open Referral data."""

from typing import Any

from samspel.core import clock
from samspel.core.programmes.context import ReadContext
from samspel.frontdoor.models import Offer
from samspel.frontdoor.offers.formats.open_referral import ServiceRow, document
from samspel.frontdoor.offers.labels import KINDS, PRICES, SIZES, sector_name
from samspel.frontdoor.offers.queries.offers import in_force
from samspel.frontdoor.offers.queries.table import cells_of, with_links, workbook


def as_workbook(context: ReadContext) -> bytes:
    """The programme's offers in force as an Excel file that can be brought in again."""
    rows = with_links(in_force(context.programme.pk)).order_by("code")
    return workbook(context.structure, (cells_of(offer) for offer in rows))


def as_open_referral(context: ReadContext) -> dict[str, Any]:
    """The programme's offers in force as one Open Referral document."""
    rows = with_links(in_force(context.programme.pk)).order_by("code")
    return document(context.programme.name, (service_row(offer) for offer in rows), clock.today())


def service_row(offer: Offer) -> ServiceRow:
    """An offer as the exchange has it."""
    owner = offer.organisation
    cells = cells_of(offer) | {"municipality": offer.municipality_id, "kind": offer.kind, "price": offer.price}
    terms = [
        ("kind", offer.kind, str(KINDS[offer.kind])),
        ("price", offer.price, str(PRICES[offer.price])),
        *(("area", area.code, area.name) for area in offer.areas.all()),
        *(("size", code, str(SIZES[code])) for code in offer.sizes),
        *(("aimed_size", code, str(SIZES[code])) for code in offer.aimed_sizes),
        *(("sector", code, sector_name(code)) for code in offer.sectors),
        *(("region", partner.code, partner.name) for partner in offer.regions.all()),
    ]
    place = offer.municipality.name if offer.municipality else ""
    uses = [(use.year, use.text_sv, use.text_en) for use in offer.uses.all()]
    return ServiceRow(cells, owner.name, owner.shown_number, place, offer.confirmed_on, terms, uses)
