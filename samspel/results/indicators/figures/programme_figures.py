"""The programme's own figures of results: what its decision promises, and what its work is described by."""

from dataclasses import replace

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samspel.code_lists.collaboration_kinds import COLLABORATION_KINDS
from samspel.code_lists.contact_kinds import CONTACT_KINDS
from samspel.code_lists.leadership_groups import LEADERSHIP_GROUPS
from samspel.core.figures import FigureColumn, Measure, MeasureKind, Unit, register
from samspel.core.programmes.policy import FigureAction
from samspel.results.indicators.figures.bases import COLLABORATION, ENTERPRISE, INVESTMENT, SUPPORT
from samspel.results.indicators.figures.columns import AREA, OF_FACT, PARTNER, who
from samspel.results.models import Collaboration, InternationalContact, Leadership, Participation

DECISION = _("The programme decision")
OWN_RECORD = _("The programme's own records")
BY_RECORD = {"area": "area_id", "partner": "partner_id"}

cooperating = register(
    replace(
        COLLABORATION,
        code="results.cooperating",
        name=_("Cooperating enterprises"),
        definition=_(
            "Different enterprises taking part in at least one collaboration to strengthen their innovation capacity. "
            "The programme's own indicator; universities and public bodies do not count. Each counts once."
        ),
        source=DECISION,
        where=Q(who__counts_as__kind="company"),
    )
)

private_investment = register(
    replace(
        INVESTMENT,
        code="results.private_investment",
        name=pgettext_lazy("several", "Private investment"),
        definition=_(
            "Private investment matching public support to innovation or R&D projects, in the programme's currency. "
            "Each amount needs evidence."
        ),
        source=_("The programme decision; compare CO27"),
    )
)

municipalities = register(
    replace(
        SUPPORT,
        code="results.municipalities",
        unit=Unit.MUNICIPALITIES,
        name=_("Municipalities with enterprises in the programme"),
        definition=_(
            "Different municipalities of the programme's territory in which at least one enterprise received support."
        ),
        source=OWN_RECORD,
        of="who__counts_as__municipality_id",
        where=Q(who__counts_as__municipality__partners__programme=F("programme")),
        entity_columns=(FigureColumn(_("Municipality"), "who__counts_as__municipality__name"),),
        entity_model=None,
        entity_order=(),
    )
)

hours = register(
    replace(
        SUPPORT,
        code="results.hours",
        kind=MeasureKind.SUM,
        unit=Unit.HOURS,
        of="hours",
        name=_("Hours of support to enterprises"),
        definition=_("Hours given to enterprises as support, as recorded."),
        source=OWN_RECORD,
        entity_columns=(),
        entity_model=None,
        entity_order=(),
    )
)

collaborations = register(
    Measure(
        code="results.collaborations",
        kind=MeasureKind.COUNT,
        unit=Unit.COLLABORATIONS,
        name=_("Collaborations"),
        definition=_("Collaborations that began in the period, however many take part."),
        source=OWN_RECORD,
        view=FigureAction.IDENTITIES,
        protects="pk",
        model=Collaboration,
        dimensions=BY_RECORD,
        columns=(
            FigureColumn(_("Collaboration"), "title"),
            FigureColumn(_("Kind"), "kind", choices=COLLABORATION_KINDS),
            AREA,
            PARTNER,
        ),
    )
)

_participation = Measure(
    code="results.participants",
    kind=MeasureKind.SUM,
    unit=Unit.PEOPLE,
    name=_("Participants"),
    definition=_(
        "The sum of participants at the programme's events. Somebody who takes part several times counts each time."
    ),
    source=OWN_RECORD,
    view=FigureAction.IDENTITIES,
    protects="who__counts_as_id",
    model=Participation,
    of="people",
    dimensions=OF_FACT,
    many=frozenset({"home"}),
    columns=(*ENTERPRISE, FigureColumn(_("Event"), "title"), AREA, PARTNER),
    relations=who,
)
participants = register(_participation)
women = register(
    replace(
        _participation,
        code="results.participants_women",
        name=_("Participants, women"),
        definition=_("Women among the participants, where that was recorded."),
        of="women",
        where=Q(women__isnull=False),
    )
)
men = register(
    replace(
        _participation,
        code="results.participants_men",
        name=_("Participants, men"),
        definition=_("Men among the participants, where that was recorded."),
        of="men",
        where=Q(men__isnull=False),
    )
)

contacts_abroad = register(
    Measure(
        code="results.international_contacts",
        kind=MeasureKind.COUNT,
        unit=Unit.CONTACTS,
        name=_("International contacts"),
        definition=_(
            "Contacts with actors in other countries: visits, networks, agreements, joint applications and projects."
        ),
        source=OWN_RECORD,
        view=FigureAction.IDENTITIES,
        protects="pk",
        model=InternationalContact,
        dimensions=BY_RECORD,
        columns=(
            FigureColumn(_("Contact"), "title"),
            FigureColumn(_("Kind"), "kind", choices=CONTACT_KINDS),
            FigureColumn(_("Country"), "country"),
            FigureColumn(_("Counterpart"), "counterpart", identity=True),
            AREA,
            PARTNER,
        ),
    )
)

_leadership = Measure(
    code="results.leaders_women",
    kind=MeasureKind.SUM,
    unit=Unit.PEOPLE,
    name=_("Women in management and on boards"),
    definition=_("Women in the management and on the boards of enterprises the programme works with, where recorded."),
    source=OWN_RECORD,
    view=FigureAction.IDENTITIES,
    protects="who__counts_as_id",
    model=Leadership,
    of="women",
    dimensions={**OF_FACT, "group": "group"},
    many=frozenset({"home"}),
    columns=(*ENTERPRISE, FigureColumn(_("Group"), "group", choices=LEADERSHIP_GROUPS), AREA, PARTNER),
    relations=who,
)
leaders_women = register(_leadership)
leaders_men = register(
    replace(
        _leadership,
        code="results.leaders_men",
        name=_("Men in management and on boards"),
        definition=_(
            "Men in the management and on the boards of enterprises the programme works with, where recorded."
        ),
        of="men",
    )
)
