"""Who took part, who works together, and who leads."""

from django.utils.translation import gettext_lazy as _

from samspel.code_lists.collaboration_kinds import COLLABORATION_KINDS
from samspel.code_lists.contact_kinds import CONTACT_KINDS
from samspel.code_lists.leadership_groups import LEADERSHIP_GROUPS
from samspel.results.facts.labels.kinds.fact_kind import FactField, FactKind
from samspel.results.facts.labels.kinds.shared_fields import DAY, NEW, ORGANISATION, WHERE
from samspel.results.models import (
    Collaboration,
    InternationalContact,
    Leadership,
    Participation,
)

PARTICIPATION = FactKind(
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
)
COLLABORATION = FactKind(
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
)
CONTACT = FactKind(
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
)
LEADERSHIP = FactKind(
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
)
