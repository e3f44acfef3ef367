"""What step 2 shows: how a need was understood, and the offers that answer it with reasons and reservations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samspel.core.programmes.context import ReadContext
from samspel.frontdoor.models import Need, Offer
from samspel.frontdoor.needs import labels as needs_labels
from samspel.frontdoor.needs.queries.places import distance, distance_words
from samspel.frontdoor.needs.queries.understanding import NeedUnderstanding, need_words, understood_wish
from samspel.frontdoor.needs.rules.fit import AskedAspects, Aspect, fit
from samspel.frontdoor.needs.rules.need_text import helps_in
from samspel.frontdoor.offers.queries.offers import OfferRow, is_given, offer_row
from samspel.frontdoor.search.queries.matches import IndexNotReady, is_good_hit, matches, record_pk
from samspel.matching import Hit, Matches, Near
from samspel.ui.charts import FitMeter


@dataclass(frozen=True)
class OfferSuggestion:
    """An offer that answers the need."""

    place: int
    row: OfferRow
    reasons: Sequence[str]
    reservations: Sequence[str]
    meter: FitMeter
    distance: str
    score: float
    good: bool
    picked: bool

    @property
    def offer(self) -> Offer:
        """The offer."""
        return self.row.offer


@dataclass(frozen=True)
class OfferSuggestions:
    """The answer to a need. `text` is the need's, in pieces with whether they are marked as met."""

    hits: Sequence[OfferSuggestion]
    near: Sequence[tuple[Offer, str]]
    text: Sequence[tuple[str, bool]]
    left_out: int
    understood: NeedUnderstanding
    preparing: bool = False

    @property
    def good(self) -> int:
        """How many fit well."""
        return sum(hit.good for hit in self.hits)


@dataclass(frozen=True)
class PickedCodes:
    """Codes of offers that are ticked; `came_for` is one that the reader came from, shown in any case."""

    codes: frozenset[str] = frozenset()
    came_for: str = ""


@dataclass
class _PageNames:
    """What the page calls things."""

    names: needs_labels.ExplanationNames
    aspects: Mapping[Aspect, str] = field(default_factory=dict)


def offer_suggestions(
    context: ReadContext, need: Need, understood: NeedUnderstanding, picks: PickedCodes = PickedCodes()
) -> OfferSuggestions:
    """The offers that answer the need as it is understood."""
    try:
        found = matches(understood_wish(need, understood, need_words(need.text, need.language)))
    except IndexNotReady:
        return OfferSuggestions([], [], [(need.text, False)], 0, understood, preparing=True)
    offers = _offers(context, found, picks.came_for)
    names = _names(context)
    asked = frozenset(understood.helps) or frozenset(helps_in(need.text))
    shown = []
    extra = next((o for o in offers.values() if o.code == picks.came_for), None)
    if extra is not None and extra.pk not in {record_pk(hit) for hit in found.hits}:
        shown.append(_came_for(context, extra, understood))
    for hit in found.hits:
        if offer := offers.get(record_pk(hit)):
            shown.append(_suggestion(context, offer, hit, len(shown) + 1, understood, asked, names, picks))
    near = [(offers[record_pk(miss)], needs_labels.miss(miss.miss, names.names)) for miss in found.near_misses
            if record_pk(miss) in offers]  # fmt: skip
    places = needs_labels.places_met(hit.explanation for hit in found.hits)
    return OfferSuggestions(shown, near, needs_labels.marked(need.text, places), found.left_out, understood)


def _offers(context: ReadContext, found: Matches, came_for: str) -> dict[int, Offer]:
    every: list[Hit | Near] = [*found.hits, *found.near_misses]
    rows = Offer.objects.filter(programme=context.programme)
    rows = rows.filter(pk__in=[record_pk(each) for each in every]) | (
        rows.filter(code=came_for) if came_for else rows.none()
    )
    rows = rows.select_related("organisation", "municipality").prefetch_related("areas", "uses")
    return {offer.pk: offer for offer in rows if is_given(offer)}


def _suggestion(
    context: ReadContext, offer: Offer, hit: Hit, place: int, understood: NeedUnderstanding, asked: frozenset[str],
    names: _PageNames,
    picks: PickedCodes,
) -> OfferSuggestion:  # fmt: skip
    km = distance(understood.municipality, offer.municipality)
    home = context.structure.partner_of_municipality.get(
        understood.municipality.code if understood.municipality else ""
    )
    region = next((p.code for p in context.structure.partners if p.pk == home), "")
    levels = fit(
        hit.record, hit.explanation, hit.strength, AskedAspects(asked, region, understood.size, understood.timing, km)
    )
    reasons = needs_labels.reasons(hit.explanation, names.names)
    if use := next(iter(offer.uses.all()), None):
        reasons.append(use.text)
    return OfferSuggestion(
        place,
        offer_row(context, offer),
        reasons,
        needs_labels.reservations(hit.explanation, names.names),
        FitMeter([(names.aspects[aspect], level) for aspect, level in levels]),
        distance_words(km),
        hit.score,
        is_good_hit(hit),
        offer.code in picks.codes or offer.code == picks.came_for,
    )


def _came_for(context: ReadContext, offer: Offer, understood: NeedUnderstanding) -> OfferSuggestion:
    km = distance(understood.municipality, offer.municipality)
    words = [_("You came from this offer yourself.")]
    return OfferSuggestion(1, offer_row(context, offer), words, [], FitMeter([]), distance_words(km), 0.0, False, True)


def _names(context: ReadContext) -> _PageNames:
    structure = context.structure
    return _PageNames(
        needs_labels.ExplanationNames(
            "en" if get_language() == "en" else "sv",
            {area.code: area.short for area in structure.areas},
            {partner.code: partner.short for partner in structure.partners},
        ),
        {
            "subject": _("Subject"),
            "help": _("Kind of help"),
            "place": _("Place"),
            "time": _("Time"),
            "size": _("Size"),
        },
    )
