"""Offers that are like each other, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from samspel.core.programmes.context import ReadContext
from samspel.frontdoor.innovation_system.queries.terms import TermForms
from samspel.frontdoor.innovation_system.rules.likeness import similar_pairs, weighted_texts
from samspel.frontdoor.models import Offer
from samspel.frontdoor.offers.queries.offers import OfferRow, offer_audience, offer_row, offers_in_force

LEAST = 0.2  # cosine from which two offers are shown as alike
WORDS = 6


@dataclass(frozen=True)
class OfferPair:
    """Two offers, how alike their texts are (0–1), the words that make them so, and whether one actor gives both."""

    first: OfferRow
    second: OfferRow
    likeness: float
    words: Sequence[str]
    same_owner: bool

    @property
    def rows(self) -> tuple[OfferRow, OfferRow]:
        """Both, in order."""
        return self.first, self.second

    @property
    def whom(self) -> list[list[str]]:
        """Whom each is only for, in words; empty for everybody."""
        return [
            [word for _key, words in offer_audience(row.offer, list(row.offer.regions.all())) for word in words]
            for row in self.rows
        ]


def similar_offers(context: ReadContext, area: str = "", kind: str = "") -> list[OfferPair]:
    """Pairs of offers in force that are alike, the most alike first: by the owners' Swedish texts. With an area or a
    kind, pairs of which both have it."""
    rows = (
        offers_in_force(context.programme.pk)
        .select_related("organisation", "municipality")
        .prefetch_related("areas", "regions")
    )
    offers = {str(offer.pk): offer for offer in rows.order_by("pk")}
    wordings = TermForms()
    for key, offer in offers.items():
        wordings.add(key, f"{offer.title_sv}. {offer.title_sv}. {offer.text_sv}", "sv")
    pairs = similar_pairs(weighted_texts(wordings.texts), LEAST, terms=WORDS)
    found = []
    for pair in pairs:
        first, second = offers[pair.first], offers[pair.second]
        if _fits(first, area, kind) and _fits(second, area, kind):
            words = wordings.written(pair.shared, (pair.first, pair.second), WORDS)
            same = first.organisation_id == second.organisation_id
            found.append(OfferPair(offer_row(context, first), offer_row(context, second), pair.likeness, words, same))
    return found


def _fits(offer: Offer, area: str, kind: str) -> bool:
    return (not kind or offer.kind == kind) and (not area or area in {a.code for a in offer.areas.all()})
