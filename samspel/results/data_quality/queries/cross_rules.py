"""Rules between indicators: who is counted in one must be counted in another."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from samspel.actors.models import Organisation
from samspel.core.figures import contributing
from samspel.core.programmes.context import ReadContext
from samspel.core.rules import RuleSet
from samspel.results.data_quality.queries.check import SHOWN, DataCheck, DataFinding, rule_source
from samspel.results.indicators.figures import INDICATORS


def parse_cross_rule(text: str) -> tuple[str, tuple[str, ...]]:
    """'CO01 in CO04, CO05' → ('CO01', ('CO04', 'CO05')): everything in the first is in at least one of the others.

    ValueError where it does not read so."""
    first, found, rest = text.partition(" in ")
    others = tuple(part.strip() for part in rest.split(",") if part.strip())
    if not found or not first.strip() or not others:
        raise ValueError(f"{text!r}: expected a rule such as 'CO01 in CO04, CO05'")
    return first.strip(), others


def cross_checks(context: ReadContext, rules: RuleSet) -> list[DataCheck]:
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


def _cross_check(context: ReadContext, rules: RuleSet, text: str, first: str, others: Sequence[str]) -> DataCheck:
    measures = INDICATORS[context.programme.rule_set]
    main = measures[first]
    missing = Organisation.objects.filter(
        Exists(contributing(main, context.slice).filter(**{main.of: OuterRef("pk")})),
        *(~Exists(contributing(measures[o], context.slice).filter(**{measures[o].of: OuterRef("pk")})) for o in others),
    ).order_by("name")
    here = list(missing[: SHOWN + 1])
    total = len(here) if len(here) <= SHOWN else missing.count()
    names = {"first": first, "others": " / ".join(others)}
    return DataCheck(
        f"cross-{first}",
        _("Counted in %(first)s but not in %(others)s") % names,
        rule_source(rules, context, "indicator.cross-rules"),
        _("See what support the enterprise got, and record what is missing."),
        total,
        [DataFinding(o.name, o.shown_number, "", o.pk) for o in here[:SHOWN]],
    )
