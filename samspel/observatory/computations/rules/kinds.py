"""What can be computed of a version: each kind is a pure function with a name. Rooms' modules register theirs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from samspel.core.bilingual import Words
from samspel.observatory.computations.queries.version_data import VersionData

Progress = Callable[[float], None]
"""Hears the share that is done, 0 to 1, as often as the function likes. Raises Cancelled where nobody waits any more:
let it pass through."""

Work = Callable[[VersionData, Mapping[str, Any], Progress], Any]
"""Version, parameters, progress → a result of JSON values (dicts, lists, texts, finite numbers, booleans, None)."""


class ComputationCancelled(Exception):  # noqa: N818  named after what is the case
    """The computation was cancelled while it ran."""


class ParameterFault(ValueError):  # noqa: N818  named after what is the case
    """The parameters do not fit the version; the message is for the user."""


@dataclass(frozen=True)
class ComputationKind:
    """A kind of computation. `defaults` are its parameters with their usual values: others are refused.

    `page` names the address (room:page, called with the computation's data set, version and parameters as query) that
    shows the result; without it the computation's own page lists the result's parts. `revision` goes up where the
    function gives other answers than before, so that kept results are not used."""

    code: str
    name: Words
    work: Work
    defaults: Mapping[str, Any] = field(default_factory=dict)
    page: str = ""
    revision: int = 1


_kinds: dict[str, ComputationKind] = {}


def register(kind: ComputationKind) -> ComputationKind:
    """Make a kind known. ValueError where the code is another's."""
    if _kinds.get(kind.code, kind) != kind:
        raise ValueError(f"computation {kind.code} is registered twice")
    _kinds[kind.code] = kind
    return kind


def kind_of(code: str) -> ComputationKind:
    """The kind with the code; KeyError where there is none."""
    return _kinds[code]


def known_kinds() -> Mapping[str, ComputationKind]:
    """All kinds by code."""
    return _kinds


def filled(kind: ComputationKind, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters with the usual values for what is not given, in order of name. KeyError for an unknown one."""
    for name in parameters:
        if name not in kind.defaults:
            raise KeyError(f"{kind.code} has no parameter {name}")
    return {name: parameters.get(name, usual) for name, usual in sorted(kind.defaults.items())}
