"""Computations as they are shown: the latest of a programme, and one."""

from collections.abc import Sequence

from samspel.core.programmes.models import Programme
from samspel.observatory.datasets.queries.datasets import seen_in
from samspel.observatory.models import Computation


def computations(programme: Programme, limit: int = 10) -> Sequence[Computation]:
    """The latest computations on data sets that are seen in the programme, without their results."""
    rows = Computation.objects.filter(version__dataset__in=seen_in(programme)).defer("result")
    return list(rows.select_related("version__dataset", "asked_by").order_by("-pk")[:limit])


def computation_of(programme: Programme, pk: int) -> Computation | None:
    """The computation on a data set that is seen in the programme; None where there is none."""
    rows = Computation.objects.filter(pk=pk, version__dataset__in=seen_in(programme))
    return rows.select_related("version__dataset", "asked_by").first()
