"""The words for claims: states, kinds, limits, and what a check finds."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.money.claims.rules.checks import ClaimCheck, ClaimFinding

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


def finding_words(finding: ClaimFinding, category: str = "") -> str:
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
    ClaimCheck.OUTSIDE_PROGRAMME: lambda: _("Booked outside the programme's time. Take the rows out."),
    ClaimCheck.OUTSIDE_PERIOD: lambda: _("Booked before the claim's period. Say in the report why they come late."),
    ClaimCheck.NOT_PAID: lambda: _("No day of payment. Put it in, or leave the rows for a later claim."),
    ClaimCheck.PAID_LATE: lambda: _("Paid after the period. They belong in a later claim."),
    ClaimCheck.NO_EVIDENCE: lambda: _("No evidence is attached. Attach the invoice or the payslip list."),
    ClaimCheck.SAME_VOUCHER: lambda: _("Voucher %(about)s is there twice with the same account, amount and text."),
    ClaimCheck.SAME_INVOICE: lambda: _("Invoice %(about)s from the same supplier is booked on several vouchers."),
    ClaimCheck.ELSEWHERE: lambda: _(
        "The same voucher is in the programme %(about)s: other public money on the same cost."
    ),
    ClaimCheck.VAT: lambda: _("VAT is in the cost. It is eligible only where it cannot be recovered."),
    ClaimCheck.PROCUREMENT: lambda: _(
        "Bought from %(about)s for %(found)s, above %(limit)s. Put in the procurement's journal number."
    ),
    ClaimCheck.HOURS: lambda: _("%(about)s: %(found)s hours, more than %(limit)s in a year."),
    ClaimCheck.OVER_CATEGORY: lambda: _(
        "%(category)s: %(found)s claimed in all, more than %(limit)s that the plan allows."
    ),
    ClaimCheck.OVER_TOTAL: lambda: _("%(found)s claimed in all, more than the whole budget of %(limit)s."),
    ClaimCheck.NOT_COUNTED: lambda: _(
        "The cost model covers these costs by a flat rate: they are not claimed as booked."
    ),
}
