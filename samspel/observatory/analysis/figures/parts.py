"""The sums that these numbers are made of, and how a number is taken out of what has been computed."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from samspel.observatory.analysis.figures.methods import NumberPart
from samspel.observatory.computations.queries.results import answer_of, existing_computation, result_of
from samspel.observatory.computations.rules.kinds import ParameterFault
from samspel.observatory.models import DataSetVersion

NOW = NumberPart(
    "now", _("The last year"),
    {"region": "region", "activity": "activity", "year": "year"}, optional=True,
)  # fmt: skip
BEFORE = NumberPart(
    "before", _("The first year"),
    {"region": "region", "activity": "activity", "year": "since"}, optional=True,
)  # fmt: skip
ALL_NOW = NumberPart("all_now", _("All regions, the last year"), {"year": "year"})
ALL_BEFORE = NumberPart("all_before", _("All regions, the first year"), {"year": "since"})
PARTNER = NumberPart(
    "partner", _("The other region"), {"region": "partner", "year": "year"}
)  # fmt: skip
Compute = Callable[[Any, Mapping[str, str]], float | None]


def computed(kind: str, wanted: Callable[[Mapping[str, str]], dict[str, Any]],
             taken: Callable[[Any, Mapping[str, str]], Any]) -> Compute:  # fmt: skip
    """A number out of a kind's result: `wanted` makes its parameters of the address's, `taken` finds the number.

    None where it has not been computed, or the address asks for what is not there."""

    def found(version: DataSetVersion, given: Mapping[str, str]) -> float | None:
        try:
            result = answer_of(kind, version, wanted(given))
            value = taken(result, given) if result is not None else None
        except (ParameterFault, KeyError, ValueError, TypeError, StopIteration):
            return None
        return None if value is None else float(value)

    return found


def kept(kind: str, wanted: Callable[[Mapping[str, str]], dict[str, Any]],
         taken: Callable[[Any, Mapping[str, str]], Any]) -> Compute:  # fmt: skip
    """As `computed`, for kinds that are only worked out in the background."""

    def found(version: DataSetVersion, given: Mapping[str, str]) -> float | None:
        try:
            done = existing_computation(kind, version.pk, wanted(given))
            value = taken(result_of(done), given) if done is not None and done.state == "done" else None
        except (KeyError, ValueError, TypeError, StopIteration):
            return None
        return None if value is None else float(value)

    return found
