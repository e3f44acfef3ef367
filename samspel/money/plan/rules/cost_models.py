"""Cost models: what of the booked costs counts, what is added as a flat rate, and where a model may be used. Pure.

Sources: the managing authority's three accounting methods 2014–2020 (rules `cost.*` of erdf-2014-2020) and Regulation
(EU) 2021/1060 articles 53–56 (erdf-2021-2027). Percentages and limits come from the rule set, never from here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from samspel.money.plan.rules.allocation import percent_of

STAFF, EXTERNAL, OTHER, OVERHEAD = "staff", "external", "other", "overhead"
ROLES = (STAFF, EXTERNAL, OTHER, OVERHEAD)
"""What a cost category is to a cost model. Staff includes social costs."""
DIRECT = frozenset({STAFF, EXTERNAL, OTHER})
Values = Callable[[str], Decimal | None]
"""A rule's value by its code; None where the rule set has no such rule or value."""


@dataclass(frozen=True)
class Flat:
    """A flat rate: `percent` of the costs in the roles of `base`, shown in `role`, as `rule` lays down."""

    role: str
    percent: Decimal
    base: frozenset[str]
    rule: str


@dataclass(frozen=True)
class CostModel:
    """A way to account. Booked costs count in the roles of `counted`; the rest is covered by `flats`."""

    code: str
    counted: frozenset[str] = DIRECT | {OVERHEAD}
    flats: tuple[Flat, ...] = ()


@dataclass(frozen=True)
class Circumstances:
    """What decides whether a model may be used. `budget` is by role, in the programme's currency."""

    budget: Mapping[str, Decimal]
    support: Decimal
    university: bool = False
    rate: Decimal | None = None  # currency units per EUR
    state_aid: bool = False

    @property
    def total(self) -> Decimal:
        """The whole budget."""
        return sum(self.budget.values(), Decimal(0))


@dataclass(frozen=True)
class Breach:
    """A rule that forbids the model here: its code, what was found and the limit."""

    rule: str
    found: Decimal
    limit: Decimal


def models_of(value: Values) -> dict[str, CostModel]:
    """The models that a rule set lays down, by code; those it does not know are left out."""
    made = [CostModel("actual_costs")]
    for code, rule, role, base, counted in _FLATS:
        percent = value(rule)
        if percent is not None:
            made.append(CostModel(code, counted, (Flat(role, percent, base, rule),)))
    if value("cost.lump-sum-support-max") is not None:
        made.append(CostModel("lump_sum", frozenset()))
    return {model.code: model for model in made}


def eligible(model: CostModel, booked: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """What counts of booked costs by role, with the flat rates; amounts in whole öre, every role present.

    A flat rate is counted on the booked costs of its base and rounded once, halves away from zero."""
    counted = {role: booked.get(role, Decimal(0)) if role in model.counted else Decimal(0) for role in ROLES}
    flats = {flat.role: percent_of(flat.percent, _base(flat, counted)) for flat in model.flats}
    return {role: amount + flats.get(role, Decimal(0)) for role, amount in counted.items()}


def flat_part(model: CostModel, booked: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The flat rates alone, by role."""
    counted = {role: booked.get(role, Decimal(0)) if role in model.counted else Decimal(0) for role in ROLES}
    return {flat.role: percent_of(flat.percent, _base(flat, counted)) for flat in model.flats}


def breaches(model: CostModel, where: Circumstances, value: Values) -> list[Breach]:
    """The rules that forbid the model in these circumstances; none where it may be used."""
    found = []
    if model.code == "staff_intensive":
        least, share = value("cost.staff-intensive-staff-share-min"), _share(where.budget, STAFF)
        if least is not None and share < least:
            found.append(Breach("cost.staff-intensive-staff-share-min", share, least))
    if model.code == "lump_sum":
        most = value("cost.lump-sum-support-max")
        if most is not None and where.support > most:
            found.append(Breach("cost.lump-sum-support-max", where.support, most))
    if model.code == "overhead_university" and not where.university:
        found.append(Breach("cost.overhead-staff-university", Decimal(0), Decimal(1)))
    if model.code == "actual_costs" and where.rate and not where.state_aid:
        most = value("cost.simplified-mandatory-total-max")
        if most is not None and where.total / where.rate <= most:
            found.append(Breach("cost.simplified-mandatory-total-max", where.total / where.rate, most))
    return found


@dataclass(frozen=True)
class ModelOutcome:
    """What a model would give for a budget: eligible costs by role, their sum, and what forbids it."""

    model: CostModel
    by_role: Mapping[str, Decimal]
    total: Decimal
    breaches: Sequence[Breach]


def compare(models: Mapping[str, CostModel], where: Circumstances, value: Values) -> list[ModelOutcome]:
    """Each model for the same direct costs, in the models' order. A lump sum is agreed and has no sum of its own."""
    outcomes = []
    for model in models.values():
        by_role = eligible(model, where.budget)
        outcomes.append(ModelOutcome(model, by_role, sum(by_role.values(), Decimal(0)), breaches(model, where, value)))
    return outcomes


def with_social(salaries: Decimal, percent: Decimal) -> Decimal:
    """Salaries with social costs as a flat rate."""
    return salaries + percent_of(percent, salaries)


def hourly_rate(monthly_salary: Decimal, months: Decimal, hours: Decimal, uplift: Decimal, years: int) -> Decimal:
    """Unit cost of an hour: salary × months / hours of a year, raised by `uplift` per cent for each full year."""
    rate = monthly_salary * months / hours
    for _year in range(years):
        rate *= 1 + uplift / 100
    return rate.quantize(Decimal("0.01"))


def _base(flat: Flat, counted: Mapping[str, Decimal]) -> Decimal:
    return sum((counted[role] for role in flat.base), Decimal(0))


def _share(budget: Mapping[str, Decimal], role: str) -> Decimal:
    total = sum(budget.values(), Decimal(0))
    return Decimal(0) if not total else 100 * budget.get(role, Decimal(0)) / total


_STAFF = frozenset({STAFF})
_FLATS = (
    # model, rule with the percentage, where the flat amount is shown, what it is counted on, what counts as booked
    ("overhead_staff", "cost.overhead-staff", OVERHEAD, _STAFF, DIRECT),
    ("overhead_university", "cost.overhead-staff-university", OVERHEAD, _STAFF, DIRECT),
    ("overhead_direct", "cost.overhead-direct", OVERHEAD, frozenset({STAFF, OTHER}), DIRECT),
    ("staff_intensive", "cost.staff-intensive-flat-rate", OTHER, _STAFF, _STAFF),
    ("indirect_direct", "cost.indirect-direct-costs", OVERHEAD, DIRECT, DIRECT),
    ("indirect_staff", "cost.indirect-direct-staff-costs", OVERHEAD, _STAFF, DIRECT),
    ("indirect_calculated", "cost.indirect-calculated", OVERHEAD, DIRECT, DIRECT),
    ("staff_flat", "cost.staff-flat-rate", STAFF, frozenset({EXTERNAL, OTHER}), frozenset({EXTERNAL, OTHER})),
    ("residual_flat", "cost.residual-flat-rate", OTHER, _STAFF, _STAFF),
)
