"""From a number to what it stands on: data set, version, method, and the observations behind each part of it.

The address is `p/<programme>/analysis/numbers/<method>/?data=…&version=…&region=…&activity=…&year=…`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from samspel.core.programmes.context import ReadContext
from samspel.observatory.analysis.figures.methods import Method, NumberPart
from samspel.observatory.models import DataSetVersion, Observation

SEVERAL = ","
"""Between the codes of a parameter that holds several, such as an area's activities."""


class OpeningFault(Exception):  # noqa: N818  named after what is the case
    """The address does not say which number is meant; `lacking` are the parameters."""

    def __init__(self, lacking: Sequence[str]) -> None:
        self.lacking = lacking
        super().__init__(", ".join(lacking))


@dataclass(frozen=True)
class OpenedPart:
    """One sum of a number: how many observations it has and what they add up to."""

    part: NumberPart
    count: int
    sum: float | None


@dataclass(frozen=True)
class OpenedNumber:
    """A number with what it is made of."""

    method: Method
    version: DataSetVersion
    parameters: Mapping[str, str]
    parts: Sequence[OpenedPart]
    value: float | None


def number_url(context: ReadContext, method: Method, version: DataSetVersion, **parameters: Any) -> str:
    """Where a number of a method opens. `version.dataset` must be at hand; parameters are codes and years."""
    given = {"data": version.dataset.code, "version": version.number, **parameters}
    return context.url("observatory:number", method.code, **given)


def opened(method: Method, version: DataSetVersion, parameters: Mapping[str, str]) -> OpenedNumber:
    """The number with its parts, in one query. OpeningFault where a parameter is missing or a year is none."""
    lacking = [name for name in method.parameters if not parameters.get(name)]
    lacking += [name for part in method.parts for name in _bad_years(part, parameters)]
    if lacking:
        raise OpeningFault(sorted(set(lacking)))
    asked: dict[str, Any] = {}
    for part in method.parts:
        condition = _condition(part, parameters)
        asked[f"{part.key}_sum"] = Sum("value", filter=condition)
        asked[f"{part.key}_count"] = Count("pk", filter=condition)
    found = version.observations.aggregate(**asked)
    parts = [OpenedPart(part, found[f"{part.key}_count"], found[f"{part.key}_sum"]) for part in method.parts]
    sums = {one.part.key: one.sum for one in parts}
    if method.value is not None:
        value = method.value(sums)
    else:
        value = method.compute(version, parameters) if method.compute is not None else None
    return OpenedNumber(method, version, dict(parameters), parts, value)


def rows_behind(version: DataSetVersion, part: NumberPart, parameters: Mapping[str, str]) -> QuerySet[Observation]:
    """The observations of one part; their values add up to its sum."""
    return version.observations.filter(_condition(part, parameters)).order_by("year", "region", "activity")


def _condition(part: NumberPart, parameters: Mapping[str, str]) -> Q:
    given = {column: parameters.get(name, "") for column, name in part.held.items()}
    found = Q(pk__isnull=False)
    for column, value in given.items():
        if SEVERAL in value:
            found &= Q(**{f"{column}__in": value.split(SEVERAL)})
        elif value != "":
            found &= Q(**{column: value})
    return found


def _bad_years(part: NumberPart, parameters: Mapping[str, str]) -> list[str]:
    """Parameters that hold the year but are none."""
    name = part.held.get("year")
    text = parameters.get(name, "") if name else ""
    return [name] if name and text and not (text.isascii() and text.isdigit() and len(text) <= 4) else []
