"""What can be wrong with a row of a file, and what is expected instead, in words."""

from django.utils.translation import gettext_lazy, ngettext

SAME_FIRST_LETTERS = gettext_lazy("its first letters are the same as another's; give the two shorter codes")
OWN_CODE = gettext_lazy("a code of its own")
CELL_IS_WRONG = gettext_lazy("“%(column)s” holds “%(found)s”: %(message)s. Expected %(expected)s.")
YEAR_EXPECTED = gettext_lazy("a year with four digits, such as 2019")
CELL_IS_NOT = gettext_lazy("“%(column)s” holds “%(found)s”, not %(expected)s.")
NOT_NEGATIVE_EXPECTED = gettext_lazy("0 or more: the data set is of values that are not negative")
VALUE_GIVEN_TWICE = gettext_lazy(
    "Region %(region)s, activity %(activity)s, year %(year)s already has a value in row %(line)s."
)
ONE_VALUE_EXPECTED = gettext_lazy("one value for each region, activity and year")
NO_REGION_OF_LEVEL = gettext_lazy("The file holds no region of the level that was chosen, so no value could be read.")
ALL_LEFT_OUT = gettext_lazy("All %(number)s values were left out.")
CODE_IN_ROWS = gettext_lazy("%(code)s in row %(lines)s")
CODES_OF_SEVERAL_VERSIONS = gettext_lazy(
    "The file mixes versions of the region codes: %(version)s, and others (%(others)s)."
)
CODES_OF_ANOTHER_VERSION = gettext_lazy("The file's region codes are of another version than %(version)s (%(others)s).")
CODES_EXPECTED = gettext_lazy("codes of %(version)s")
YEARS_ABSENT = gettext_lazy("There are no values at all for %(years)s, between %(first)s and %(last)s.")
REGION_LACKS_YEARS = gettext_lazy("%(region)s has no values for %(years)s.")
REGION_MISSING = gettext_lazy("the region is missing")
MUNICIPALITIES_OF = gettext_lazy("the municipalities of %(year)s")
TODAY = gettext_lazy("today")
NUTS3_EXPECTED = gettext_lazy("a code of NUTS 3, such as SE121, or a county's name or number")
NUTS2_EXPECTED = gettext_lazy("a code of NUTS 2, such as SE12")
MUNICIPALITY_EXPECTED = gettext_lazy("a municipality's code, such as 0380, or its name")
PARTNER_EXPECTED = gettext_lazy("a partner's code or name")
REGION_CODE_EXPECTED = gettext_lazy("a code of at most 12 characters")
CODE_IS_RENAMED = gettext_lazy(
    "%(code)s (%(name)s) is of an older version; from %(year)s the same region is %(now)s. Choose to recode "
    "old codes, or write %(now)s"
)
CODE_IS_REPLACED = gettext_lazy(
    "%(code)s (%(name)s) is of an older version; from %(year)s there is %(now)s, which is not the same "
    "territory. %(note)s It cannot be recoded exactly"
)
CODE_IS_NEWER = gettext_lazy("%(code)s (%(name)s) is of a newer version than the data set's. %(note)s")
REGIONS_OF_OTHER_LEVELS = gettext_lazy("regions of other levels")
REGIONS_OF_OTHER_COUNTRIES = gettext_lazy("regions of other countries")
NO_SUCH_REGION = gettext_lazy("there is no region “%(text)s” here")
ACTIVITY_MISSING = gettext_lazy("the activity is missing")
ACTIVITY_TOTALS = gettext_lazy("totals of activities")
TOTALS_IN_FILE = gettext_lazy("totals are worked out and must not be in the file")
SECTION_EXPECTED = gettext_lazy("a section of NACE Rev. 2, such as C")
DIVISION_EXPECTED = gettext_lazy("a division of NACE Rev. 2, such as 10")
GROUP_EXPECTED = gettext_lazy("a group of NACE Rev. 2, such as 10.1")
CLASS_EXPECTED = gettext_lazy("a class of NACE Rev. 2, such as 10.11")
SNI_EXPECTED = gettext_lazy("a code of SNI 2007, such as 10.111")
CPC_EXPECTED = gettext_lazy("a class of CPC, such as H02J")
CODE_EXPECTED = gettext_lazy("a code")
ACTIVITIES_OF_OTHER_LEVELS = gettext_lazy("activities of other levels")
NO_SUCH_ACTIVITY = gettext_lazy("there is no activity “%(text)s” at this level")
LETTERS_AND_DIGITS_EXPECTED = gettext_lazy("a code of letters and digits")
CODE_UNUSABLE = gettext_lazy("the code cannot be used")


def more_regions_lack_years(number: int) -> str:
    """How many more regions lack years than are listed."""
    return ngettext("%(n)s more region lacks years.", "%(n)s more regions lack years.", number) % {"n": number}
