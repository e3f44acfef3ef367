"""Fields that several kinds of facts have."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samspel.results.facts.labels.kinds.fact_kind import FactField

ORGANISATION = FactField(
    "organisation",
    _("Organisation"),
    "organisation",
    required=True,
    hint=_("Organisation number or name."),
    synonyms=("organisationsnummer", "orgnr", "org.nr", "organisation number", "företag", "enterprise", "company"),
)
NEW = (
    FactField(
        "new_name",
        _("Name, if the organisation is new"),
        "text",
        synonyms=("namn", "företagsnamn", "name", "company name", "organisationsnamn"),
        quick=False,
    ),
    FactField(
        "new_municipality",
        _("Municipality, if the organisation is new"),
        "municipality",
        synonyms=("kommun", "municipality", "ort"),
        quick=False,
    ),
)
DAY = FactField(
    "occurred_on",
    _("Date"),
    "date",
    required=True,
    synonyms=("datum", "dag", "date", "day", "startdatum", "start date"),
)
WHERE = (
    FactField("area", _("Area"), "area", synonyms=("område", "insatsområde", "area"), required=True),
    FactField(
        "partner",
        pgettext_lazy("figure", "Responsible partner"),
        "partner",
        synonyms=("region", "part", "partner", "ansvarig"),
        required=True,
    ),
    FactField(
        "activity",
        _("Activity in the decision"),
        "activity",
        synonyms=("aktivitet", "activity"),
        quick=False,
    ),
    FactField(
        "evidence",
        _("Evidence"),
        "evidence",
        hint=_("Where it is: journal number or address."),
        synonyms=("underlag", "bevis", "diarienummer", "evidence", "reference to evidence"),
    ),
    FactField(
        "reference",
        _("Own reference"),
        "text",
        hint=_("Tells apart what would otherwise look the same."),
        synonyms=("referens", "id", "löpnummer", "reference", "own id"),
        quick=False,
    ),
)
MONEY_HINT = _("In the programme's currency.")
