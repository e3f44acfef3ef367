"""Words for reporting periods: the kinds of reports, and what is wrong with a period."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.results.reporting_periods.rules import Fault, Limits

REPORT_KINDS = {
    "simplified_status": gettext_lazy("Simplified status report"),
    "in_depth_status": gettext_lazy("In-depth status report"),
    "final": gettext_lazy("Final report"),
}


def fault_text(fault: Fault, limits: Limits) -> str:
    """What is wrong, in the user's language."""
    return {
        Fault.ORDER: _("The last day is before the first."),
        Fault.OUTSIDE: _("The period is not within the programme's time."),
        Fault.OVERLAP: _("The period shares days with another."),
        Fault.GAP: _("The days between the period before and this one would never be reported."),
        Fault.SHORT: _("A period is at least %(n)s month long.") % {"n": limits.months_min},
        Fault.LONG: _("A period is at most %(n)s months long.") % {"n": limits.months_max},
        Fault.YEARS: _("A period lies within one calendar year."),
        Fault.FIRST_LATE: _("The first period ends within %(n)s months of the start.") % {"n": limits.first_within},
        Fault.DUE: _("The report cannot be due before the period has ended."),
    }[fault]
