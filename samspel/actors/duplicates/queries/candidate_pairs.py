"""Organisations that may be registered twice, for somebody to decide about."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import F
from django.utils.translation import gettext as _

from samspel.actors.duplicates.rules import Known, Pair, duplicate_pairs
from samspel.actors.models import Alias, Identity, KeptApart, Merge, Organisation
from samspel.code_lists.organisations import KINDS

KEPT_SECONDS = 7 * 24 * 3600
SURE, PROBABLE = 0.95, 0.8


@dataclass(frozen=True)
class Side:
    """One of the two, as the page shows it."""

    organisation: Organisation
    kind: str
    aliases: str


@dataclass(frozen=True)
class Candidate:
    """A pair to decide about, with how likely it is and why, in words."""

    first: Side
    second: Side
    likely: str
    reasons: str

    @property
    def key(self) -> str:
        """The pair in addresses and ids."""
        return f"{self.first.organisation.pk}-{self.second.organisation.pk}"


def open_pairs() -> list[Pair]:
    """The pairs not decided yet, best first: both sides still count as themselves, and nobody has kept them apart."""
    found = _pairs(_known())
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


def candidates(pairs: Sequence[Pair]) -> list[Candidate]:
    """The pairs with what is known of both sides, one with a number first; two queries."""
    ids = {int(str(pk)) for pair in pairs for pk in (pair.first, pair.second)}
    rows = Organisation.objects.select_related("municipality").prefetch_related("aliases").in_bulk(ids)
    sides = {
        pk: Side(o, str(KINDS[o.kind]), ", ".join(alias.name for alias in o.aliases.all())) for pk, o in rows.items()
    }
    found = []
    for pair in pairs:
        both = [sides[int(str(pk))] for pk in (pair.first, pair.second)]
        first, second = sorted(both, key=lambda side: (not side.organisation.number, side.organisation.pk))
        reasons = "; ".join(reason_words().get(reason, reason) for reason in pair.reasons)
        found.append(Candidate(first, second, likely(pair.score), reasons))
    return found


def merges_in_force() -> list[Merge]:
    """Merges that hold, newest first."""
    rows = Merge.objects.filter(voided_at=None).select_related("organisation", "into", "recorded_by")
    return list(rows.order_by("-recorded_at"))


def likely(score: float) -> str:
    """A pair's score in words."""
    if score >= SURE:
        return _("Almost surely the same")
    return _("Probably the same") if score >= PROBABLE else _("Perhaps the same")


def reason_words() -> dict[str, str]:
    """In what way two organisations look alike, in words."""
    return {
        "number": _("the same organisation number"),
        "case": _("the same name but for capitals and signs"),
        "legal_form": _("the same name but for the legal form"),
        "typo": _("names that differ by spelling"),
        "word_order": _("the same words in another order"),
        "truncation": _("one name is the other cut short"),
        "acronym": _("one name is the other's initials"),
        "alias": _("a name of one is another name of the other"),
    }


def _known() -> list[Known]:
    """Every organisation, as the comparison wants it; a sole trader's pseudonym tells nothing that it needs."""
    names: dict[int, list[str]] = {}
    for pk, name in Alias.objects.order_by("name").values_list("organisation_id", "name"):
        names.setdefault(pk, []).append(name)
    rows = Organisation.objects.order_by("pk").values_list("pk", "number", "identity", "name", "municipality_id")
    return [
        Known(pk, number if identity == "number" else "", name, place or "", tuple(names.get(pk, ())))
        for pk, number, identity, name, place in rows
    ]


def _pairs(known: Sequence[Known]) -> list[Pair]:
    """The pairs among them. Comparing thousands takes seconds, so the answer is kept as long as the names stay as they
    are; decisions do not change them."""
    digest = hashlib.sha256(repr(known).encode()).hexdigest()
    key = f"duplicates-{digest}"
    found: list[Pair] | None = cache.get(key)
    if found is None:
        found = duplicate_pairs(known)
        cache.set(key, found, KEPT_SECONDS)
    return found
