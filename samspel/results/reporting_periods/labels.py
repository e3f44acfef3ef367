"""Words for reporting periods: the kinds of reports, and what is wrong with a period."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.results.reporting_periods.rules import PeriodFault, PeriodLimits

REPORT_KINDS = {
    "simplified_status": gettext_lazy("Simplified status report"),
    "in_depth_status": gettext_lazy("In-depth status report"),
    "final": gettext_lazy("Final report"),
}


def fault_text(fault: PeriodFault, limits: PeriodLimits) -> str:
    """What is wrong, in the user's language."""
    return {
        PeriodFault.ORDER: _("The last day is before the first."),
        PeriodFault.OUTSIDE: _("The period is not within the programme's time."),
        PeriodFault.OVERLAP: _("The period shares days with another."),
        PeriodFault.GAP: _("The days between the period before and this one would never be reported."),
        PeriodFault.SHORT: _("A period is at least %(n)s month long.") % {"n": limits.months_min},
        PeriodFault.LONG: _("A period is at most %(n)s months long.") % {"n": limits.months_max},
        PeriodFault.YEARS: _("A period lies within one calendar year."),
        PeriodFault.FIRST_LATE: _("The first period ends within %(n)s months of the start.")
        % {"n": limits.first_within},
        PeriodFault.DUE: _("The report cannot be due before the period has ended."),
    }[fault]
