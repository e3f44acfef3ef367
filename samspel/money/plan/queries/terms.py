"""What a programme's grant says of money, with the plan that goes with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from samspel.core.programmes.models import BudgetLine, Financier, FinancingLine, Programme
from samspel.core.programmes.rule_set import rules_of
from samspel.core.programmes.structure import structure_of
from samspel.core.rules import NoRuleInForce, RuleSet, ValueNotKnown
from samspel.money.models import GrantTerms
from samspel.money.plan.labels import COST_MODELS
from samspel.money.plan.rules.cost_models import (
    Breach,
    Circumstances,
    CostModel,
    ModelOutcome,
    Values,
    compare,
    models_of,
)
from samspel.money.plan.rules.terms import Terms


class TermsError(Exception):
    """The terms cannot be so; the message is for the user."""


@dataclass(frozen=True)
class MoneyPlan:
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


def rule_values(rules: RuleSet, day: date) -> Values:
    """A rule's number by its code; None where it is not known on the day."""

    def value(code: str) -> Decimal | None:
        try:
            return rules.number(code, day)
        except (NoRuleInForce, ValueNotKnown):
            return None

    return value


def plan_of(programme: Programme, day: date) -> MoneyPlan:
    """The plan in force on the day. TermsError where the programme has no plan or no fund."""
    structure = structure_of(programme)
    version = structure.plan_version(day)
    union = next((f for f in structure.financiers if f.kind == "union"), None)
    if version is None or union is None:
        raise TermsError(_("The programme has no budget with a fund to claim from."))
    budget = BudgetLine.objects.filter(version=version).order_by().values_list("category").annotate(Sum("amount"))
    financing = FinancingLine.objects.filter(version=version).order_by().values_list("financier")
    return MoneyPlan(
        dict(budget), dict(financing.annotate(Sum("amount"))), union, {c.pk: c.role for c in structure.categories}
    )


def agreed(programme: Programme, plan: MoneyPlan) -> Agreed:
    """The terms as decided, or as the financing plan implies where no decision is put in."""
    row = GrantTerms.objects.filter(programme=programme).first()
    models = models_of(rule_values(rules_of(programme), programme.starts_on))
    if row is not None:
        terms = Terms(row.share_of_costs, row.share_of_financing, row.support_max)
        return Agreed(terms, models[row.cost_model], row)
    support, total = plan.financing.get(plan.union.pk, Decimal(0)), sum(plan.financing.values(), Decimal(0))
    share = (100 * support / total).quantize(Decimal("0.0001")) if total else Decimal(0)
    return Agreed(Terms(share, None, support), models["actual_costs"], None)


def circumstances(programme: Programme, plan: MoneyPlan, university: bool = False) -> Circumstances:
    """What decides which models may be used."""
    rate = Decimal(1) if programme.currency == "EUR" else programme.planning_rate
    return Circumstances(plan.by_role, plan.financing.get(plan.union.pk, Decimal(0)), university, rate)


def outcomes(programme: Programme, plan: MoneyPlan) -> list[ModelOutcome]:
    """What each cost model of the rule set would give for the budget."""
    value = rule_values(rules_of(programme), programme.starts_on)
    return compare(models_of(value), circumstances(programme, plan), value)


def breach_words(rules: RuleSet, breach: Breach, day: date) -> str:
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


def planning_rate(programme: Programme) -> Decimal | None:
    """Units of the currency for one euro that the grant's terms name; None where they name none."""
    terms = GrantTerms.objects.filter(programme=programme).first()
    return terms.planning_rate if terms and terms.planning_rate else None


@dataclass(frozen=True)
class ModelRow:
    """A cost model beside the budget: eligible costs, the support at the decided share, what forbids it."""

    model: str
    total: Decimal
    support: Decimal
    difference: Decimal
    forbidden: Sequence[str]

    @property
    def lump(self) -> bool:
        """Whether it is a lump sum, which is agreed and has no sum of its own."""
        return self.model == "lump_sum"

    @property
    def name(self) -> str:
        """Its name."""
        return str(COST_MODELS[self.model])


def model_rows(plan: MoneyPlan, offered: Sequence[ModelOutcome], share: Decimal) -> list[ModelRow]:
    """What each model would give. `share` is the decided per cent of the costs."""
    budget = sum(plan.by_role.values(), Decimal(0))
    return [
        ModelRow(
            model=outcome.model.code,
            total=outcome.total,
            support=outcome.total * share / 100,
            difference=outcome.total - budget,
            forbidden=[breach.rule for breach in outcome.breaches],
        )
        for outcome in offered
    ]
