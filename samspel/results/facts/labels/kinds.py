"""The kinds of facts people record, field by field: one description serves form, list, Excel template and import."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from samspel.code_lists.aid_bases import AID_BASES
from samspel.code_lists.collaboration_kinds import COLLABORATION_KINDS
from samspel.code_lists.contact_kinds import CONTACT_KINDS
from samspel.code_lists.innovations import INNOVATION_KINDS, NOVELTIES
from samspel.code_lists.investment_matches import INVESTMENT_MATCHES
from samspel.code_lists.leadership_groups import LEADERSHIP_GROUPS
from samspel.code_lists.support_kinds import SUPPORT_KINDS
from samspel.core.figures import Text
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
    label: Text
    kind: str
    required: bool = False
    hint: Text = Text("", "")  # noqa: RUF009 - frozen
    choices: Mapping[str, Text] = field(default_factory=dict)
    synonyms: tuple[str, ...] = ()
    quick: bool = True  # shown in the small form at once; else under 'more'


@dataclass(frozen=True)
class FactKind:
    """A kind of fact. `names` is one and many; `title` shows a fact in a list, from its field values."""

    key: str
    model: type[ResultFact]
    name: Text
    names: Text
    text: Text
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
    Text("Organisation", "Organisation"),
    "organisation",
    required=True,
    hint=Text("Organisationsnummer eller namn.", "Organisation number or name."),
    synonyms=("organisationsnummer", "orgnr", "org.nr", "organisation number", "företag", "enterprise", "company"),
)
NEW = (
    FactField(
        "new_name",
        Text("Namn, om organisationen är ny", "Name, if the organisation is new"),
        "text",
        synonyms=("namn", "företagsnamn", "name", "company name", "organisationsnamn"),
        quick=False,
    ),
    FactField(
        "new_municipality",
        Text("Kommun, om organisationen är ny", "Municipality, if the organisation is new"),
        "municipality",
        synonyms=("kommun", "municipality", "ort"),
        quick=False,
    ),
)
DAY = FactField(
    "occurred_on",
    Text("Datum", "Date"),
    "date",
    required=True,
    synonyms=("datum", "dag", "date", "day", "startdatum", "start date"),
)
WHERE = (
    FactField("area", Text("Område", "Area"), "area", synonyms=("område", "insatsområde", "area"), required=True),
    FactField(
        "partner",
        Text("Ansvarig region", "Responsible partner"),
        "partner",
        synonyms=("region", "part", "partner", "ansvarig"),
        required=True,
    ),
    FactField(
        "activity",
        Text("Aktivitet i beslutet", "Activity in the decision"),
        "activity",
        synonyms=("aktivitet", "activity"),
        quick=False,
    ),
    FactField(
        "evidence",
        Text("Underlag", "Evidence"),
        "evidence",
        hint=Text("Var det finns: diarienummer eller adress.", "Where it is: journal number or address."),
        synonyms=("underlag", "bevis", "diarienummer", "evidence", "reference to evidence"),
    ),
    FactField(
        "reference",
        Text("Egen referens", "Own reference"),
        "text",
        hint=Text("Skiljer åt sådant som annars ser likadant ut.", "Tells apart what would otherwise look the same."),
        synonyms=("referens", "id", "löpnummer", "reference", "own id"),
        quick=False,
    ),
)
MONEY_HINT = Text("I programmets valuta.", "In the programme's currency.")


def _financial(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "financial": values["kind"] == "grant"}


KINDS: Mapping[str, FactKind] = {
    kind.key: kind
    for kind in (
        FactKind(
            "support",
            Support,
            Text("Stöd till företag", "Support to an enterprise"),
            Text("Stöd till företag", "Support to enterprises"),
            Text("Rådgivning, testbädd, coachning, bidrag …", "Advice, test bed, coaching, grant …"),
            (
                ORGANISATION,
                *NEW,
                FactField(
                    "kind",
                    Text("Typ av stöd", "Kind of support"),
                    "choice",
                    required=True,
                    choices=SUPPORT_KINDS,
                    synonyms=("typ", "stödtyp", "kind", "type of support", "stöd"),
                ),
                DAY,
                FactField(
                    "hours",
                    Text("Timmar", "Hours"),
                    "decimal",
                    hint=Text("Tid som lagts på företaget.", "Time given to the enterprise."),
                    synonyms=("timmar", "antal timmar", "tid", "hours"),
                ),
                FactField(
                    "amount",
                    Text("Belopp", "Amount"),
                    "decimal",
                    hint=MONEY_HINT,
                    synonyms=("belopp", "summa", "kronor", "amount", "sum"),
                ),
                FactField(
                    "aid_basis",
                    Text("Statligt stöd", "State aid"),
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
            Text("Deltagande", "Participation"),
            Text("Deltagande", "Participation"),
            Text("Hur många som kom, aldrig vilka.", "How many came, never who."),
            (
                ORGANISATION,
                *NEW,
                FactField(
                    "title",
                    Text("Aktivitet", "Event"),
                    "text",
                    required=True,
                    synonyms=("aktivitet", "evenemang", "event", "titel"),
                ),
                DAY,
                FactField(
                    "people",
                    Text("Antal personer", "Number of people"),
                    "integer",
                    required=True,
                    synonyms=("antal", "personer", "deltagare", "people", "participants"),
                ),
                FactField("women", Text("Varav kvinnor", "Of whom women"), "integer", synonyms=("kvinnor", "women")),
                FactField("men", Text("Varav män", "Of whom men"), "integer", synonyms=("män", "men")),
                *WHERE,
            ),
        ),
        FactKind(
            "collaboration",
            Collaboration,
            Text("Samverkan", "Collaboration"),
            Text("Samarbeten", "Collaborations"),
            Text("Två eller fler som arbetar tillsammans.", "Two or more that work together."),
            (
                FactField(
                    "title",
                    Text("Vad de gör tillsammans", "What they do together"),
                    "text",
                    required=True,
                    synonyms=("samverkan", "samarbete", "titel", "title", "collaboration"),
                ),
                FactField(
                    "organisations",
                    Text("Vilka som deltar", "Who takes part"),
                    "organisations",
                    required=True,
                    hint=Text(
                        "Organisationsnummer eller namn, ett på varje rad.", "Organisation number or name, one a line."
                    ),
                    synonyms=("deltagare", "organisationer", "företag", "members", "organisations"),
                ),
                FactField(
                    "kind",
                    Text("Typ", "Kind"),
                    "choice",
                    required=True,
                    choices=COLLABORATION_KINDS,
                    synonyms=("typ", "kind"),
                ),
                DAY,
                FactField("ends_on", Text("Slut", "End"), "date", synonyms=("slutdatum", "slut", "end", "end date")),
                *WHERE,
            ),
        ),
        FactKind(
            "investment",
            PrivateInvestment,
            Text("Privat investering", "Private investment"),
            Text("Privata investeringar", "Private investment"),
            Text("Pengar som matchar offentligt stöd.", "Money that matches public support."),
            (
                ORGANISATION,
                *NEW,
                FactField(
                    "purpose",
                    Text("Ändamål", "Purpose"),
                    "text",
                    required=True,
                    synonyms=("ändamål", "syfte", "purpose"),
                ),
                DAY,
                FactField(
                    "amount",
                    Text("Belopp", "Amount"),
                    "decimal",
                    required=True,
                    hint=MONEY_HINT,
                    synonyms=("belopp", "summa", "amount"),
                ),
                FactField(
                    "matches",
                    Text("Matchar", "Matches"),
                    "choice",
                    required=True,
                    choices=INVESTMENT_MATCHES,
                    synonyms=("matchar", "matches"),
                ),
                FactField(
                    "matched_amount",
                    Text("Offentligt stöd som matchas", "Public support it matches"),
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
            Text("Ny produkt eller process", "New product or process"),
            Text("Nya produkter och processer", "New products and processes"),
            Text("Ny på marknaden eller ny för företaget.", "New to the market or to the firm."),
            (
                ORGANISATION,
                *NEW,
                FactField(
                    "title", Text("Vad", "What"), "text", required=True, synonyms=("vad", "produkt", "title", "what")
                ),
                FactField(
                    "kind",
                    Text("Typ", "Kind"),
                    "choice",
                    required=True,
                    choices=INNOVATION_KINDS,
                    synonyms=("typ", "kind"),
                ),
                FactField(
                    "novelty",
                    Text("Nyhetsgrad", "Novelty"),
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
            Text("Internationell kontakt", "International contact"),
            Text("Internationella kontakter", "International contacts"),
            Text("Besök, avtal, gemensam ansökan.", "A visit, an agreement, a joint application."),
            (
                FactField(
                    "title", Text("Vad", "What"), "text", required=True, synonyms=("vad", "kontakt", "title", "contact")
                ),
                FactField(
                    "kind",
                    Text("Typ", "Kind"),
                    "choice",
                    required=True,
                    choices=CONTACT_KINDS,
                    synonyms=("typ", "kind"),
                ),
                FactField(
                    "country",
                    Text("Land", "Country"),
                    "country",
                    required=True,
                    hint=Text("Landskod, till exempel FI.", "Country code, such as FI."),
                    synonyms=("land", "country"),
                ),
                FactField(
                    "counterpart",
                    Text("Motpart", "Counterpart"),
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
            Text("Ledning och styrelse", "Management and board"),
            Text("Ledningar och styrelser", "Managements and boards"),
            Text("Kvinnor och män som leder företaget.", "Women and men who lead the enterprise."),
            (
                ORGANISATION,
                *NEW,
                FactField(
                    "group",
                    Text("Grupp", "Group"),
                    "choice",
                    required=True,
                    choices=LEADERSHIP_GROUPS,
                    synonyms=("grupp", "group"),
                ),
                FactField("women", Text("Kvinnor", "Women"), "integer", required=True, synonyms=("kvinnor", "women")),
                FactField("men", Text("Män", "Men"), "integer", required=True, synonyms=("män", "men")),
                DAY,
                *WHERE,
            ),
        ),
    )
}
