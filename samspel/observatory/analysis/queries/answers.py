"""What a page gets when it asks for a computation: the result, or how far it has come and what can be done."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from samspel.observatory.computations.queries import results
from samspel.observatory.computations.rules.keys import key_of
from samspel.observatory.computations.rules.kinds import ComputationKind, ParameterFault, filled, kind_of
from samspel.observatory.models import Computation, DataSetVersion


@dataclass(frozen=True)
class Answer:
    """A kind asked of a version. `result` is None until it is there; `fault` says why it cannot be."""

    kind: ComputationKind
    version: DataSetVersion
    parameters: Mapping[str, Any] = field(default_factory=dict)
    result: Any = None
    computation: Computation | None = None
    fault: str = ""

    @property
    def under_way(self) -> bool:
        """Whether it is being worked out."""
        found = self.computation
        return found is not None and found.state in results.UNDER_WAY and not results.is_stuck(found)

    @property
    def done_at(self) -> Any:
        """When it was worked out; None for what is worked out at once."""
        return self.computation.finished_at if self.computation is not None else None

    @property
    def parameters_json(self) -> str:
        """The parameters as the form that asks for it sends them."""
        return json.dumps(self.parameters)


def at_once(kind_code: str, version: DataSetVersion, **parameters: Any) -> Answer:
    """The answer of a short kind: worked out while the reader waits where the version is small (COMPUTED_AT_ONCE
    values at most), else what has been computed in the background."""
    kind = kind_of(kind_code)
    try:
        result = results.answer_of(kind_code, version, parameters)
    except ParameterFault as fault:
        return Answer(kind, version, parameters, fault=str(fault))
    if result is not None:
        return Answer(kind, version, parameters, result)
    return in_background(kind_code, version, **parameters)


def in_background(kind_code: str, version: DataSetVersion, **parameters: Any) -> Answer:
    """The answer of a long kind, where it has been computed; else how far it has come. One query."""
    kind = kind_of(kind_code)
    found = results.existing_computation(kind_code, version.pk, parameters)
    if found is None:
        found = _failed(kind, version, parameters)
    if found is None:
        return Answer(kind, version, parameters)
    fault = found.fault if found.state == "failed" else ""
    return Answer(kind, version, parameters, results.result_of(found), found, fault)


def _failed(kind: ComputationKind, version: DataSetVersion, parameters: Mapping[str, Any]) -> Computation | None:
    """The last try, where it failed: so that the page says why, and not only that there is nothing."""
    key = key_of(kind, version.pk, filled(kind, parameters))
    return Computation.objects.filter(key=key, state="failed").order_by("-pk").first()
