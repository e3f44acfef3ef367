"""The actions of computations, and which role may do them, how far."""

from collections.abc import Mapping
from enum import StrEnum

from samspel.core.access import READERS, Reach, Role


class ComputationAction(StrEnum):
    """What can be done with computation: see docs/access.md."""

    ASK = "computation.ask"


POLICY: Mapping[StrEnum, Mapping[Role, Reach]] = {
    ComputationAction.ASK: READERS,
}
