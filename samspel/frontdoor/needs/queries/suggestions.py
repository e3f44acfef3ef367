"""What step 2 shows: how a need was understood, and the offers that answer it with reasons and reservations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samspel.core.programmes.context import ReadContext
from samspel.frontdoor.models import Need, Offer
from samspel.frontdoor.needs import labels as needs_labels
from samspel.frontdoor.needs.queries.places import distance, distance_words, pins
from samspel.frontdoor.needs.rules.fit import Asked, Aspect, fit
from samspel.frontdoor.needs.rules.need_text import helps_in, size_in, timing_in, without
from samspel.frontdoor.needs.services.need import Understanding, given
from samspel.frontdoor.offers.queries.offers import Row, row_of
from samspel.frontdoor.search.queries.matches import BeingPrepared, is_good, matches, pk_of, wish_of
from samspel.frontdoor.search.services.matcher import matcher
from samspel.matching import Hit, Matches, Near, Wish
from samspel.ui.charts import FitMeter, PinMap

SHOWN, WORDS_SHOWN = 6, 12
AREA_SHARE = 0.34  # of the scores of the best, for an area to be taken as the need's


@dataclass(frozen=True)
class Suggestion:
    """An offer that answers the need."""

    place: int
    row: Row
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
class Suggestions:
    """The answer to a need. `text` is the need's, in pieces with whether they are marked as met."""

    hits: Sequence[Suggestion]
    near: Sequence[tuple[Offer, str]]
    text: Sequence[tuple[str, bool]]
    left_out: int
    map: PinMap | None
    understood: Understanding
    preparing: bool = False

    @property
    def good(self) -> int:
        """How many fit well."""
        return sum(hit.good for hit in self.hits)


@dataclass(frozen=True)
class Picks:
    """Codes of offers that are ticked; `came_for` is one that the reader came from, shown in any case."""

    codes: frozenset[str] = frozenset()
    came_for: str = ""


@dataclass
class _Names:
    """What the page calls things."""

    names: needs_labels.Names
    aspects: Mapping[Aspect, str] = field(default_factory=dict)


def words_of(text: str, language: str) -> list[str]:
    """The words of a text by which most is found, the rarest in the index: at most twelve, in the text's order."""
    side: Any = "en" if language == "en" else "sv"
    tokens: dict[str, Any] = {}
    for token in matcher().analyser.analyse(text, side).tokens:
        if not token.weak and not token.surface.isdecimal():
            tokens.setdefault(token.word, token)
    found = list(tokens.values())[:200]
    index = matcher().index
    try:
        counts = index.frequencies([(side, "words", token.word) for token in found])
    except Exception:  # an index that is not there knows no frequencies; the words are then as they stand
        counts = [1] * len(found)
    telling = sorted(range(len(found)), key=lambda at: (counts[at] == 0, counts[at], at))[:WORDS_SHOWN]
    return [found[at].surface for at in sorted(telling)]


def first_understanding(context: ReadContext, need: Need) -> Understanding:
    """How the text alone is understood: size, time, and the areas of what answers it best."""
    base = Understanding(municipality=need.municipality, size=size_in(need.text), timing=timing_in(need.text))
    try:
        found = matches(_wish(need, base, []))
    except BeingPrepared:
        return base
    mass: dict[str, float] = {}
    whole = 0.0
    for hit in found.hits:
        whole += hit.score
        for code in hit.record.areas:
            mass[code] = mass.get(code, 0.0) + hit.score
    areas = [area for area in context.structure.areas if whole and mass.get(area.code, 0.0) >= AREA_SHARE * whole]
    return replace(base, areas=areas if len(areas) < len(context.structure.areas) else ())


def kept_understanding(need: Need) -> Understanding:
    """How a draft was understood when something was picked from it."""
    return Understanding(
        list(need.areas.all()), need.tags.get("helps", []), need.tags.get("without", []), need.municipality, need.size,
        need.sector, need.timing,
    )  # fmt: skip


def suggest(context: ReadContext, need: Need, understood: Understanding, picks: Picks = Picks()) -> Suggestions:
    """The offers that answer the need as it is understood."""
    try:
        found = matches(_wish(need, understood, words_of(need.text, need.language)))
    except BeingPrepared:
        return Suggestions([], [], [(need.text, False)], 0, None, understood, preparing=True)
    offers = _offers(context, found, picks.came_for)
    names = _names(context)
    asked = frozenset(understood.helps) or frozenset(helps_in(need.text))
    shown = []
    extra = next((o for o in offers.values() if o.code == picks.came_for), None)
    if extra is not None and extra.pk not in {pk_of(hit) for hit in found.hits}:
        shown.append(_came_for(context, extra, understood))
    for hit in found.hits:
        if offer := offers.get(pk_of(hit)):
            shown.append(_suggestion(context, offer, hit, len(shown) + 1, understood, asked, names, picks))
    near = [(offers[pk_of(miss)], needs_labels.miss(miss.miss, names.names)) for miss in found.near_misses
            if pk_of(miss) in offers]  # fmt: skip
    places = needs_labels.places_met(hit.explanation for hit in found.hits)
    drawn = pins(context, understood.municipality, [(s.place, s.offer.municipality, s.offer.title) for s in shown])
    return Suggestions(shown, near, needs_labels.marked(need.text, places), found.left_out, drawn, understood)


def _wish(need: Need, understood: Understanding, words: Sequence[str]) -> Wish:
    """The need as it is understood, as a wish."""
    text = need.text
    if understood.without:
        side: Any = "en" if need.language == "en" else "sv"
        gone = {word.casefold() for word in understood.without}
        tokens = matcher().analyser.analyse(text, side).tokens
        words_gone = {token.word for token in tokens if token.surface.casefold() in gone}
        text = without(text, [(token.start, token.end) for token in tokens if token.word in words_gone])
    asked = Need(
        programme_id=need.programme_id, text=need.text, language=need.language, size=understood.size,
        sector=understood.sector, timing=understood.timing, municipality=understood.municipality, trl=need.trl,
    )  # fmt: skip
    asked.partner = _home(need, understood)
    areas = [area.code for area in understood.areas]
    return wish_of(asked, areas, understood.helps, text, SHOWN)


def _home(need: Need, understood: Understanding) -> Any:
    from samspel.core.programmes.structure import structure_of

    structure = structure_of(need.programme)
    place = understood.municipality.code if understood.municipality else ""
    pk = structure.partner_of_municipality.get(place)
    return next((partner for partner in structure.partners if partner.pk == pk), None)


def _offers(context: ReadContext, found: Matches, came_for: str) -> dict[int, Offer]:
    every: list[Hit | Near] = [*found.hits, *found.near_misses]
    rows = Offer.objects.filter(programme=context.programme)
    rows = rows.filter(pk__in=[pk_of(each) for each in every]) | (
        rows.filter(code=came_for) if came_for else rows.none()
    )
    rows = rows.select_related("organisation", "municipality").prefetch_related("areas", "uses")
    return {offer.pk: offer for offer in rows if given(offer)}


def _suggestion(
    context: ReadContext, offer: Offer, hit: Hit, place: int, understood: Understanding, asked: frozenset[str], names: _Names,
    picks: Picks,
) -> Suggestion:  # fmt: skip
    km = distance(understood.municipality, offer.municipality)
    home = context.structure.partner_of_municipality.get(
        understood.municipality.code if understood.municipality else ""
    )
    region = next((p.code for p in context.structure.partners if p.pk == home), "")
    levels = fit(
        hit.record, hit.explanation, hit.strength, Asked(asked, region, understood.size, understood.timing, km)
    )
    reasons = needs_labels.reasons(hit.explanation, names.names)
    if use := next(iter(offer.uses.all()), None):
        reasons.append(use.text)
    return Suggestion(
        place,
        row_of(context, offer),
        reasons,
        needs_labels.reservations(hit.explanation, names.names),
        FitMeter([(names.aspects[aspect], level) for aspect, level in levels]),
        distance_words(km),
        hit.score,
        is_good(hit),
        offer.code in picks.codes or offer.code == picks.came_for,
    )


def _came_for(context: ReadContext, offer: Offer, understood: Understanding) -> Suggestion:
    km = distance(understood.municipality, offer.municipality)
    words = [_("You came from this offer yourself.")]
    return Suggestion(1, row_of(context, offer), words, [], FitMeter([]), distance_words(km), 0.0, False, True)


def _names(context: ReadContext) -> _Names:
    structure = context.structure
    return _Names(
        needs_labels.Names(
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
