"""What other apps may stop a fact for before it is written, such as aid beyond a ceiling (AppExtension.fact_checks)."""

from typing import Any

from samspel.core.facts import FactError
from samspel.results.models import ResultFact
from samspel.web.extension import all_in


class FactStopped(FactError):  # noqa: N818  named after what is the case
    """The fact may not be written; the message explains. Somebody can be asked to decide where `may_ask`."""

    def __init__(self, message: str, may_ask: bool = True) -> None:
        super().__init__(message)
        self.may_ask = may_ask


def check_fact(actor: Any, fact: ResultFact, replaced: ResultFact | None = None) -> None:
    """Let the fact through every check. FactStopped where one refuses."""
    for one in all_in("fact_checks"):
        one.check(actor, fact, replaced)


def hold_fact(actor: Any, fact: ResultFact, explained: str) -> None:
    """Keep a stopped fact for those who decide."""
    for one in all_in("fact_checks"):
        one.hold(actor, fact, explained)
