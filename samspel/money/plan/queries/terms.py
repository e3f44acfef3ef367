"""What a programme's grant says of money: shares, ceiling and cost model, and the plan that goes with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from samspel.core import access, audit
from samspel.core.programmes.models import BudgetLine, Financier, FinancingLine, Programme
from samspel.core.programmes.rule_set import rules_of
from samspel.core.programmes.structure import structure_of
from samspel.core.rules import NoRuleInForce, RuleSet, ValueNotKnown
from samspel.money.claims.policy import ClaimAction
from samspel.money.claims.rules.sums import Terms
from samspel.money.models import Claim, GrantTerms
from samspel.money.plan.rules import cost_models
from samspel.money.plan.rules.cost_models import Circumstances, CostModel, Outcome, compare, models_of


class TermsError(Exception):
    """The terms cannot be so; the message is for the user."""


@dataclass(frozen=True)
class Plan:
    """The plan in force: budget by category id, planned amounts of the financiers by id, and who gives the support."""

    budget: Mapping[int, Decimal]
    financing: Mapping[int, Decimal]
    union: Financier
    roles: Mapping[int, str]

    @property
    def weights(self) -> dict[int, Decimal]:
        """The other financiers' planned amounts."""
        return {pk: amount for pk, amount in self.financing.items() if pk != self.union.pk}

    @property
    def by_role(self) -> dict[str, Decimal]:
        """The budget by role."""
        found: dict[str, Decimal] = {}
        for category, amount in self.budget.items():
            found[self.roles[category]] = found.get(self.roles[category], Decimal(0)) + amount
        return found


@dataclass(frozen=True)
class Agreed:
    """The grant's terms as they hold: as reckoning takes them, the cost model, and the row where there is one."""

    terms: Terms
    model: CostModel
    row: GrantTerms | None


def rule_values(rules: RuleSet, day: date) -> cost_models.Values:
    """A rule's number by its code; None where it is not known on the day."""

    def value(code: str) -> Decimal | None:
        try:
            return rules.number(code, day)
        except (NoRuleInForce, ValueNotKnown):
            return None

    return value


def plan_of(programme: Programme, day: date) -> Plan:
    """The plan in force on the day. TermsError where the programme has no plan or no fund."""
    structure = structure_of(programme)
    version = structure.plan_version(day)
    union = next((f for f in structure.financiers if f.kind == "union"), None)
    if version is None or union is None:
        raise TermsError(_("The programme has no budget with a fund to claim from."))
    budget = BudgetLine.objects.filter(version=version).order_by().values_list("category").annotate(Sum("amount"))
    financing = FinancingLine.objects.filter(version=version).order_by().values_list("financier")
    return Plan(
        dict(budget), dict(financing.annotate(Sum("amount"))), union, {c.pk: c.role for c in structure.categories}
    )


def agreed(programme: Programme, plan: Plan) -> Agreed:
    """The terms as decided, or as the financing plan implies where no decision is put in."""
    row = GrantTerms.objects.filter(programme=programme).first()
    models = models_of(rule_values(rules_of(programme), programme.starts_on))
    if row is not None:
        terms = Terms(row.share_of_costs, row.share_of_financing, row.support_max)
        return Agreed(terms, models[row.cost_model], row)
    support, total = plan.financing.get(plan.union.pk, Decimal(0)), sum(plan.financing.values(), Decimal(0))
    share = (100 * support / total).quantize(Decimal("0.0001")) if total else Decimal(0)
    return Agreed(Terms(share, None, support), models["actual_costs"], None)


def circumstances(programme: Programme, plan: Plan, university: bool = False) -> Circumstances:
    """What decides which models may be used."""
    rate = Decimal(1) if programme.currency == "EUR" else programme.planning_rate
    return Circumstances(plan.by_role, plan.financing.get(plan.union.pk, Decimal(0)), university, rate)


def outcomes(programme: Programme, plan: Plan) -> list[Outcome]:
    """What each cost model of the rule set would give for the budget."""
    value = rule_values(rules_of(programme), programme.starts_on)
    return compare(models_of(value), circumstances(programme, plan), value)


@transaction.atomic
def set_terms(actor: Any, programme: Programme, told: Mapping[str, Any], university: bool = False) -> GrantTerms:
    """Put in what the grant decision says. TermsError where a rule forbids the cost model, or claims have locked it."""
    row = GrantTerms.objects.filter(programme=programme).first() or GrantTerms(programme=programme)
    access.require(actor, ClaimAction.MANAGE, row)
    Programme.objects.select_for_update().get(pk=programme.pk)
    if row.pk and row.cost_model != told["cost_model"] and Claim.objects.filter(programme=programme).exists():
        raise TermsError(_("The cost model is locked: there is a claim already."))
    plan = plan_of(programme, programme.starts_on)
    value = rule_values(rules_of(programme), programme.starts_on)
    model = models_of(value)[told["cost_model"]]
    found = cost_models.breaches(model, circumstances(programme, plan, university), value)
    if found:
        rules = rules_of(programme)
        raise TermsError(" ".join(breach_words(rules, breach, programme.starts_on) for breach in found))
    for name, given in told.items():
        setattr(row, name, given)
    row.save()
    audit.write(actor, "terms.set", row, changes={name: str(given) for name, given in told.items()})
    return row


def breach_words(rules: RuleSet, breach: cost_models.Breach, day: date) -> str:
    """Which rule forbids it, with the article, what was found and the limit."""
    from samspel.ui.templatetags.formats import language

    rule = rules.rule(breach.rule, day)
    words = {
        "rule": rule.name.in_language(language()),
        "source": rule.source.in_language(language()),
        "found": f"{breach.found.quantize(Decimal('0.01')):f}",
        "limit": f"{breach.limit:f}",
    }
    return _("%(rule)s: found %(found)s, the limit is %(limit)s (%(source)s).") % words
