"""Why a version does not allow a computation, and what the first one is called, in words."""

from django.utils.translation import gettext_lazy

NOT_SUMMABLE = gettext_lazy("only counts and amounts can be summed")
YEAR_NOT_FOUND = gettext_lazy("found %(found)s, expected one of %(expected)s")
TOTALS_NAME = gettext_lazy("Totals by year, region and activity")
