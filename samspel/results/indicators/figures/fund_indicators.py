"""The funds' indicators, made from what the rule sets say that each counts: nothing here names an indicator."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from samspel.core.bilingual import BilingualText
from samspel.core.facts import known_at
from samspel.core.figures import Measure, Slice, Unit, contributing, register
from samspel.core.rules import Counts, Rule, available, rule_set
from samspel.results.indicators.figures.bases import BASES
from samspel.results.indicators.figures.columns import who
from samspel.results.models import Support

COUNTED = {
    "enterprise": (Unit.ENTERPRISES, ("company",)),
    "research_organisation": (Unit.RESEARCH, ("university", "institute")),
    "public_institution": (Unit.PUBLIC, ("municipality", "region", "agency")),
}
SMALL = ("micro", "small", "medium")
HOURS: Any = DecimalField(max_digits=12, decimal_places=2)
Narrow = Callable[[QuerySet[Any], Slice], QuerySet[Any]]


def condition(name: str, value: str, fact: str) -> Q:
    """What a condition of the rule sets' vocabulary asks of a fact reached through the prefix `fact`.

    KeyError for a condition that has no meaning here: a new word of the vocabulary needs one."""
    return {
        ("support", "grant"): Q(kind="grant"),
        ("support", "non_financial"): Q(financial=False),
        ("support", "digitalisation"): Q(kind="digitalisation"),
        ("enterprise", "new"): Q(who__counts_as__started_on__gt=F(f"{fact}programme__new_enterprise_since")),
        ("enterprise", "sme"): Q(who__counts_as__size_class__in=SMALL),
        ("partner", "research_organisation"): Q(**{f"{fact}with_research": True}),
        ("lasts", "project"): Q(**{f"{fact}ends_on__isnull": True})
        | Q(**{f"{fact}ends_on__gte": F(f"{fact}programme__ends_on")}),
        ("excludes", "purchase_of_services"): ~Q(**{f"{fact}kind": "purchase_of_services"}),
        ("matches", "grant"): Q(matches="grant"),
        ("matches", "innovation_or_research"): Q(matches__in=("innovation", "research")),
        ("innovation", "product"): Q(kind="product"),
        ("innovation", "process"): Q(kind="process"),
        ("novelty", "market"): Q(novelty="market"),
        ("novelty", "firm"): Q(novelty="firm"),
    }[name, value]


def from_least_hours(rows: QuerySet[Any], where: Slice) -> QuerySet[Any]:
    """Non-financial support from the day on which the enterprise's hours in the programme reach the least number."""
    known: Any = Support.objects.alias(**who(where.known_at)).filter(known_at(where.known_at))
    before = (
        known.filter(programme_id=where.programme_id, financial=False)
        .filter(who__counts_as_id=OuterRef("who__counts_as_id"), occurred_on__lte=OuterRef("occurred_on"))
        .order_by()
        .values("who__counts_as_id")
        .annotate(total=Sum("hours"))
        .values("total")
    )
    reached = Coalesce(Subquery(before, output_field=HOURS), Value(0), output_field=HOURS)
    return rows.filter(Q(programme__least_hours=0) | Q(programme__least_hours__lte=reached))


def within(other: Measure, of: str) -> Narrow:
    """Only what the other measure counts too, in the programme as a whole: an indicator that is its subset."""

    def narrow(rows: QuerySet[Any], where: Slice) -> QuerySet[Any]:
        return rows.filter(**{f"{of}__in": contributing(other, where.whole).order_by().values(other.of)})

    return narrow


def measure_of(rule: Rule, made: dict[str, Measure]) -> Measure:
    """The measure of an indicator's rule. `made` holds those made before it, by short code."""
    counts: Counts = rule.counts  # type: ignore[assignment]
    base = BASES[counts.fact]
    wanted = Q()
    for name, values in counts.where.items():
        any_of = Q()
        for value in values:
            any_of |= condition(name, value, base.fact)
        wanted &= any_of
    unit = base.unit
    if counts.of in COUNTED:
        unit, kinds = COUNTED[counts.of]
        wanted &= Q(who__counts_as__kind__in=kinds)
    return replace(
        base,
        code=f"results.{rule.short_code.lower()}",
        unit=unit,
        name=BilingualText(f"{rule.name.sv} ({rule.short_code})", f"{rule.name.en} ({rule.short_code})"),
        definition=BilingualText(rule.text.sv, rule.text.en),
        source=BilingualText(rule.source.sv, rule.source.en),
        where=wanted,
        narrow=_narrow(rule, base, made),
    )


def _narrow(rule: Rule, base: Measure, made: dict[str, Measure]) -> Narrow | None:
    counts: Counts = rule.counts  # type: ignore[assignment]
    if counts.where.get("support") == ("non_financial",):
        return from_least_hours
    parent = made.get(rule.subset_of)
    if parent is not None and parent.model is not base.model:
        return within(parent, base.of)
    return None


def register_indicators() -> dict[str, dict[str, Measure]]:
    """Every rule set's indicators as measures: rule set code → short code → measure."""
    found: dict[str, dict[str, Measure]] = {}
    for set_code in available():
        rules: Sequence[Rule] = rule_set(set_code).rules
        indicators = found.setdefault(set_code, {})
        for rule in rules:
            if rule.counts:
                indicators[rule.short_code] = register(measure_of(rule, indicators))
    return found


INDICATORS = register_indicators()


def indicators_of(set_code: str, day: date) -> Sequence[tuple[Rule, Measure]]:
    """The indicators in force of a rule set on a day, with their measures."""
    return [(rule, INDICATORS[set_code][rule.short_code]) for rule in rule_set(set_code).indicators(day)]
