"""Why a data set does not allow an analysis, in words."""

from django.utils.translation import gettext_lazy

NO_PARTS_OF_A_WHOLE = gettext_lazy("Only counts and amounts can be analysed as parts of a whole.")
YEARS_WITHOUT_ACTIVITIES = gettext_lazy("The data set has no values by activity for %(years)s.")
TOO_LITTLE_TO_COMPARE = gettext_lazy("At least two regions and two activities are needed to compare.")
NEGATIVE_VALUES = gettext_lazy("There are negative values.")
MISSING_VALUES = gettext_lazy("There are missing values where every one is needed.")
TOO_FEW_REGIONS = gettext_lazy("There are too few regions with values.")
NO_ENTRY = gettext_lazy("No region has entered or stayed out of an activity between the years.")
EMPTY_REGION_OR_ACTIVITY = gettext_lazy("A region or an activity has no value above 0.")
NOT_ALLOWED = gettext_lazy("The data set does not allow it: %(why)s")
NO_VARIABLES = gettext_lazy("The data set has no values of the variables chosen.")
