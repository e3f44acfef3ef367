"""Facts that would be questioned."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from samspel.core.programmes.context import ReadContext
from samspel.results.data_quality.queries.check import SHOWN, DataFinding, Found
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.facts.labels.kinds.fact_kind import FactKind
from samspel.results.facts.queries.facts import known
from samspel.results.indicators.figures.columns import who

OF_ORGANISATION = ("support", "participation", "investment", "innovation", "leadership")


def found_among(
    context: ReadContext, keys: Sequence[str], narrow: Callable[[ReadContext, FactKind, QuerySet[Any]], QuerySet[Any]]
) -> Found:
    """What the condition finds among facts of the kinds."""
    total, findings = 0, []
    for key in keys:
        kind = KINDS[key]
        rows = narrow(context, kind, known(context, kind))
        related = ["organisation"] if key in OF_ORGANISATION else []
        here = list(rows.select_related(*related).order_by("-occurred_on", "-pk")[: SHOWN + 1])
        total += len(here) if len(here) <= SHOWN else rows.count()
        findings += [finding_of_fact(kind, fact) for fact in here[:SHOWN]]
    return total, findings[:SHOWN]


def finding_of_fact(kind: FactKind, fact: Any) -> DataFinding:
    organisation = getattr(fact, "organisation", None)
    title = organisation.name if organisation else fact.title
    return DataFinding(title, f"{kind.name}, {fact.occurred_on.isoformat()}", kind.key, fact.pk)


def without_evidence(context: ReadContext, kind: FactKind, rows: QuerySet[Any]) -> QuerySet[Any]:
    papers: Any = kind.model._meta.get_field("evidence").remote_field.through
    return rows.filter(~Exists(papers.objects.filter(**{f"{kind.model._meta.model_name}_id": OuterRef("pk")})))


def outside_territory(context: ReadContext, kind: FactKind, rows: QuerySet[Any]) -> QuerySet[Any]:
    inside = [m.code for m in context.structure.municipalities]
    return rows.filter(organisation__kind="company").exclude(organisation__municipality__in=inside)


def outside_time(context: ReadContext, kind: FactKind, rows: QuerySet[Any]) -> QuerySet[Any]:
    programme = context.programme
    return rows.filter(Q(occurred_on__lt=programme.starts_on) | Q(occurred_on__gt=programme.ends_on))


def outside_life(context: ReadContext, kind: FactKind, rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(
        Q(occurred_on__lt=F("organisation__started_on")) | Q(occurred_on__gt=F("organisation__ended_on"))
    )


def same_hours(context: ReadContext) -> Found:
    kind = KINDS["support"]
    rows: Any = known(context, kind).alias(**who(context.slice.known_at)).filter(financial=False, hours__gt=0)
    groups = (
        rows.order_by()
        .values("who__counts_as_id", "occurred_on", "hours", "kind")
        .annotate(times=Count("pk"))
        .filter(times__gt=1)
    )
    condition = Q(pk__in=[])
    total = 0
    for group in groups[: SHOWN + 1]:
        total += group["times"]
        condition |= Q(
            who__counts_as_id=group["who__counts_as_id"],
            occurred_on=group["occurred_on"],
            hours=group["hours"],
            kind=group["kind"],
        )
    found = rows.filter(condition).select_related("organisation").order_by("organisation__name", "occurred_on")
    return total, [finding_of_fact(kind, fact) for fact in found[:SHOWN]]
