"""Why an offer was suggested, in plain sentences of the reader's language, made of the library's explanation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.code_lists.offer_kinds import KINDS
from samspel.code_lists.size_classes import SIZES_FOR
from samspel.frontdoor.offers.labels import sector_name
from samspel.matching import Cause, Caution, Contribution, Explanation, Miss, Reservation
from samspel.ui.formatting import date_text, join_list

LEAST_SHARE = 0.06  # of the score by words, for a word to be mentioned
LEAST_BY_SPELLING = 0.12
MOST_WORDS = 3
ALIKE = 0.55  # likeness of meaning from which it is told


@dataclass(frozen=True)
class ExplanationNames:
    """What codes are called: the programme's areas and regions, and the municipality of the one who asks."""

    language: str
    areas: Mapping[str, str] = field(default_factory=dict)
    regions: Mapping[str, str] = field(default_factory=dict)


def reasons(explanation: Explanation, names: ExplanationNames, written_in: str = "") -> list[str]:
    """Why the offer answers the need, the weightiest first."""
    words = _words(explanation, names) or _bridges(explanation, names, written_in)
    found = [*words, *_met(explanation, names)]
    if explanation.similar is not None and explanation.similar >= ALIKE:
        found.append(_("The meaning is similar, although in other words."))
    return found


def reservations(explanation: Explanation, names: ExplanationNames) -> list[str]:
    """What to know before choosing."""
    return [_reservation(each, names) for each in explanation.reservations]


def miss(found: Miss, names: ExplanationNames) -> str:
    """Why an offer that nearly fits was left out."""
    allowed = found.allowed
    if found.cause is Cause.HELP:
        kinds = _listed((str(KINDS[code]).lower() for code in allowed), names)
        return _("is of another kind than you asked for: %(kinds)s") % {"kinds": kinds}
    if found.cause is Cause.REGION:
        regions = _listed((names.regions.get(code, code) for code in allowed), names)
        return _("is only for companies in %(regions)s") % {"regions": regions}
    if found.cause is Cause.MUNICIPALITY:
        return _("is only for companies in other municipalities")
    if found.cause is Cause.SIZE:
        return _("is only for %(sizes)s") % {
            "sizes": _listed((str(SIZES_FOR[c]) for c in allowed if c in SIZES_FOR), names)
        }
    if found.cause is Cause.SECTOR:
        return _("is only for other industries: %(sectors)s") % {"sectors": _sectors(allowed, names)}
    if found.cause is Cause.TRL:
        return _("is for technology readiness %(low)s to %(high)s") % {"low": allowed[0], "high": allowed[-1]}
    if found.cause is Cause.NOT_YET:
        return _("is not given until %(day)s") % {"day": _day(allowed[0], names)}
    return _("is not for you")


def places_met(explanations: Iterable[Explanation]) -> list[tuple[int, int]]:
    """Where in the need's text words stand that some offer met, in order and without overlaps."""
    spans = sorted(
        span
        for explanation in explanations
        for each in explanation.contributions
        if each.share >= LEAST_SHARE
        for span in each.asked
    )
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def marked(text: str, places: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is marked. The pieces put together are the text."""
    pieces, at = [], 0
    for start, end in places:
        if start > at:
            pieces.append((text[at:start], False))
        pieces.append((text[start:end], True))
        at = end
    pieces.append((text[at:], False))
    return [piece for piece in pieces if piece[0]]


def _words(explanation: Explanation, names: ExplanationNames) -> list[str]:
    """The words of the need that the offer has, and in which words."""
    telling = [c for c in explanation.contributions if _telling(c)][:MOST_WORDS]
    if not telling:
        return []
    asked = _quoted((c.surface for c in telling), names)
    other = [_found(c) for c in telling]
    different = [word for word, c in zip(other, telling, strict=True) if word.casefold() != c.surface.casefold()]
    if not different:
        return [_("You wrote %(asked)s, and so does the offer.") % {"asked": asked}]
    found = _quoted(dict.fromkeys(other), names)
    return [_("You wrote %(asked)s. The offer says %(found)s.") % {"asked": asked, "found": found}]


def _telling(contribution: Contribution) -> bool:
    """Whether a word is worth a mention: met as such or by a part; by spelling alone only where that counted much."""
    if contribution.via or not contribution.found:
        return False
    least = LEAST_SHARE if {"word", "part"} & set(contribution.ways) else LEAST_BY_SPELLING
    return contribution.share >= least


def _bridges(explanation: Explanation, names: ExplanationNames, written_in: str) -> list[str]:
    """Words met by way of a translation."""
    if written_in and explanation.language == written_in:
        return []
    bridged = [c for c in explanation.contributions if c.via and c.share >= LEAST_SHARE]
    best = {c.surface: _found(c) or c.via for c in reversed(bridged)}  # of several ways for a word, the weightiest
    pairs = [_("“%(word)s” as “%(other)s”") % {"word": word, "other": best[word]} for word in reversed(best)]
    if not pairs:
        return []
    return [_("Found in translation: %(pairs)s.") % {"pairs": _listed(pairs[:MOST_WORDS], names)}]


def _met(explanation: Explanation, names: ExplanationNames) -> list[str]:
    sentences = []
    for each in explanation.met:
        if each.cause is Cause.HELP:
            kind = str(KINDS[each.value]).lower()
            sentences.append(_("It is the kind of help that you asked for: %(kind)s.") % {"kind": kind})
        elif each.cause is Cause.REGION:
            region = names.regions.get(each.value, each.value)
            sentences.append(_("It is meant for companies in %(region)s.") % {"region": region})
        elif each.cause is Cause.SIZE and each.value in SIZES_FOR:
            sentences.append(_("It is meant for companies of your size."))
        elif each.cause is Cause.SECTOR:
            sentences.append(_("It is meant for your industry."))
    if shared := [names.areas.get(code, code) for code in explanation.shared_areas]:
        sentences.append(_("Area in common: %(areas)s.") % {"areas": _listed(shared, names)})
    return sentences


def _reservation(found: Reservation, names: ExplanationNames) -> str:
    values = found.values
    if found.caution is Caution.STARTS_LATER:
        return _("The next free time is %(day)s, %(wait)s from now.") % {
            "day": _day(found.on, names), "wait": wait_words(int(values[0]))
        }  # fmt: skip
    if found.caution is Caution.AFTER_WANTED:
        return _("The next free time is %(day)s, %(wait)s later than you wished.") % {
            "day": _day(found.on, names), "wait": wait_words(int(values[0]))
        }  # fmt: skip
    if found.caution in (Caution.AIMED_AT_LARGER, Caution.AIMED_AT_SMALLER):
        return _("It is made for %(sizes)s.") % {"sizes": _listed((str(SIZES_FOR[code]) for code in values), names)}
    if found.caution is Caution.OTHER_REGION:
        return _("It is in another region: %(region)s.") % {"region": names.regions.get(values[0], values[0])}
    if found.caution is Caution.TRL_EDGE:
        return _("It is for technology readiness %(low)s to %(high)s; you are at the edge of that.") % {
            "low": values[0], "high": values[-1]
        }  # fmt: skip
    if found.caution is Caution.ONLY_REGIONS:
        regions = _listed((names.regions.get(code, code) for code in values), names)
        return _("It is only for companies in %(regions)s. Say where you are to see if it is for you.") % {
            "regions": regions
        }  # fmt: skip
    if found.caution is Caution.ONLY_SIZES:
        return _("It is only for %(sizes)s.") % {
            "sizes": _listed((str(SIZES_FOR[c]) for c in values if c in SIZES_FOR), names)
        }
    if found.caution is Caution.ONLY_SECTORS:
        return _("It is only for these industries: %(sectors)s.") % {"sectors": _sectors(values, names)}
    return _("Nobody has confirmed for over a year that it is still given.")


def wait_words(days: int) -> str:
    """A time in days, or in weeks where they are two or more."""
    if days < 14:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    weeks = round(days / 7)
    return ngettext("%(n)d week", "%(n)d weeks", weeks) % {"n": weeks}


def _found(contribution: Contribution) -> str:
    return contribution.found[0].surface if contribution.found else ""


def _sectors(codes: Sequence[str], names: ExplanationNames) -> str:
    """Sections where whole ones are meant, else divisions; few enough to read."""
    sections = [code for code in codes if code.isalpha()]
    shown = dict.fromkeys(sector_name(code).split(" (")[0] for code in (sections or codes))
    return _listed(list(shown)[:4], names)


def _quoted(words: Iterable[str], names: ExplanationNames) -> str:
    return _listed((_("“%(word)s”") % {"word": word} for word in words), names)


def _listed(words: Iterable[str], names: ExplanationNames) -> str:
    return join_list(list(words), names.language)


def _day(iso: str, names: ExplanationNames) -> str:
    return date_text(date.fromisoformat(iso), names.language, "long")
