"""Organisations that may be registered twice, for somebody to decide about."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import F

from samspel.actors.duplicates.labels import likelihood, likeness_reasons
from samspel.actors.duplicates.rules import DuplicatePair, RegisteredNames, duplicate_pairs
from samspel.actors.models import Alias, Identity, KeptApart, Organisation
from samspel.code_lists.organisation_kinds import KINDS

KEPT_SECONDS = 7 * 24 * 3600


@dataclass(frozen=True)
class CandidateSide:
    """One of the two organisations of a pair, as the page shows it."""

    organisation: Organisation
    kind: str
    aliases: str


@dataclass(frozen=True)
class CandidatePair:
    """A pair to decide about, with how likely it is and why, in words."""

    first: CandidateSide
    second: CandidateSide
    likely: str
    reasons: str

    @property
    def key(self) -> str:
        """The pair in addresses and ids."""
        return f"{self.first.organisation.pk}-{self.second.organisation.pk}"


def open_pairs() -> list[DuplicatePair]:
    """The pairs not decided yet, best first: both sides still count as themselves, and nobody has kept them apart."""
    found = _pairs(_registered_names())
    elsewhere = Identity.objects.filter(known_until=None).exclude(counts_as=F("organisation"))
    merged = set(elsewhere.values_list("organisation", flat=True))
    apart = set(KeptApart.objects.values_list("first", "second"))
    return [
        pair
        for pair in found
        if pair.first not in merged
        and pair.second not in merged
        and tuple(sorted((int(str(pair.first)), int(str(pair.second))))) not in apart
    ]


def candidate_pairs(pairs: Sequence[DuplicatePair]) -> list[CandidatePair]:
    """The pairs with what is known of both sides, one with a number first; two queries."""
    ids = {int(str(pk)) for pair in pairs for pk in (pair.first, pair.second)}
    rows = Organisation.objects.select_related("municipality").prefetch_related("aliases").in_bulk(ids)
    sides = {
        pk: CandidateSide(o, str(KINDS[o.kind]), ", ".join(alias.name for alias in o.aliases.all()))
        for pk, o in rows.items()
    }
    words = likeness_reasons()
    found = []
    for pair in pairs:
        both = [sides[int(str(pk))] for pk in (pair.first, pair.second)]
        first, second = sorted(both, key=lambda side: (not side.organisation.number, side.organisation.pk))
        reasons = "; ".join(words.get(reason, reason) for reason in pair.reasons)
        found.append(CandidatePair(first, second, likelihood(pair.score), reasons))
    return found


def _registered_names() -> list[RegisteredNames]:
    """Every organisation, as the comparison wants it; a sole trader's pseudonym says nothing that it needs."""
    names: dict[int, list[str]] = {}
    for pk, name in Alias.objects.order_by("name").values_list("organisation_id", "name"):
        names.setdefault(pk, []).append(name)
    rows = Organisation.objects.order_by("pk").values_list("pk", "number", "identity", "name", "municipality_id")
    return [
        RegisteredNames(pk, number if identity == "number" else "", name, place or "", tuple(names.get(pk, ())))
        for pk, number, identity, name, place in rows
    ]


def _pairs(names: Sequence[RegisteredNames]) -> list[DuplicatePair]:
    """The pairs among them. Comparing thousands takes seconds, so the answer is kept as long as the names stay as they
    are; decisions do not change them."""
    digest = hashlib.sha256(repr(names).encode()).hexdigest()
    key = f"duplicates-{digest}"
    found: list[DuplicatePair] | None = cache.get(key)
    if found is None:
        found = duplicate_pairs(names)
        cache.set(key, found, KEPT_SECONDS)
    return found
