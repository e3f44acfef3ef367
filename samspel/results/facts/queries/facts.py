"""Facts as their pages show them: the list of a kind, one fact with its evidence and versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet

from samspel.core import access
from samspel.core.programmes.context import ReadContext
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.facts.labels.kinds.fact_kind import FactKind

PER_PAGE = 50


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
class FactFilters:
    """What a list is narrowed to; empty means all."""

    text: str = ""
    area: str = ""
    partner: str = ""


@dataclass(frozen=True)
class FactListPage:
    """One page of a list: its rows, its number from 1, whether more follow, and how many facts there are in all."""

    rows: Sequence[FactRow]
    number: int
    more: bool
    count: int


@dataclass(frozen=True)
class FactVersion:
    """A fact as it was recorded at one time, and what it says field by field."""

    fact: Any
    fields: Sequence[tuple[str, Any]]


def known(context: ReadContext, kind: FactKind) -> QuerySet[Any]:
    """Facts of the kind known on the day; they happened on it or before."""
    rows: QuerySet[Any] = kind.model.objects.as_of(context.slice.known_at).filter(
        programme=context.programme, occurred_on__lte=context.as_of
    )
    return rows


def fact_list(context: ReadContext, kind: FactKind, filters: FactFilters, number: Any = 1) -> FactListPage:
    """A page of the facts the filters leave, newest first; the nearest page there is where `number` is none."""
    page = Paginator(_filtered(context, kind, filters), PER_PAGE).get_page(number)
    rows = [_row(kind, fact) for fact in page]
    return FactListPage(rows, page.number, page.has_next(), page.paginator.count)


def recordable_kinds(context: ReadContext) -> Sequence[FactKind]:
    """The kinds that the reader may record for some partner or area of the programme."""
    return [kind for kind in KINDS.values() if may_record(context, kind)]


def may_record(context: ReadContext, kind: FactKind) -> bool:
    """Whether the reader may record facts of the kind for some partner or area of the programme."""
    return any(g.programme_id == context.programme.pk for g in access.grants(context.reader, kind.action))


def fact_of(context: ReadContext, kind: FactKind, pk: int) -> Any:
    """The programme's fact, known on the day, also where it is void; None where there is none."""
    model = kind.model
    related = [f.name for f in model._meta.fields if f.name in {"organisation", "area", "partner", "activity"}]
    rows = model.objects.filter(programme=context.programme, pk=pk)
    if context.slice.known_at is not None:
        rows = rows.filter(recorded_at__lte=context.slice.known_at)
    return rows.select_related("programme", "recorded_by", "voided_by", *related).first()


def fact_members(fact: Any) -> Sequence[Any]:
    """The organisations of a collaboration; none for other kinds."""
    members = getattr(fact, "members", None)
    return [] if members is None else [row.organisation for row in members.select_related("organisation")]


def fact_title(kind: FactKind, fact: Any) -> str:
    """The fact in a heading: its kind, and whom or what it is of."""
    organisation = getattr(fact, "organisation", None)
    return f"{kind.name}: {organisation.name if organisation else getattr(fact, 'title', '')}"


def fact_initial(kind: FactKind, fact: Any) -> dict[str, Any]:
    """What a form shows when the fact is corrected: organisations by number or name, other objects by their keys."""
    initial: dict[str, Any] = {}
    for described in kind.own_fields:
        value = getattr(fact, described.key)
        if described.kind == "organisation":
            value = value.shown_number or value.name
        initial[described.key] = getattr(value, "pk", value)
    if getattr(fact, "members", None) is not None:
        initial["organisations"] = "\n".join(o.shown_number or o.name for o in fact_members(fact))
    first = fact.evidence.order_by("-pk").first()
    initial["evidence"] = first.reference if first else ""
    return initial


def _filtered(context: ReadContext, kind: FactKind, filters: FactFilters) -> QuerySet[Any]:
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


def _row(kind: FactKind, fact: Any) -> FactRow:
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


def fact_versions(context: ReadContext, kind: FactKind, fact: Any) -> Sequence[FactVersion]:
    """The fact and what came before and after it, newest first; only what was known on the day."""
    model: Any = type(fact)
    rows = model.objects.select_related("recorded_by", "voided_by")
    chain: list[Any] = [fact]
    while chain[0].replaces_id:
        chain.insert(0, rows.get(pk=chain[0].replaces_id))
    while (later := rows.filter(replaces=chain[-1]).first()) is not None:
        chain.append(later)
    moment = context.slice.known_at
    known_then = [row for row in reversed(chain) if moment is None or row.recorded_at <= moment]
    return [FactVersion(row, fact_fields(kind, row)) for row in known_then]


def fact_fields(kind: FactKind, fact: Any) -> list[tuple[str, Any]]:
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
