"""Enterprises that would be questioned."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, Sum

from samspel.actors.models import Organisation
from samspel.core.programmes.context import ReadContext
from samspel.core.rules import NoRuleInForce, RuleSet, ValueNotKnown
from samspel.results.data_quality.queries.check import SHOWN, DataFinding, Found
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.facts.queries.facts import known
from samspel.results.indicators.figures.columns import who


def enterprises_found(context: ReadContext, condition: Q) -> Found:
    """Supported enterprises that meet the condition; they count by what they are merged into."""
    support = KINDS["support"].model
    of_it = (
        support.objects.as_of(context.slice.known_at)
        .alias(**who(context.slice.known_at))
        .filter(programme=context.programme, occurred_on__lte=context.as_of, who__counts_as=OuterRef("pk"))
    )
    rows = Organisation.objects.filter(condition).filter(Exists(of_it)).order_by("name")
    here = list(rows.select_related("municipality")[: SHOWN + 1])
    total = len(here) if len(here) <= SHOWN else rows.count()
    return total, [DataFinding(o.name, str(o.municipality or ""), "", o.pk) for o in here[:SHOWN]]


def large_investments(context: ReadContext, rules: RuleSet) -> Found:
    try:
        limit = rules.number("indicator.investment-question-above", context.programme.starts_on)
    except (NoRuleInForce, ValueNotKnown):
        return 0, []
    rows: Any = known(context, KINDS["investment"]).alias(**who(context.slice.known_at))
    large = (
        rows.order_by()
        .values("who__counts_as_id", "who__counts_as__name")
        .annotate(total=Sum("amount"))
        .filter(total__gt=limit)
        .order_by("-total")
    )
    found = [
        DataFinding(
            row["who__counts_as__name"],
            f"{row['total']:.0f} {context.programme.currency}",
            "",
            row["who__counts_as_id"],
        )
        for row in large[: SHOWN + 1]
    ]
    return (len(found) if len(found) <= SHOWN else large.count()), found[:SHOWN]
