"""The kinds of facts people record, field by field."""

from collections.abc import Mapping

from samspel.results.facts.labels.kinds.cooperation import COLLABORATION, CONTACT, LEADERSHIP, PARTICIPATION
from samspel.results.facts.labels.kinds.fact_kind import FactKind
from samspel.results.facts.labels.kinds.support import INNOVATION, INVESTMENT, SUPPORT

KINDS: Mapping[str, FactKind] = {
    kind.key: kind for kind in (SUPPORT, PARTICIPATION, COLLABORATION, INVESTMENT, INNOVATION, CONTACT, LEADERSHIP)
}
