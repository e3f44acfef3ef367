"""Who may have an answer to a challenge, by the same matching as needs: companies that could supply it, and test beds
where it could be tried."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from samspel.actors.models import Organisation
from samspel.actors.organisations.queries.visibility import works_here
from samspel.code_lists.offer_kinds import TRIED_AT
from samspel.core import clock
from samspel.core.programmes.context import ReadContext
from samspel.frontdoor.models import Challenge, Offer
from samspel.frontdoor.offers.queries.offers import is_given
from samspel.frontdoor.search.queries.matches import IndexNotReady, matches, record_pk
from samspel.frontdoor.search.queries.records import offer_kind
from samspel.matching import Explanation, Hit, Wish

SHOWN, WORDS = 5, 4
MANY = 40  # companies looked at, of which those of the programme's regions are shown
BESIDE_THE_BEST = 0.3  # of the best hit's score, below which a hit is left out; texts are too long for their strength
COUNTED = 0.4  # of what the first word gave, below which a word is not told


@dataclass(frozen=True)
class SuggestedActor:
    """A company or a test bed, where it is, and the words of its own that the challenge met."""

    name: str
    url: str
    place: str
    words: Sequence[str]


@dataclass(frozen=True)
class ChallengeSuggestions:
    """What fits a challenge, best first. Companies are named to those who work in the programme only."""

    suppliers: Sequence[SuggestedActor] = ()
    test_beds: Sequence[SuggestedActor] = ()


def challenge_suggestions(context: ReadContext, challenge: Challenge, suppliers: bool) -> ChallengeSuggestions:
    """Test beds that the challenge's text matches and, where asked for and the reader may know of them, companies.
    Nothing while the index is being made."""
    try:
        beds = _hits(challenge, offer_kind(challenge.programme_id), SHOWN, helps=TRIED_AT)
        companies = _hits(challenge, "company", MANY) if suppliers and works_here(context) else []
    except IndexNotReady:
        return ChallengeSuggestions()
    return ChallengeSuggestions(_suppliers(context, companies), _test_beds(context, challenge, beds))


def _hits(challenge: Challenge, kind: str, limit: int, helps: frozenset[str] = frozenset()) -> list[Hit]:
    """A test bed in any region will do: how far it is, is for the one who asks to weigh."""
    wish = Wish(
        f"{challenge.title_sv}. {challenge.text_sv}", "sv", kinds=frozenset([kind]), helps=helps,
        areas=frozenset([challenge.area.code]) if helps else frozenset(), today=clock.today(), limit=limit,
    )  # fmt: skip
    return [hit for hit in matches(wish).hits if hit.score >= BESIDE_THE_BEST and matched_words(hit.explanation)]


def _suppliers(context: ReadContext, hits: Iterable[Hit]) -> list[SuggestedActor]:
    by_id = {record_pk(hit): hit for hit in hits}
    here = context.structure.partner_of_municipality
    rows: Mapping[int, Organisation] = (
        Organisation.objects.filter(municipality__in=here).select_related("municipality").in_bulk(by_id)
    )
    found = [(rows[pk], hit) for pk, hit in by_id.items() if pk in rows]
    return [
        SuggestedActor(
            row.name, context.url("actors:actor", row.pk), str(row.municipality or ""), matched_words(hit.explanation)
        )
        for row, hit in found[:SHOWN]
    ]


def _test_beds(context: ReadContext, challenge: Challenge, hits: Iterable[Hit]) -> list[SuggestedActor]:
    by_id = {record_pk(hit): hit for hit in hits}
    rows = Offer.objects.filter(programme=challenge.programme).select_related("municipality").in_bulk(by_id)
    return [
        SuggestedActor(
            rows[pk].title, context.url("frontdoor:offer", rows[pk].code), str(rows[pk].municipality or ""),
            matched_words(hit.explanation),
        )
        for pk, hit in by_id.items()
        if pk in rows and is_given(rows[pk])
    ]  # fmt: skip


def matched_words(explanation: Explanation) -> list[str]:
    """The record's own words that were met, those that counted most first, one for each word of the challenge.

    Likeness of spelling alone is chance, and so is a word that counted for little beside the first.
    """
    told = [each for each in explanation.contributions if each.found and each.ways != ("spelling",)]
    met = (each.found[0].surface.casefold() for each in told if each.share >= COUNTED * told[0].share)
    return list(dict.fromkeys(met))[:WORDS]
