"""Offers out of the database, as a workbook or as Open Referral data."""

from typing import Any

from samspel.code_lists.offer_kinds import KINDS
from samspel.code_lists.prices import PRICES
from samspel.code_lists.size_classes import SIZES_FOR
from samspel.core import clock
from samspel.core.programmes.context import ReadContext
from samspel.frontdoor.models import Offer
from samspel.frontdoor.offers.formats.open_referral import ServiceRow, open_referral_document
from samspel.frontdoor.offers.labels import sector_name
from samspel.frontdoor.offers.queries.offers import offers_in_force
from samspel.frontdoor.offers.queries.table import offer_cells, offer_workbook, offers_with_links


def offers_as_workbook(context: ReadContext) -> bytes:
    """The programme's offers in force as an Excel file that can be brought in again."""
    rows = offers_with_links(offers_in_force(context.programme.pk)).order_by("code")
    return offer_workbook(context.structure, (offer_cells(offer) for offer in rows))


def offers_as_open_referral(context: ReadContext) -> dict[str, Any]:
    """The programme's offers in force as one Open Referral document."""
    rows = offers_with_links(offers_in_force(context.programme.pk)).order_by("code")
    return open_referral_document(context.programme.name, (open_referral_row(offer) for offer in rows), clock.today())


def open_referral_row(offer: Offer) -> ServiceRow:
    """An offer as the exchange has it."""
    owner = offer.organisation
    cells = offer_cells(offer) | {"municipality": offer.municipality_id, "kind": offer.kind, "price": offer.price}
    terms = [
        ("kind", offer.kind, str(KINDS[offer.kind])),
        ("price", offer.price, str(PRICES[offer.price])),
        *(("area", area.code, area.name) for area in offer.areas.all()),
        *(("size", code, str(SIZES_FOR[code])) for code in offer.sizes),
        *(("aimed_size", code, str(SIZES_FOR[code])) for code in offer.aimed_sizes),
        *(("sector", code, sector_name(code)) for code in offer.sectors),
        *(("region", partner.code, partner.name) for partner in offer.regions.all()),
    ]
    place = offer.municipality.name if offer.municipality else ""
    uses = [(use.year, use.text_sv, use.text_en) for use in offer.uses.all()]
    return ServiceRow(cells, owner.name, owner.shown_number, place, offer.confirmed_on, terms, uses)
