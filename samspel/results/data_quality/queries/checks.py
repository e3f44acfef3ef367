"""What would be questioned: each check finds facts or enterprises, says why, and how to mend it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samspel.actors.models import Organisation
from samspel.core.figures import contributing
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.rule_set import rules_of
from samspel.core.rules import NoRuleInForce, RuleSet, ValueNotKnown
from samspel.results.facts.labels.kinds import KINDS, FactKind
from samspel.results.facts.queries.facts import known
from samspel.results.indicators.figures import INDICATORS
from samspel.results.indicators.figures.columns import who

SHOWN = 100
NEED_EVIDENCE = ("support", "collaboration", "investment", "innovation")
OF_ORGANISATION = ("support", "participation", "investment", "innovation", "leadership")


@dataclass(frozen=True)
class Finding:
    """One thing that would be questioned: a fact (`kind` and `pk`) or an organisation (`kind` empty)."""

    title: str
    detail: str
    kind: str
    pk: int


@dataclass(frozen=True)
class Check:
    """A rule that can be broken. `source` is where it comes from, `mend` what to do."""

    key: str
    name: str
    source: str
    mend: str
    total: int
    findings: Sequence[Finding]


Found = tuple[int, list[Finding]]


def checks(context: ReadContext) -> list[Check]:
    """Every check with what it finds on the page's day; those that find something first."""
    rules = rules_of(context.programme)
    made = [
        _check(
            "evidence",
            _("No evidence"),
            _rule_source(rules, context, "indicator.evidence"),
            _("Correct the record and say where the evidence is."),
            _over(context, NEED_EVIDENCE, _without_evidence),
        ),
        _check(
            "territory",
            _("The enterprise is outside the programme's territory"),
            _("The programme decision: geography"),
            _("Correct the organisation's municipality, or take the record back."),
            _over(context, ("support", "investment", "innovation"), _outside),
        ),
        _check(
            "time",
            _("Outside the programme's time"),
            _("The programme decision: period"),
            _("Correct the date, or take the record back."),
            _over(context, tuple(KINDS), _outside_time),
        ),
        _check(
            "life",
            _("Before the enterprise started or after it ended"),
            _("The organisation's own details"),
            _("Correct the date, or the organisation's first and last day."),
            _over(context, OF_ORGANISATION, _outside_life),
        ),
        _check(
            "size",
            _("Size class missing"),
            _rule_source(rules, context, "size-class.medium"),
            _("Open the organisation and give staff, turnover and balance sheet."),
            _enterprises(context, Q(size_class="", kind="company")),
        ),
        _check(
            "number",
            _("The enterprise has no organisation number"),
            _rule_source(rules, context, "indicator.evidence"),
            _("Open the organisation and give its number, or merge it with the one that has it."),
            _enterprises(context, Q(identity="none", kind="company")),
        ),
        _check(
            "hours",
            _("The same hours twice"),
            _("The programme's own records"),
            _("Take one of them back, or give them different references if both are right."),
            _same_hours(context),
        ),
        _check(
            "investment",
            _("Large private investment"),
            _rule_source(rules, context, "indicator.investment-question-above"),
            _("See that each amount has evidence and matches public support."),
            _large_investments(context, rules),
        ),
        *_cross_checks(context, rules),
    ]
    return sorted(made, key=lambda check: not check.total)


def parse_cross_rule(text: str) -> tuple[str, tuple[str, ...]]:
    """'CO01 in CO04, CO05' → ('CO01', ('CO04', 'CO05')): everything in the first is in at least one of the others.

    ValueError where it does not read so."""
    first, found, rest = text.partition(" in ")
    others = tuple(part.strip() for part in rest.split(",") if part.strip())
    if not found or not first.strip() or not others:
        raise ValueError(f"{text!r}: expected a rule such as 'CO01 in CO04, CO05'")
    return first.strip(), others


def _check(key: str, name: str, source: str, mend: str, found: Found) -> Check:
    return Check(key, name, source, mend, *found)


def _rule_source(rules: RuleSet, context: ReadContext, code: str) -> str:
    try:
        return str(rules.rule(code, context.programme.starts_on).source.in_language(get_language() or "sv"))
    except NoRuleInForce:
        return _("The programme's own records")


def _over(
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
        findings += [_of_fact(kind, fact) for fact in here[:SHOWN]]
    return total, findings[:SHOWN]


def _of_fact(kind: FactKind, fact: Any) -> Finding:
    organisation = getattr(fact, "organisation", None)
    title = organisation.name if organisation else fact.title
    return Finding(title, f"{kind.name}, {fact.occurred_on.isoformat()}", kind.key, fact.pk)


def _without_evidence(context: ReadContext, kind: FactKind, rows: QuerySet[Any]) -> QuerySet[Any]:
    papers: Any = kind.model._meta.get_field("evidence").remote_field.through
    return rows.filter(~Exists(papers.objects.filter(**{f"{kind.model._meta.model_name}_id": OuterRef("pk")})))


def _outside(context: ReadContext, kind: FactKind, rows: QuerySet[Any]) -> QuerySet[Any]:
    inside = [m.code for m in context.structure.municipalities]
    return rows.filter(organisation__kind="company").exclude(organisation__municipality__in=inside)


def _outside_time(context: ReadContext, kind: FactKind, rows: QuerySet[Any]) -> QuerySet[Any]:
    programme = context.programme
    return rows.filter(Q(occurred_on__lt=programme.starts_on) | Q(occurred_on__gt=programme.ends_on))


def _outside_life(context: ReadContext, kind: FactKind, rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(
        Q(occurred_on__lt=F("organisation__started_on")) | Q(occurred_on__gt=F("organisation__ended_on"))
    )


def _enterprises(context: ReadContext, condition: Q) -> Found:
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
    return total, [Finding(o.name, str(o.municipality or ""), "", o.pk) for o in here[:SHOWN]]


def _same_hours(context: ReadContext) -> Found:
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
    return total, [_of_fact(kind, fact) for fact in found[:SHOWN]]


def _large_investments(context: ReadContext, rules: RuleSet) -> Found:
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
        Finding(
            row["who__counts_as__name"],
            f"{row['total']:.0f} {context.programme.currency}",
            "",
            row["who__counts_as_id"],
        )
        for row in large[: SHOWN + 1]
    ]
    return (len(found) if len(found) <= SHOWN else large.count()), found[:SHOWN]


def _cross_checks(context: ReadContext, rules: RuleSet) -> list[Check]:
    """The subset rules of the fund's indicators that are not held by the counting itself, and the programme's own
    cross-rules."""
    measures = INDICATORS[context.programme.rule_set]
    found = []
    value: Any = rules.value("indicator.cross-rules", context.programme.starts_on) or ()
    for text in value:
        first, others = parse_cross_rule(text)
        if first in measures and all(other in measures for other in others):
            found.append(_cross_check(context, rules, text, first, others))
    return found


def _cross_check(context: ReadContext, rules: RuleSet, text: str, first: str, others: Sequence[str]) -> Check:
    measures = INDICATORS[context.programme.rule_set]
    main = measures[first]
    missing = Organisation.objects.filter(
        Exists(contributing(main, context.slice).filter(**{main.of: OuterRef("pk")})),
        *(~Exists(contributing(measures[o], context.slice).filter(**{measures[o].of: OuterRef("pk")})) for o in others),
    ).order_by("name")
    here = list(missing[: SHOWN + 1])
    total = len(here) if len(here) <= SHOWN else missing.count()
    names = {"first": first, "others": " / ".join(others)}
    return Check(
        f"cross-{first}",
        _("Counted in %(first)s but not in %(others)s") % names,
        _rule_source(rules, context, "indicator.cross-rules"),
        _("See what support the enterprise got, and record what is missing."),
        total,
        [Finding(o.name, o.shown_number, "", o.pk) for o in here[:SHOWN]],
    )
