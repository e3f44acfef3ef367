"""Form fields for amounts and partners."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from samspel.core.programmes.context import ReadContext
from samspel.money.expenditure.queries.partner import own_partners
from samspel.results.facts.rules import LARGEST
from samspel.ui.templatetags.formats import language
from samspel.web.forms import AmountField, NamedField


def partner_field(context: ReadContext, action: str) -> NamedField:
    """A choice among the partners the reader may act for; chosen where there is only one."""
    rows = own_partners(context, action)
    made = NamedField(rows, label=_("Partner"), empty_label=_("Choose"))
    ids = [row.pk for row in rows]
    made.initial = ids[0] if len(ids) == 1 else None
    return made


class MoneyField(AmountField):
    """An amount in whole öre."""

    def __init__(self, **options: Any) -> None:
        super().__init__(most=LARGEST, checked=False, **options)

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
