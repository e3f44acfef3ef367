"""The money room's forms."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core import access, uploads
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import CostCategory, Partner
from samspel.money.claims.labels import CLAIM_KINDS, COST_MODELS
from samspel.money.expenditure.importer import LARGEST
from samspel.money.expenditure.policy import ExpenditureAction, IncomeAction
from samspel.programme.initiatives.forms import DayInput, answerable
from samspel.results.facts.forms import AmountField
from samspel.ui.templatetags.formats import language

MONTH_DAYS = 31


def own_partners(context: ReadContext, action: str) -> Any:
    """The partners the reader may act for."""
    granted = [g for g in access.grants(context.reader, action) if g.programme_id == context.programme.pk]
    ids = answerable(granted, "partner", [p.pk for p in context.structure.partners])
    return Partner.objects.filter(programme=context.programme, pk__in=ids)


class PartnerField(forms.ModelChoiceField):
    """A partner by its name."""

    def label_from_instance(self, obj: Any) -> str:
        """Its name."""
        return str(obj.name)


def partner_field(context: ReadContext, action: str) -> PartnerField:
    """A choice among the partners the reader may act for; chosen where there is only one."""
    rows = own_partners(context, action)
    made = PartnerField(rows, label=_("Partner"), empty_label=_("Choose"))
    ids = [row.pk for row in rows]
    made.initial = ids[0] if len(ids) == 1 else None
    return made


class MoneyField(AmountField):
    """An amount in whole öre."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(*args, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """An amount as the reader writes it: without decimals where it has none."""
        if not isinstance(value, Decimal):
            return value
        text = f"{value.quantize(Decimal('0.01')):f}"
        return text.removesuffix(".00").replace(".", "," if language() == "sv" else ".")

    def clean(self, value: Any) -> Any:
        """ValidationError where it is finer than an öre."""
        amount = super().clean(value)
        if amount is not None and amount != amount.quantize(Decimal("0.01")):
            raise forms.ValidationError(_("Give at most two decimals."))
        return amount


class BooksForm(forms.Form):
    """A partner's books."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("SIE 4 (.se, .si, .sie), or a ledger extract as Excel or text. At most 64 MB."),
    )

    def __init__(self, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"partner": partner_field(context, ExpenditureAction.RECORD), **self.fields}

    def clean_file(self) -> Any:
        """Not larger than is allowed."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 64 MB."))
        return file


class ProjectsForm(forms.Form):
    """Which project objects of the file are the programme's."""

    projects = forms.MultipleChoiceField(
        label=gettext_lazy("Project codes that are the programme's"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, choices: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["projects"].choices = list(choices)  # type: ignore[attr-defined]


class AccountsForm(forms.Form):
    """The category of each account that nothing is said of yet; a range for all of them at once where one is given."""

    def __init__(self, accounts: Sequence[Any], categories: Sequence[CostCategory], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Choose")), *((c.code, c.name) for c in categories), ("-", _("Leave out"))]
        for account in accounts:
            label = f"{account.account} {account.name}".strip()
            self.fields[f"account_{account.account}"] = forms.ChoiceField(label=label, choices=choices, required=False)
        digits = {"inputmode": "numeric"}
        for name, label in (("first", _("Or all accounts from")), ("last", _("up to and including"))):
            self.fields[name] = forms.RegexField(
                r"^\d{1,10}$", label=label, required=False, widget=forms.TextInput(attrs=digits),
                error_messages={"invalid": _("Give an account number, such as 5000.")},
            )  # fmt: skip
        self.fields["category"] = forms.ChoiceField(
            label=_("Category of the whole range"), choices=choices, required=False
        )

    def clean(self) -> dict[str, Any]:
        """A range is whole and in order."""
        data: dict[str, Any] = super().clean() or {}
        given = [bool(data.get(name)) for name in ("first", "last", "category")]
        if any(given) and not all(given) and not self.errors:
            self.add_error("last", _("Give the first and the last account and the category, or none of them."))
        elif all(given) and data["last"] < data["first"]:
            self.add_error("last", _("The last account comes before the first."))
        return data

    def chosen(self) -> list[tuple[str, str, str]]:
        """(first account, last account, category code or '-' to leave out)."""
        data = self.cleaned_data
        single = [
            (name.removeprefix("account_"), name.removeprefix("account_"), code)
            for name, code in data.items()
            if name.startswith("account_") and code
        ]
        return [*([(data["first"], data["last"], data["category"])] if data["category"] else []), *single]


class CostForm(forms.Form):
    """A cost recorded by hand, or corrected."""

    occurred_on = forms.DateField(label=gettext_lazy("Booking date"), widget=DayInput())
    voucher = forms.CharField(label=gettext_lazy("Voucher"), max_length=40)
    text = forms.CharField(label=gettext_lazy("What it is for"), max_length=200)
    amount = MoneyField(label=gettext_lazy("Amount"), help_text=gettext_lazy("A credit is negative."))
    paid_on = forms.DateField(label=gettext_lazy("Paid on"), widget=DayInput(), required=False)
    supplier = forms.CharField(label=gettext_lazy("Supplier"), max_length=120, required=False)
    invoice = forms.CharField(label=gettext_lazy("Invoice number"), max_length=60, required=False)
    vat = MoneyField(label=gettext_lazy("Of which VAT"), required=False)
    procurement = forms.CharField(
        label=gettext_lazy("Journal number of the procurement"), max_length=60, required=False
    )

    def __init__(self, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        category = forms.ModelChoiceField(
            CostCategory.objects.filter(programme=context.programme), label=_("Cost category"), empty_label=_("Choose")
        )
        category.label_from_instance = lambda row: row.name  # type: ignore[method-assign,assignment]
        own = {"partner": partner_field(context, ExpenditureAction.RECORD), "category": category}
        self.fields = {**own, **self.fields}

    def clean_amount(self) -> Any:
        """Not zero."""
        if not self.cleaned_data["amount"]:
            raise forms.ValidationError(_("Give an amount other than zero."))
        return self.cleaned_data["amount"]


class NewCostForm(CostForm):
    """A new cost, which may be the partner's own contribution in kind."""

    in_kind = forms.BooleanField(label=gettext_lazy("It is a contribution in kind: no money was paid"), required=False)


class CostCorrection(CostForm):
    """A cost corrected: a reason is needed."""

    reason = forms.CharField(label=gettext_lazy("Why it is changed"), max_length=500)


class HoursForm(forms.Form):
    """Hours of one person in a month, as a unit cost."""

    person = forms.CharField(
        label=gettext_lazy("Person"),
        max_length=40,
        help_text=gettext_lazy("A pseudonym, such as the employment number. Never a name or personal identity number."),
    )
    month = forms.DateField(
        label=gettext_lazy("Month"), widget=DayInput(), help_text=gettext_lazy("Any day of the month.")
    )
    hours = MoneyField(label=gettext_lazy("Hours"))
    rate = MoneyField(label=gettext_lazy("Cost of an hour"))
    certified = forms.BooleanField(label=gettext_lazy("The time sheet is signed by the person and the manager"))

    def __init__(self, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"partner": partner_field(context, ExpenditureAction.RECORD), **self.fields}

    def clean_hours(self) -> Any:
        """More than none, no more than a month has."""
        if not 0 < self.cleaned_data["hours"] <= 24 * MONTH_DAYS:
            raise forms.ValidationError(_("Give the month's hours, above zero."))
        return self.cleaned_data["hours"]

    def clean_rate(self) -> Any:
        """Above zero."""
        if self.cleaned_data["rate"] <= 0:
            raise forms.ValidationError(_("Give an amount above zero."))
        return self.cleaned_data["rate"]


class IncomeForm(forms.Form):
    """Money the project earned."""

    occurred_on = forms.DateField(label=gettext_lazy("Booking date"), widget=DayInput())
    text = forms.CharField(label=gettext_lazy("What it is"), max_length=200)
    amount = MoneyField(label=gettext_lazy("Amount"))

    def __init__(self, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"partner": partner_field(context, IncomeAction.RECORD), **self.fields}

    def clean_amount(self) -> Any:
        """Above zero."""
        if self.cleaned_data["amount"] <= 0:
            raise forms.ValidationError(_("Give an amount above zero."))
        return self.cleaned_data["amount"]


class EvidenceForm(forms.Form):
    """Evidence of a cost."""

    title = forms.CharField(label=gettext_lazy("What it is"), max_length=200)
    reference = forms.CharField(
        label=gettext_lazy("Where it can be read"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("A journal number or an address, where the document itself is not attached."),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": uploads.ACCEPTED}),
        help_text=gettext_lazy("PDF, PNG, JPEG, Excel or Word. At most 10 MB."),
    )


class ClaimForm(forms.Form):
    """A claim to make."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=list(CLAIM_KINDS.items()))
    first_day = forms.DateField(label=gettext_lazy("First day"), widget=DayInput())
    last_day = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput())
    exception = forms.CharField(
        label=gettext_lazy("Where the decision says otherwise"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Only where the period breaks the ordinary rules: the paragraph that allows it."),
    )


class ReturnForm(forms.Form):
    """What a partner must mend."""

    comment = forms.CharField(
        label=gettext_lazy("What must be mended"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class SendForm(forms.Form):
    """Who signs."""

    signed_by = forms.CharField(label=gettext_lazy("Authorised person who signs"), max_length=120)


class ReopenForm(forms.Form):
    """Why and for what a sent claim is opened."""

    what = forms.ChoiceField(
        label=gettext_lazy("Open for"),
        widget=forms.RadioSelect,
        choices=[("text", gettext_lazy("its texts only")), ("numbers", gettext_lazy("its numbers"))],
    )
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ReportForm(forms.Form):
    """The economic report in words."""

    text = forms.CharField(
        label=gettext_lazy("The economic report in words"),
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=20_000,
        required=False,
    )


class PaymentForm(forms.Form):
    """A payment received."""

    received_on = forms.DateField(label=gettext_lazy("Received on"), widget=DayInput())
    amount = MoneyField(label=gettext_lazy("Amount"))
    reference = forms.CharField(label=gettext_lazy("Reference"), max_length=120, required=False)


class TermsForm(forms.Form):
    """What the grant decision says."""

    reference = forms.CharField(label=gettext_lazy("The decision's reference"), max_length=200)
    decided_on = forms.DateField(label=gettext_lazy("Decided on"), widget=DayInput())
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
