"""What is recorded already, by the fingerprints of facts."""

from collections.abc import Sequence

from samspel.core import bulk
from samspel.core.programmes.models import Programme
from samspel.results.facts.labels.kinds.fact_kind import FactKind


def fingerprints_recorded(kind: FactKind, programme: Programme, fingerprints: Sequence[str]) -> set[str]:
    """Which of the fingerprints the programme already has a fact for."""
    found: set[str] = set()
    for part in bulk.in_parts(fingerprints):
        rows = kind.model.objects.filter(programme=programme, voided_at=None, fingerprint__in=part)
        found.update(rows.values_list("fingerprint", flat=True))
    return found
