"""What the programme has done with an organisation, for the organisation's page."""

from collections.abc import Sequence
from typing import Any

from samspel.actors.organisations.queries.history import HistoryEvent
from samspel.core.programmes.context import ReadContext
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.facts.labels.kinds.fact_kind import FactKind
from samspel.results.facts.queries.facts import known

MOST = 500  # of each kind


def happenings(context: ReadContext, organisations: Sequence[int]) -> Sequence[HistoryEvent]:
    """Every fact about the organisations known on the page's day; one query a kind."""
    return [made for kind in KINDS.values() for made in _of_kind(context, kind, organisations)]


def _of_kind(context: ReadContext, kind: FactKind, organisations: Sequence[int]) -> list[HistoryEvent]:
    rows: Any = known(context, kind)
    if kind.key == "collaboration":
        rows = rows.filter(members__organisation__in=organisations).distinct()
    else:
        rows = rows.filter(organisation__in=organisations)
    words = next((f.choices for f in kind.fields if f.key in {"kind", "group"} and f.choices), {})
    return [
        HistoryEvent(
            on=fact.occurred_on,
            what=str(kind.name),
            detail=_detail(fact, words),
            area=fact.area,
            partner=fact.partner,
            kind_key=kind.key,
            pk=fact.pk,
            example=fact.example,
        )
        for fact in rows.select_related("area", "partner").order_by("-occurred_on", "-pk")[:MOST]
    ]


def _detail(fact: Any, words: Any) -> str:
    chosen = words.get(getattr(fact, "kind", "") or getattr(fact, "group", ""), "")
    parts = [str(chosen), getattr(fact, "title", ""), getattr(fact, "purpose", "")]
    return ", ".join(part for part in parts if part)
