"""How a need is understood: its telling words, and the areas of what answers it best."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from samspel.core.models import Municipality
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Area
from samspel.frontdoor.models import Need
from samspel.frontdoor.needs.rules.need_text import size_in, timing_in, without
from samspel.frontdoor.search.queries.matcher import matcher
from samspel.frontdoor.search.queries.matches import IndexNotReady, matches, need_wish
from samspel.matching import Wish


@dataclass(frozen=True)
class NeedUnderstanding:
    """How a need is understood: what the reader has left of it."""

    areas: Sequence[Area] = ()
    helps: Sequence[str] = ()
    without: Sequence[str] = ()  # words taken away
    municipality: Municipality | None = None
    size: str = ""
    sector: str = ""
    timing: str = "any"


def need_words(text: str, language: str) -> list[str]:
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


WORDS_SHOWN = 12

SHOWN = 6


def first_understanding(context: ReadContext, need: Need) -> NeedUnderstanding:
    """How the text alone is understood: size, time, and the areas of what answers it best."""
    base = NeedUnderstanding(municipality=need.municipality, size=size_in(need.text), timing=timing_in(need.text))
    try:
        found = matches(understood_wish(need, base, []))
    except IndexNotReady:
        return base
    mass: dict[str, float] = {}
    whole = 0.0
    for hit in found.hits:
        whole += hit.score
        for code in hit.record.areas:
            mass[code] = mass.get(code, 0.0) + hit.score
    areas = [area for area in context.structure.areas if whole and mass.get(area.code, 0.0) >= AREA_SHARE * whole]
    return replace(base, areas=areas if len(areas) < len(context.structure.areas) else ())


def kept_understanding(need: Need) -> NeedUnderstanding:
    """How a draft was understood when something was picked from it."""
    return NeedUnderstanding(
        list(need.areas.all()), need.tags.get("helps", []), need.tags.get("without", []), need.municipality, need.size,
        need.sector, need.timing,
    )  # fmt: skip


def understood_wish(need: Need, understood: NeedUnderstanding, words: Sequence[str]) -> Wish:
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
    return need_wish(asked, areas, understood.helps, text, SHOWN)


def _home(need: Need, understood: NeedUnderstanding) -> Any:
    from samspel.core.programmes.structure import structure_of

    structure = structure_of(need.programme)
    place = understood.municipality.code if understood.municipality else ""
    pk = structure.partner_of_municipality.get(place)
    return next((partner for partner in structure.partners if partner.pk == pk), None)


AREA_SHARE = 0.34  # of the scores of the best, for an area to be taken as the need's
