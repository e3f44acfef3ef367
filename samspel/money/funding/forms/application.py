"""The forms of an application: the first page, and the whole of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.money.expenditure.forms.fields import MoneyField
from samspel.money.funding.forms.intake import NamedIntake
from samspel.money.funding.labels import PARTS
from samspel.money.funding.queries.content import content_of
from samspel.money.funding.rules import AmountLine
from samspel.money.funding.services.application import ApplicationContent
from samspel.web.forms import DateInput, DayField

if TYPE_CHECKING:
    from samspel.money.models import Application

SPARE, MOST_ROWS = 2, 30
KINDS = [
    ("public", gettext_lazy("Public money")),
    ("private", gettext_lazy("Private money")),
    ("union", gettext_lazy("EU fund")),
]
ZERO = Decimal(0)


class BeginForm(forms.Form):
    """A new application, written from the programme's plan where that is wished."""

    title = forms.CharField(label=gettext_lazy("Name of the project"), max_length=200)
    applicant = forms.CharField(label=gettext_lazy("Applicant"), max_length=120)
    starts_on = DayField(label=gettext_lazy("First day"), widget=DateInput())
    ends_on = DayField(label=gettext_lazy("Last day"), widget=DateInput())
    from_plan = forms.BooleanField(
        label=gettext_lazy("Write it from the programme's plan"), required=False, initial=True
    )

    def __init__(self, intakes: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = NamedIntake(intakes, label=_("Intake"), empty_label=_("Choose"))
        self.fields = {"intake": chosen, **self.fields}

    def clean(self) -> dict[str, Any]:
        """It ends after it starts."""
        data: dict[str, Any] = super().clean() or {}
        _in_order(self, data)
        return data

    def told(self) -> ApplicationContent:
        """What the application says to begin with."""
        data = self.cleaned_data
        return ApplicationContent(data["title"], data["applicant"], data["starts_on"], data["ends_on"])


@dataclass(frozen=True)
class TableRow:
    """A row of a table of amounts: the bound fields of its name, of what kind it is, and of each year."""

    name: Any
    amounts: Sequence[Any]
    kind: Any = None
    asked: Any = None


class ApplicationForm(forms.Form):
    """The whole application: texts, costs and financing, with spare rows in both tables."""

    title = forms.CharField(label=gettext_lazy("Name of the project"), max_length=200)
    applicant = forms.CharField(label=gettext_lazy("Applicant"), max_length=120)
    starts_on = DayField(label=gettext_lazy("First day"), widget=DateInput())
    ends_on = DayField(label=gettext_lazy("Last day"), widget=DateInput())

    def __init__(self, application: "Application", *args: Any, **kwargs: Any) -> None:
        content = content_of(application)
        self.years = range(application.starts_on.year, application.ends_on.year + 1)
        self.rows = {"cost": _names(content.costs), "money": _names(content.money)}
        self.count = {key: min(len(names) + SPARE, MOST_ROWS) for key, names in self.rows.items()}
        kwargs["initial"] = self._initial(application, content.costs, content.money)
        super().__init__(*args, **kwargs)
        for part in PARTS:
            area = forms.Textarea(attrs={"rows": 6})
            self.fields[part.code] = forms.CharField(
                label=str(part.heading), required=False, widget=area, max_length=40_000
            )
        for key, count in self.count.items():
            for n in range(count):
                self._add_row(key, n)

    def _add_row(self, key: str, n: int) -> None:
        told = {"n": n + 1}
        label = _("Cost %(n)s") % told if key == "cost" else _("Financier %(n)s") % told
        self.fields[f"{key}_{n}"] = forms.CharField(label=label, max_length=120, required=False)
        if key == "money":
            self.fields[f"kind_{n}"] = forms.ChoiceField(label=_("Kind, row %(n)s") % told, choices=KINDS)
            self.fields[f"asked_{n}"] = forms.BooleanField(label=_("Applied for, row %(n)s") % told, required=False)
        for year in self.years:
            self.fields[f"{key}_{n}_{year}"] = MoneyField(label=f"{label}, {year}", required=False)

    def _initial(
        self, application: "Application", costs: Sequence[AmountLine], money: Sequence[AmountLine]
    ) -> dict[str, Any]:
        told: dict[str, Any] = {
            "title": application.title, "applicant": application.applicant, "starts_on": application.starts_on,
            "ends_on": application.ends_on, **application.texts,
        }  # fmt: skip
        for key, lines in (("cost", costs), ("money", money)):
            order = {name: n for n, name in enumerate(self.rows[key])}
            for line in lines:
                n = order[line.name]
                told[f"{key}_{n}"] = line.name
                told[f"{key}_{n}_{line.year}"] = line.amount
                if key == "money":
                    told |= {f"kind_{n}": line.kind, f"asked_{n}": line.asked}
        return told

    def table(self, key: str) -> list[TableRow]:
        """The rows of a table as fields: 'cost' or 'money'."""
        return [
            TableRow(
                self[f"{key}_{n}"],
                [self[f"{key}_{n}_{year}"] for year in self.years],
                self[f"kind_{n}"] if key == "money" else None,
                self[f"asked_{n}"] if key == "money" else None,
            )
            for n in range(self.count[key])
        ]

    @property
    def cost_table(self) -> list[TableRow]:
        """The costs' rows."""
        return self.table("cost")

    @property
    def money_table(self) -> list[TableRow]:
        """The financing's rows."""
        return self.table("money")

    @property
    def texts(self) -> list[Any]:
        """The texts' fields."""
        return [self[part.code] for part in PARTS]

    def clean(self) -> dict[str, Any]:
        """Whole rows, each name once, nothing below zero, and an end after the start."""
        data: dict[str, Any] = super().clean() or {}
        _in_order(self, data)
        for key, count in self.count.items():
            seen: set[str] = set()
            for n in range(count):
                self._clean_row(data, key, n, seen)
        return data

    def _clean_row(self, data: dict[str, Any], key: str, n: int, seen: set[str]) -> None:
        name = (data.get(f"{key}_{n}") or "").strip()
        amounts = [data.get(f"{key}_{n}_{year}") for year in self.years]
        if not name and any(amounts):
            self.add_error(f"{key}_{n}", _("Name the row."))
        if name and name in seen:
            self.add_error(f"{key}_{n}", _("The name is used by another row."))
        seen.add(name)
        for year, amount in zip(self.years, amounts, strict=True):
            if amount is not None and amount < 0:
                self.add_error(f"{key}_{n}_{year}", _("Give an amount of zero or more."))

    def told(self) -> ApplicationContent:
        """What the application says."""
        data = self.cleaned_data
        return ApplicationContent(
            data["title"], data["applicant"], data["starts_on"], data["ends_on"],
            {part.code: data[part.code].strip() for part in PARTS}, self._lines("cost"), self._lines("money"),
        )  # fmt: skip

    def _lines(self, key: str) -> list[AmountLine]:
        data = self.cleaned_data
        return [
            AmountLine(
                data[f"{key}_{n}"].strip(), year, data[f"{key}_{n}_{year}"] or ZERO, bool(data.get(f"asked_{n}")),
                data.get(f"kind_{n}") or "public",
            )
            for n in range(self.count[key])
            if data[f"{key}_{n}"].strip()
            for year in self.years
        ]  # fmt: skip


def _in_order(form: forms.Form, data: Mapping[str, Any]) -> None:
    if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
        form.add_error("ends_on", _("The last day is before the first."))


def _names(lines: Sequence[AmountLine]) -> list[str]:
    return list(dict.fromkeys(line.name for line in lines))
