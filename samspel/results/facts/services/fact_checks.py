"""What other apps may stop a fact for before it is written, such as aid beyond a ceiling (AppExtension.fact_checks)."""

from collections.abc import Sequence
from typing import Any

from samspel.core.facts import FactError
from samspel.results.models import ResultFact
from samspel.web.extension import all_in


class FactStopped(FactError):  # noqa: N818  named after what is the case
    """The fact may not be written; the message explains. Somebody can be asked to decide where `may_ask`.

    `at` is its place among facts that were checked together."""

    def __init__(self, message: str, may_ask: bool = True, at: int = 0) -> None:
        super().__init__(message)
        self.may_ask = may_ask
        self.at = at


def fact_check(*, actor: Any, fact: ResultFact, replaced: ResultFact | None = None) -> None:
    """Let the fact through every check. FactStopped where one refuses."""
    for one in all_in("fact_checks"):
        one.check(actor=actor, facts=[fact], replaced=replaced)


def facts_check(*, actor: Any, facts: Sequence[ResultFact]) -> None:
    """Let facts that are to be written together through every check, each as if those before it were written.
    FactStopped at the first that is refused."""
    stops = []
    for one in all_in("fact_checks"):
        try:
            one.check(actor=actor, facts=facts)
        except FactStopped as stopped:
            stops.append(stopped)
    if stops:
        raise min(stops, key=lambda stopped: stopped.at)


def fact_hold(*, actor: Any, fact: ResultFact, explained: str) -> None:
    """Keep a stopped fact for those who decide."""
    for one in all_in("fact_checks"):
        one.hold(actor=actor, fact=fact, told=explained)
