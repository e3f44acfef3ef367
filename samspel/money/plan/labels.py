"""The words for cost models and for the roles of cost categories."""

from django.utils.translation import gettext_lazy

ROLES = {
    "staff": gettext_lazy("Staff costs"),
    "external": gettext_lazy("External services"),
    "other": gettext_lazy("Other costs"),
    "overhead": gettext_lazy("Overhead"),
}


COST_MODELS = {
    "actual_costs": gettext_lazy("Actual costs"),
    "overhead_staff": gettext_lazy("Actual costs, overhead on staff"),
    "overhead_university": gettext_lazy("Actual costs, overhead on staff, university"),
    "overhead_direct": gettext_lazy("Actual costs, overhead on direct costs except external services"),
    "staff_intensive": gettext_lazy("Staff-intensive: flat rate on staff covers the rest"),
    "lump_sum": gettext_lazy("Lump sum"),
    "indirect_direct": gettext_lazy("Indirect costs as a flat rate of direct costs"),
    "indirect_staff": gettext_lazy("Indirect costs as a flat rate of direct staff costs"),
    "indirect_calculated": gettext_lazy("Indirect costs by a calculated rate"),
    "staff_flat": gettext_lazy("Staff as a flat rate of other direct costs"),
    "residual_flat": gettext_lazy("All other costs as a flat rate of direct staff costs"),
}
