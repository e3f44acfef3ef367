"""Finding by text, for lists, and finding the offers that answer a need."""

from collections.abc import Sequence

from samspel.core import clock
from samspel.core.programmes.models import Programme
from samspel.frontdoor.models import Need, Offer
from samspel.frontdoor.search.queries.matcher import matcher
from samspel.frontdoor.search.queries.records import offer_kind, sector_of, wanted_by
from samspel.frontdoor.search.services.index import index_catch_up_quietly, index_ensure
from samspel.matching import Hit, Matches, Near, NeedsRebuild, Wish

MOST = 200
GOOD, GOOD_BESIDE_THE_BEST = 0.17, 0.5
"""The strength, and the score beside the best hit, from which a hit counts as good: chosen on the relevance set, where
half of such hits are judged good and half of the good ones are such (decision 28)."""


class IndexNotReady(Exception):  # noqa: N818  named after what is the case
    """The index is being made and cannot be searched yet."""


def matches(wish: Wish) -> Matches:
    """The answer to a wish, by an index that has all that was saved before. BeingPrepared while it is being made."""
    index_catch_up_quietly()
    for _try in range(2):
        try:
            return matcher().match(wish)
        except NeedsRebuild:
            if not index_ensure():
                break
    raise IndexNotReady


def need_wish(need: Need, areas: Sequence[str], helps: Sequence[str], text: str = "", limit: int = 8) -> Wish:
    """What the need asks for. `text` is the need's own without the words that the reader took away."""
    today = clock.today()
    return Wish(
        text or need.text,
        language="en" if need.language == "en" else "sv",
        kinds=frozenset([offer_kind(need.programme_id)]),
        helps=frozenset(helps),
        areas=frozenset(areas),
        region=need.partner.code if need.partner else "",
        municipality=need.municipality_id or "",
        size=need.size,
        sector=sector_of(need.sector) or need.sector,
        trl=need.trl,
        wanted_by=wanted_by(need.timing, today),
        today=today,
        limit=limit,
    )


def offers_like(programme: Programme, text: str) -> list[int]:
    """Ids of the programme's offers that answer the text, best first."""
    wish = Wish(text, kinds=frozenset([offer_kind(programme.pk)]), limit=MOST, per_owner=MOST, today=clock.today())
    try:
        return [record_pk(hit) for hit in matches(wish).hits]
    except IndexNotReady:
        rows = Offer.objects.filter(programme=programme, title_sv__icontains=text)
        return list(rows.values_list("pk", flat=True)[:MOST])


def is_good_hit(hit: Hit) -> bool:
    """Whether the hit is likely to help, and not only the best there is."""
    return hit.strength >= GOOD and hit.score >= GOOD_BESIDE_THE_BEST


def record_pk(found: Hit | Near) -> int:
    """The id of the record behind a hit or a near miss."""
    return int(found.record.key.partition(":")[2])
