"""The kinds of facts people record, field by field: one description serves form, list, Excel template and import."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samspel.code_lists.aid_bases import AID_BASES
from samspel.code_lists.collaboration_kinds import COLLABORATION_KINDS
from samspel.code_lists.contact_kinds import CONTACT_KINDS
from samspel.code_lists.innovations import INNOVATION_KINDS, NOVELTIES
from samspel.code_lists.investment_matches import INVESTMENT_MATCHES
from samspel.code_lists.leadership_groups import LEADERSHIP_GROUPS
from samspel.code_lists.support_kinds import SUPPORT_KINDS
from samspel.core.bilingual import Words
from samspel.results.models import (
    Collaboration,
    Innovation,
    InternationalContact,
    Leadership,
    Participation,
    PrivateInvestment,
    ResultFact,
    Support,
)


@dataclass(frozen=True)
class FactField:
    """One thing to fill in. `kind`: text, date, decimal, integer, choice, or one of the programme's own: organisation,
    organisations, area, partner, activity. `synonyms` are other headings an import knows it by."""

    key: str
    label: Words
    kind: str
    required: bool = False
    hint: Words = ""
    choices: Mapping[str, Words] = field(default_factory=dict)
    synonyms: tuple[str, ...] = ()
    quick: bool = True  # shown in the small form at once; else under 'more'


@dataclass(frozen=True)
class FactKind:
    """A kind of fact. `names` is one and many; `title` shows a fact in a list, from its field values."""

    key: str
    model: type[ResultFact]
    name: Words
    names: Words
    text: Words
    fields: Sequence[FactField]
    derive: Callable[[dict[str, Any]], dict[str, Any]] = lambda values: values

    @property
    def action(self) -> str:
        """The permission to record it."""
        return f"{self.model.audit_name}.record"

    @property
    def own_fields(self) -> Sequence[FactField]:
        """The fields that are columns of the fact itself."""
        return [f for f in self.fields if f.kind not in {"organisations", "evidence"} and f.key not in NEW_ORGANISATION]


NEW_ORGANISATION = {"new_name", "new_municipality"}
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


def _financial(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "financial": values["kind"] == "grant"}


KINDS: Mapping[str, FactKind] = {
    kind.key: kind
    for kind in (
        FactKind(
            "support",
            Support,
            _("Support to an enterprise"),
            _("Support to enterprises"),
            _("Advice, test bed, coaching, grant …"),
            (
                ORGANISATION,
                *NEW,
                FactField(
                    "kind",
                    _("Kind of support"),
                    "choice",
                    required=True,
                    choices=SUPPORT_KINDS,
                    synonyms=("typ", "stödtyp", "kind", "type of support", "stöd"),
                ),
                DAY,
                FactField(
                    "hours",
                    _("Hours"),
                    "decimal",
                    hint=_("Time given to the enterprise."),
                    synonyms=("timmar", "antal timmar", "tid", "hours"),
                ),
                FactField(
                    "amount",
                    _("Amount"),
                    "decimal",
                    hint=MONEY_HINT,
                    synonyms=("belopp", "summa", "kronor", "amount", "sum"),
                ),
                FactField(
                    "aid_basis",
                    _("State aid"),
                    "choice",
                    choices=AID_BASES,
                    synonyms=("stödgrund", "statsstöd", "aid basis", "state aid"),
                    quick=False,
                ),
                *WHERE,
            ),
            _financial,
        ),
        FactKind(
            "participation",
            Participation,
            _("Participation"),
            _("Participation"),
            _("How many came, never who."),
            (
                ORGANISATION,
                *NEW,
                FactField(
                    "title",
                    _("Event"),
                    "text",
                    required=True,
                    synonyms=("aktivitet", "evenemang", "event", "titel"),
                ),
                DAY,
                FactField(
                    "people",
                    _("Number of people"),
                    "integer",
                    required=True,
                    synonyms=("antal", "personer", "deltagare", "people", "participants"),
                ),
                FactField("women", _("Of whom women"), "integer", synonyms=("kvinnor", "women")),
                FactField("men", _("Of whom men"), "integer", synonyms=("män", "men")),
                *WHERE,
            ),
        ),
        FactKind(
            "collaboration",
            Collaboration,
            _("Collaboration"),
            _("Collaborations"),
            _("Two or more that work together."),
            (
                FactField(
                    "title",
                    _("What they do together"),
                    "text",
                    required=True,
                    synonyms=("samverkan", "samarbete", "titel", "title", "collaboration"),
                ),
                FactField(
                    "organisations",
                    _("Who takes part"),
                    "organisations",
                    required=True,
                    hint=_("Organisation number or name, one a line."),
                    synonyms=("deltagare", "organisationer", "företag", "members", "organisations"),
                ),
                FactField(
                    "kind",
                    _("Kind"),
                    "choice",
                    required=True,
                    choices=COLLABORATION_KINDS,
                    synonyms=("typ", "kind"),
                ),
                DAY,
                FactField("ends_on", _("End"), "date", synonyms=("slutdatum", "slut", "end", "end date")),
                *WHERE,
            ),
        ),
        FactKind(
            "investment",
            PrivateInvestment,
            _("Private investment"),
            pgettext_lazy("several", "Private investment"),
            _("Money that matches public support."),
            (
                ORGANISATION,
                *NEW,
                FactField(
                    "purpose",
                    pgettext_lazy("figure", "Purpose"),
                    "text",
                    required=True,
                    synonyms=("ändamål", "syfte", "purpose"),
                ),
                DAY,
                FactField(
                    "amount",
                    _("Amount"),
                    "decimal",
                    required=True,
                    hint=MONEY_HINT,
                    synonyms=("belopp", "summa", "amount"),
                ),
                FactField(
                    "matches",
                    _("Matches"),
                    "choice",
                    required=True,
                    choices=INVESTMENT_MATCHES,
                    synonyms=("matchar", "matches"),
                ),
                FactField(
                    "matched_amount",
                    _("Public support it matches"),
                    "decimal",
                    synonyms=("matchat belopp", "offentligt stöd", "matched amount"),
                    quick=False,
                ),
                *WHERE,
            ),
        ),
        FactKind(
            "innovation",
            Innovation,
            _("New product or process"),
            _("New products and processes"),
            _("New to the market or to the firm."),
            (
                ORGANISATION,
                *NEW,
                FactField("title", _("What"), "text", required=True, synonyms=("vad", "produkt", "title", "what")),
                FactField(
                    "kind",
                    _("Kind"),
                    "choice",
                    required=True,
                    choices=INNOVATION_KINDS,
                    synonyms=("typ", "kind"),
                ),
                FactField(
                    "novelty",
                    _("Novelty"),
                    "choice",
                    required=True,
                    choices=NOVELTIES,
                    synonyms=("nyhet", "nyhetsgrad", "novelty"),
                ),
                DAY,
                *WHERE,
            ),
        ),
        FactKind(
            "contact",
            InternationalContact,
            _("International contact"),
            _("International contacts"),
            _("A visit, an agreement, a joint application."),
            (
                FactField("title", _("What"), "text", required=True, synonyms=("vad", "kontakt", "title", "contact")),
                FactField(
                    "kind",
                    _("Kind"),
                    "choice",
                    required=True,
                    choices=CONTACT_KINDS,
                    synonyms=("typ", "kind"),
                ),
                FactField(
                    "country",
                    _("Country"),
                    "country",
                    required=True,
                    hint=_("Country code, such as FI."),
                    synonyms=("land", "country"),
                ),
                FactField(
                    "counterpart",
                    _("Counterpart"),
                    "text",
                    required=True,
                    synonyms=("motpart", "counterpart", "partner abroad"),
                ),
                DAY,
                *WHERE,
            ),
        ),
        FactKind(
            "leadership",
            Leadership,
            _("Management and board"),
            _("Managements and boards"),
            _("Women and men who lead the enterprise."),
            (
                ORGANISATION,
                *NEW,
                FactField(
                    "group",
                    _("Group"),
                    "choice",
                    required=True,
                    choices=LEADERSHIP_GROUPS,
                    synonyms=("grupp", "group"),
                ),
                FactField("women", _("Women"), "integer", required=True, synonyms=("kvinnor", "women")),
                FactField("men", _("Men"), "integer", required=True, synonyms=("män", "men")),
                DAY,
                *WHERE,
            ),
        ),
    )
}
