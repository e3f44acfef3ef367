"""What enterprises were given, and what came of it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samspel.code_lists.aid_bases import AID_BASES
from samspel.code_lists.innovations import INNOVATION_KINDS, NOVELTIES
from samspel.code_lists.investment_matches import INVESTMENT_MATCHES
from samspel.code_lists.support_kinds import SUPPORT_KINDS
from samspel.results.facts.labels.kinds.fact_kind import FactField, FactKind
from samspel.results.facts.labels.kinds.shared_fields import DAY, MONEY_HINT, NEW, ORGANISATION, WHERE
from samspel.results.models import (
    Innovation,
    PrivateInvestment,
    Support,
)


def grants_are_financial(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "financial": values["kind"] == "grant"}


SUPPORT = FactKind(
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
    grants_are_financial,
)
INVESTMENT = FactKind(
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
)
INNOVATION = FactKind(
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
)
