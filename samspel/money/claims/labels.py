"""The words for claims: states, kinds, limits, and what a check finds."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.money.claims.rules.checks import Check, Finding

CLAIM_STATES = {
    "open": gettext_lazy("being prepared"),
    "sent": gettext_lazy("sent"),
    "text": gettext_lazy("open for its texts"),
    "decided": gettext_lazy("decided"),
    "paid": gettext_lazy("paid"),
}
PART_STATES = {
    "draft": gettext_lazy("draft"),
    "submitted": gettext_lazy("sent in"),
    "checked": gettext_lazy("checked"),
}
CLAIM_KINDS = {"interim": gettext_lazy("Interim claim"), "final": gettext_lazy("Final claim")}
PAYMENT_KINDS = {
    "advance": gettext_lazy("Advance"),
    "interim": gettext_lazy("Payment"),
    "final": gettext_lazy("Final payment"),
}
LIMITS = {
    "": "",
    "decision": gettext_lazy("The support is held to the amount decided."),
    "financing": gettext_lazy("The support is held to its share of the total financing."),
}


def finding_words(finding: Finding, category: str = "") -> str:
    """What a finding says, and how it is mended."""
    numbers: dict[str, Any] = {
        "found": _amount(finding.found),
        "limit": _amount(finding.limit),
        "about": finding.about,
        "category": category,
    }
    return _SAID[finding.check]() % numbers


def _amount(value: Decimal | None) -> str:
    from samspel.ui.templatetags.formats import number

    return "" if value is None else str(number(value, 2 if value != value.to_integral_value() else 0))


_SAID = {
    Check.OUTSIDE_PROGRAMME: lambda: _("Booked outside the programme's time. Take the rows out."),
    Check.OUTSIDE_PERIOD: lambda: _("Booked before the claim's period. Say in the report why they come late."),
    Check.NOT_PAID: lambda: _("No day of payment. Put it in, or leave the rows for a later claim."),
    Check.PAID_LATE: lambda: _("Paid after the period. They belong in a later claim."),
    Check.NO_EVIDENCE: lambda: _("No evidence is attached. Attach the invoice or the payslip list."),
    Check.SAME_VOUCHER: lambda: _("Voucher %(about)s is there twice with the same account, amount and text."),
    Check.SAME_INVOICE: lambda: _("Invoice %(about)s from the same supplier is booked on several vouchers."),
    Check.ELSEWHERE: lambda: _("The same voucher is in the programme %(about)s: other public money on the same cost."),
    Check.VAT: lambda: _("VAT is in the cost. It is eligible only where it cannot be recovered."),
    Check.PROCUREMENT: lambda: _(
        "Bought from %(about)s for %(found)s, above %(limit)s. Put in the procurement's journal number."
    ),
    Check.HOURS: lambda: _("%(about)s: %(found)s hours, more than %(limit)s in a year."),
    Check.OVER_CATEGORY: lambda: _("%(category)s: %(found)s claimed in all, more than %(limit)s that the plan allows."),
    Check.OVER_TOTAL: lambda: _("%(found)s claimed in all, more than the whole budget of %(limit)s."),
    Check.NOT_COUNTED: lambda: _("The cost model covers these costs by a flat rate: they are not claimed as booked."),
}
