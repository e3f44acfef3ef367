"""The kinds of facts that figures of results are made of, as measures to be narrowed."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samspel.actors.models import Organisation
from samspel.code_lists.collaboration_kinds import COLLABORATION_KINDS
from samspel.code_lists.innovations import INNOVATION_KINDS, NOVELTIES
from samspel.code_lists.investment_matches import INVESTMENT_MATCHES
from samspel.code_lists.support_kinds import SUPPORT_KINDS
from samspel.core.figures import FigureColumn, Measure, MeasureKind, Unit
from samspel.core.programmes.policy import FigureAction
from samspel.results.facts.policy import SupportAction
from samspel.results.indicators.figures.columns import AREA, ENTERPRISE, OF_FACT, PARTNER, PLACES, who
from samspel.results.models import CollaborationMember, Innovation, PrivateInvestment, Support

NOTHING = ""

SUPPORT = Measure(
    code="",
    kind=MeasureKind.DISTINCT,
    unit=Unit.ENTERPRISES,
    name=NOTHING,
    definition=NOTHING,
    source=NOTHING,
    view=SupportAction.VIEW,
    protects="who__counts_as_id",
    model=Support,
    of="who__counts_as_id",
    dimensions=OF_FACT,
    many=frozenset({"home"}),
    columns=(
        *ENTERPRISE,
        FigureColumn(_("Kind of support"), "kind", choices=SUPPORT_KINDS),
        FigureColumn(_("Hours"), "hours"),
        AREA,
        PARTNER,
    ),
    entity_columns=ENTERPRISE,
    relations=who,
    entity_model=Organisation,
    entity_order=("name", "pk"),
)
COLLABORATION = Measure(
    code="",
    kind=MeasureKind.DISTINCT,
    unit=Unit.ENTERPRISES,
    name=NOTHING,
    definition=NOTHING,
    source=NOTHING,
    view=FigureAction.IDENTITIES,
    protects="who__counts_as_id",
    model=CollaborationMember,
    of="who__counts_as_id",
    fact="collaboration__",
    dimensions={"area": "collaboration__area_id", "partner": "collaboration__partner_id", **PLACES},
    many=frozenset({"home"}),
    columns=(
        *ENTERPRISE,
        FigureColumn(_("Collaboration"), "collaboration__title"),
        FigureColumn(_("Kind"), "collaboration__kind", choices=COLLABORATION_KINDS),
        FigureColumn(_("Area"), "collaboration__area__short_{lang}"),
        FigureColumn(pgettext_lazy("figure", "Partner"), "collaboration__partner__short_{lang}"),
    ),
    entity_columns=ENTERPRISE,
    relations=who,
    entity_model=Organisation,
    entity_order=("name", "pk"),
)
INNOVATION = Measure(
    code="",
    kind=MeasureKind.DISTINCT,
    unit=Unit.ENTERPRISES,
    name=NOTHING,
    definition=NOTHING,
    source=NOTHING,
    view=FigureAction.IDENTITIES,
    protects="who__counts_as_id",
    model=Innovation,
    of="who__counts_as_id",
    dimensions=OF_FACT,
    many=frozenset({"home"}),
    columns=(
        *ENTERPRISE,
        FigureColumn(_("What"), "title", identity=True),
        FigureColumn(_("Kind"), "kind", choices=INNOVATION_KINDS),
        FigureColumn(_("Novelty"), "novelty", choices=NOVELTIES),
        AREA,
        PARTNER,
    ),
    entity_columns=ENTERPRISE,
    relations=who,
    entity_model=Organisation,
    entity_order=("name", "pk"),
)
INVESTMENT = Measure(
    code="",
    kind=MeasureKind.SUM,
    unit=Unit.MONEY,
    name=NOTHING,
    definition=NOTHING,
    source=NOTHING,
    view=FigureAction.IDENTITIES,
    protects="who__counts_as_id",
    model=PrivateInvestment,
    of="amount",
    dimensions=OF_FACT,
    many=frozenset({"home"}),
    columns=(
        *ENTERPRISE,
        FigureColumn(pgettext_lazy("figure", "Purpose"), "purpose", identity=True),
        FigureColumn(_("Matches"), "matches", choices=INVESTMENT_MATCHES),
        AREA,
        PARTNER,
    ),
    relations=who,
)
BASES = {
    "support": SUPPORT,
    "collaboration": COLLABORATION,
    "innovation": INNOVATION,
    "private_investment": INVESTMENT,
}
