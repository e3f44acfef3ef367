"""Reading facts of results: lists, one fact with its versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from samspel.core.programmes.context import ReadContext
from samspel.results.facts.labels.kinds import FactKind
from samspel.results.models import ResultFact


@dataclass(frozen=True)
class FactRow:
    """A fact as a list shows it."""

    pk: int
    on: date
    title: str
    detail: str
    area: Any
    partner: Any
    has_evidence: bool
    example: bool
    number: str


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; empty means all."""

    text: str = ""
    area: str = ""
    partner: str = ""


def known(context: ReadContext, kind: FactKind) -> QuerySet[Any]:
    """Facts of the kind known on the page's day."""
    rows: QuerySet[Any] = kind.model.objects.as_of(context.slice.known_at).filter(
        programme=context.programme, occurred_on__lte=context.as_of
    )
    return rows


def listed(context: ReadContext, kind: FactKind, filters: Filters) -> QuerySet[Any]:
    """The facts the filters leave, newest first."""
    rows = known(context, kind)
    if filters.area:
        rows = rows.filter(area__code=filters.area)
    if filters.partner:
        rows = rows.filter(partner__code=filters.partner)
    if filters.text:
        rows = rows.filter(_matching(kind, filters.text))
    papers: Any = kind.model._meta.get_field("evidence").remote_field.through
    shown = papers.objects.filter(**{f"{kind.model._meta.model_name}_id": OuterRef("pk")})
    rows = rows.annotate(has_evidence=Exists(shown))
    related = ["area", "partner"] + (["organisation"] if _has(kind, "organisation") else [])
    return rows.select_related(*related).order_by("-occurred_on", "-pk")


def row_of(kind: FactKind, fact: Any) -> FactRow:
    """A fact of `listed` as a row."""
    organisation = getattr(fact, "organisation", None)
    words = next((dict(f.choices) for f in kind.fields if f.key in {"kind", "group"} and f.choices), {})
    chosen = words.get(getattr(fact, "kind", "") or getattr(fact, "group", ""))
    title = organisation.name if organisation else getattr(fact, "title", "")
    extra = getattr(fact, "title", "") or getattr(fact, "purpose", "") if organisation else ""
    return FactRow(
        fact.pk,
        fact.occurred_on,
        title,
        ", ".join(part for part in (str(chosen) if chosen else "", extra) if part),
        fact.area,
        fact.partner,
        fact.has_evidence,
        fact.example,
        organisation.shown_number if organisation else "",
    )


def versions(context: ReadContext, fact: ResultFact) -> Sequence[Any]:
    """The fact and what came before and after it, newest first; only what was known on the page's day."""
    model: Any = type(fact)
    rows = model.objects.select_related("recorded_by", "voided_by")
    chain: list[Any] = [fact]
    while chain[0].replaces_id:
        chain.insert(0, rows.get(pk=chain[0].replaces_id))
    while (later := rows.filter(replaces=chain[-1]).first()) is not None:
        chain.append(later)
    moment = context.slice.known_at
    return [row for row in reversed(chain) if moment is None or row.recorded_at <= moment]


def told(kind: FactKind, fact: Any) -> list[tuple[str, Any]]:
    """A fact field by field, in words."""
    found: list[tuple[str, Any]] = []
    for described in kind.own_fields:
        value = getattr(fact, described.key)
        if value in (None, ""):
            continue
        if described.choices:
            value = str(described.choices.get(value, value))
        elif described.kind in {"area", "partner"}:
            value = value.name
        elif described.kind == "activity":
            value = value.title
        elif described.kind == "organisation":
            value = f"{value.name} ({value.shown_number})" if value.shown_number else value.name
        found.append((str(described.label), value))
    return found


def _matching(kind: FactKind, text: str) -> Q:
    condition = Q(reference__icontains=text)
    for name in ("title", "purpose"):
        if _has(kind, name):
            condition |= Q(**{f"{name}__icontains": text})
    if _has(kind, "organisation"):
        condition |= Q(organisation__name__icontains=text) | Q(organisation__number=text.replace("-", ""))
    return condition


def _has(kind: FactKind, name: str) -> bool:
    return any(f.name == name for f in kind.model._meta.get_fields())
