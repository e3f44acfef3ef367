"""Where rooms above may stop a fact before it is written, such as aid beyond a ceiling. They register; this room knows
none."""

from collections.abc import Callable
from typing import Any

from samspel.kernel.facts import FactError
from samspel.results.models import ResultFact

Gate = Callable[[Any, ResultFact, ResultFact | None], None]
Hold = Callable[[Any, ResultFact, str], None]
_gates: list[Gate] = []
_holds: list[Hold] = []


class Stopped(FactError):  # noqa: N818  named after what is the case
    """The fact may not be written; the message explains. Somebody can be asked to decide where `may_ask`."""

    def __init__(self, message: str, may_ask: bool = True) -> None:
        super().__init__(message)
        self.may_ask = may_ask


def guard(gate: Gate, hold: Hold) -> None:
    """Register a gate, called in the transaction that writes with the actor, the fact not yet written and the fact it
    replaces; it raises Stopped. `hold` keeps a stopped fact for a decision."""
    if gate not in _gates:
        _gates.append(gate)
        _holds.append(hold)


def pass_gates(actor: Any, fact: ResultFact, replaced: ResultFact | None = None) -> None:
    """Let the fact through every gate. Stopped where one refuses."""
    for gate in _gates:
        gate(actor, fact, replaced)


def ask(actor: Any, fact: ResultFact, explained: str) -> None:
    """Keep a stopped fact for those who decide."""
    for hold in _holds:
        hold(actor, fact, explained)
