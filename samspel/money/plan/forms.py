"""The forms of the grant's terms and of the money plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from samspel.core import clock
from samspel.core.programmes.context import ReadContext
from samspel.money.expenditure.forms.fields import MoneyField
from samspel.money.plan.labels import COST_MODELS
from samspel.money.plan.queries.plan_version import lines_of
from samspel.money.plan.services.plan_version import NewPlan
from samspel.web.forms import DateInput, DayField

if TYPE_CHECKING:
    from samspel.core.programmes.models import PlanVersion


class TermsForm(forms.Form):
    """What the grant decision says."""

    reference = forms.CharField(label=gettext_lazy("The decision's reference"), max_length=200)
    decided_on = DayField(label=gettext_lazy("Decided on"), widget=DateInput())
    cost_model = forms.ChoiceField(label=gettext_lazy("Cost model"))
    share_of_costs = forms.DecimalField(
        label=gettext_lazy("Support as a share of the costs, per cent"), max_digits=7, decimal_places=4,
        min_value=Decimal("0.0001"), max_value=100,
    )  # fmt: skip
    share_of_financing = forms.DecimalField(
        label=gettext_lazy("Highest share of the total financing, per cent"), max_digits=7, decimal_places=4,
        min_value=Decimal("0.0001"), max_value=100, required=False,
    )  # fmt: skip
    support_max = MoneyField(label=gettext_lazy("Decided support"))
    planning_rate = forms.DecimalField(
        label=gettext_lazy("Planning rate: units of the currency for one euro"), max_digits=12, decimal_places=6,
        min_value=Decimal("0.000001"), required=False, localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip

    def __init__(self, models: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cost_model"].choices = [(m, COST_MODELS[m]) for m in models]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class PlanFormRow:
    """A row of the form: its name and the bound field of each year."""

    name: str
    amounts: Sequence[Any]


class PlanForm(forms.Form):
    """The whole plan anew: what holds from when, by which decision and why, and every amount."""

    valid_from = DayField(label=gettext_lazy("Holds from"), widget=DateInput())
    decision = forms.CharField(label=gettext_lazy("The decision's reference"), max_length=200)
    reason_sv = forms.CharField(label=gettext_lazy("Reason, in Swedish"), max_length=500)
    reason_en = forms.CharField(label=gettext_lazy("Reason, in English"), max_length=500)

    def __init__(self, context: ReadContext, version: "PlanVersion", *args: Any, **kwargs: Any) -> None:
        budget, financing = lines_of(version)
        self.years = range(context.programme.starts_on.year, context.programme.ends_on.year + 1)
        partners = {p.pk: p.short for p in context.structure.partners}
        used = list(dict.fromkeys(key for key, _year in budget))
        self.budget_rows = {
            (c.pk, partner): f"{c.name}, {partners[partner]}" if partner else c.name
            for c in context.structure.categories
            for partner in ([p for category, p in used if category == c.pk] or [None])
        }
        self.financing_rows = {f.pk: f.name for f in context.structure.financiers}
        first: dict[str, Any] = {"valid_from": max(clock.today(), version.valid_from)}
        first |= {_field("cost", key, year): amount for (key, year), amount in budget.items()}
        first |= {_field("paid", key, year): amount for (key, year), amount in financing.items()}
        kwargs["initial"] = first
        super().__init__(*args, **kwargs)
        for kind, rows in (("cost", self.budget_rows), ("paid", self.financing_rows)):
            for key, name in rows.items():
                for year in self.years:
                    self.fields[_field(kind, key, year)] = MoneyField(label=f"{name}, {year}", required=False)

    @property
    def cost_table(self) -> list[PlanFormRow]:
        """The budget's rows."""
        return self._table("cost", self.budget_rows)

    @property
    def paid_table(self) -> list[PlanFormRow]:
        """The financing's rows."""
        return self._table("paid", self.financing_rows)

    def _table(self, kind: str, rows: dict[Any, str]) -> list[PlanFormRow]:
        return [PlanFormRow(name, [self[_field(kind, key, year)] for year in self.years]) for key, name in rows.items()]

    def told(self) -> NewPlan:
        """The plan, whole; a line of nothing is left out."""
        data = self.cleaned_data
        return NewPlan(
            data["valid_from"], data["decision"], data["reason_sv"], data["reason_en"],
            self._amounts("cost", self.budget_rows), self._amounts("paid", self.financing_rows),
        )  # fmt: skip

    def _amounts(self, kind: str, rows: dict[Any, str]) -> dict[tuple[Any, int], Decimal]:
        return {
            (key, year): amount
            for key in rows
            for year in self.years
            if (amount := self.cleaned_data[_field(kind, key, year)]) is not None
        }


def _field(kind: str, key: Any, year: int) -> str:
    parts = key if isinstance(key, tuple) else (key,)
    return "_".join([kind, *(str(part or 0) for part in parts), str(year)])


class RateDayForm(forms.Form):
    """The day whose rate to use."""

    day = DayField(label=gettext_lazy("Rate of the day"), widget=DateInput(), required=False)
