"""Needs that nobody could answer well, in groups of those that are like each other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samspel.core.figures import Slice, contributing
from samspel.frontdoor.innovation_system.figures import unmet as measure
from samspel.frontdoor.innovation_system.queries.terms import TermForms
from samspel.frontdoor.innovation_system.rules.likeness import text_groups, weighted_texts
from samspel.frontdoor.models import Need

LEAST = 0.12  # mean cosine from which needs are one group
TERMS, WORDS = 60, 6  # that tell most of a group: looked at, and shown
PUBLIC_LEAST = 3  # needs in a group that the public is told of
SHARED = 2  # needs of a group in which a word must stand to be an example of it


@dataclass(frozen=True)
class UnmetNeedGroup:
    """Needs that are like each other, with words that several of them have in common. `public`: large enough to be
    told to everybody, in which case the words name nobody."""

    needs: Sequence[Need]
    words: Sequence[str]
    areas: Sequence[str]
    regions: Sequence[str]

    @property
    def public(self) -> bool:
        """Whether everybody may know of it."""
        return len(self.needs) >= PUBLIC_LEAST

    @property
    def alone(self) -> bool:
        """Whether it is one need that no other is like."""
        return len(self.needs) == 1


def unmet_need_groups(where: Slice) -> list[UnmetNeedGroup]:
    """The needs of the figure `system.unmet`, each in one group; the largest first. Two statements."""
    rows = contributing(measure, where).distinct().select_related("partner").prefetch_related("areas")
    needs = {str(need.pk): need for need in rows.order_by("occurred_on", "pk")}
    wordings = TermForms()
    for key, need in needs.items():
        wordings.add(key, need.text, need.language)
    found = text_groups(weighted_texts(wordings.texts, many=1.0), LEAST, terms=TERMS)
    return [_group([needs[key] for key in group.keys], group.terms, wordings) for group in found]


def _group(needs: Sequence[Need], terms: Iterable[str], wordings: TermForms) -> UnmetNeedGroup:
    keys = [str(need.pk) for need in needs]
    texts = [set(wordings.texts[key]) for key in keys]
    shared = [term for term in terms if sum(term in text for text in texts) >= min(SHARED, len(texts))]
    return UnmetNeedGroup(
        sorted(needs, key=lambda need: need.pk),
        wordings.written(shared, keys, WORDS, plain=True),
        _codes(area.code for need in needs for area in need.areas.all()),
        _codes(need.partner.code for need in needs if need.partner),
    )


def _codes(codes: Iterable[str]) -> list[str]:
    """Different codes, the most frequent first."""
    counted: dict[str, int] = {}
    for code in codes:
        counted[code] = counted.get(code, 0) + 1
    return sorted(counted, key=lambda code: (-counted[code], code))


def names_of_codes(codes: Sequence[str], members: Iterable[Any]) -> list[str]:
    """The names of areas or partners with the codes."""
    named: Mapping[str, str] = {member.code: member.short for member in members}
    return [named[code] for code in codes if code in named]
