"""The forms of a partner's books on their way in: the file, its projects, and its accounts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core.programmes.context import ReadContext
from samspel.money.expenditure.forms.fields import partner_field
from samspel.money.expenditure.importer import LARGEST
from samspel.money.expenditure.policy import ExpenditureAction

if TYPE_CHECKING:
    from samspel.core.programmes.models import CostCategory


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

    def __init__(
        self, accounts: Sequence[Any], categories: Sequence["CostCategory"], *args: Any, **kwargs: Any
    ) -> None:
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
