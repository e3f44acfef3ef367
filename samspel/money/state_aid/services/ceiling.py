"""The gate that de minimis support passes before it is recorded, one at a time for each undertaking."""

from collections.abc import Sequence, Set
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from samspel.actors.models import Organisation
from samspel.core import access, audit, clock
from samspel.core.bulk import in_parts
from samspel.money.models import AidRequest
from samspel.money.state_aid.queries.ledger import DE_MINIMIS, Ledgers
from samspel.money.state_aid.queries.rate import NoRate
from samspel.money.state_aid.queries.undertakings import Undertakings
from samspel.money.state_aid.rules import CeilingVerdict, to_eur
from samspel.results.facts.policy import SupportAction
from samspel.results.facts.services.fact_checks import FactStopped
from samspel.results.models import ResultFact, Support
from samspel.ui.templatetags.formats import money

LINES = 12


def ceiling_check(*, actor: Any, facts: Sequence[ResultFact], replaced: ResultFact | None = None) -> None:
    """FactStopped at the first of the facts whose undertaking has not declared, or whose amount passes the ceiling
    together with what is granted and with the facts before it. `replaced` is what a single fact stands in place of.

    Holds the undertakings' organisations until the transaction ends, so that two cannot pass together."""
    grants = [(at, fact) for at, fact in enumerate(facts) if isinstance(fact, Support) and _is_aid(fact)]
    if not grants:
        return
    undertakings = _hold([fact for _at, fact in grants])
    days = [(fact.programme.currency, fact.occurred_on) for _at, fact in grants]
    ledgers = Ledgers(undertakings.organisations, days, replaced if isinstance(replaced, Support) else None)
    for at, fact in grants:
        members = undertakings.on(fact.organisation_id, fact.occurred_on)
        try:
            _check(fact, ledgers, members)
        except FactStopped as stopped:
            stopped.at = at
            raise
        ledgers.add(fact)


def _is_aid(fact: Support) -> bool:
    return fact.aid_basis == DE_MINIMIS and bool(fact.amount)


def _hold(grants: Sequence[Support]) -> Undertakings:
    """The undertakings of the grants, all their organisations locked, in the order of their ids. Somebody may have
    joined one while its lock was waited for: then it is locked too. Whoever only refers to an organisation, such as a
    support that is no aid, need not wait (no_key)."""
    asked = {fact.organisation_id for fact in grants}
    held: set[int] = set()
    while True:
        undertakings = Undertakings(asked)
        members = {pk for fact in grants for pk in undertakings.on(fact.organisation_id, fact.occurred_on)}
        if not (new := sorted(members - held)):
            return undertakings
        for part in in_parts(new):
            rows = Organisation.objects.select_for_update(no_key=True).filter(pk__in=part)
            list(rows.order_by("pk").values_list("pk"))
        held |= members


def _check(fact: Support, ledgers: Ledgers, members: Set[int]) -> None:
    """FactStopped where the grant may not be given to the undertaking of these members."""
    day = fact.occurred_on
    try:
        amount = to_eur(fact.amount, ledgers.rates.on(fact.programme.currency, day))
        found = ledgers.standing(fact.programme, members, day, amount)
    except NoRate as missing:
        raise FactStopped(str(missing), may_ask=False) from missing
    if found.declaration is None:
        told = _(
            "%(name)s has no approved declaration of de minimis aid signed by %(day)s. It must be there before the "
            "support starts."
        )
        raise FactStopped(told % {"name": fact.organisation.name, "day": day.isoformat()}, may_ask=False)
    if not found.verdict.fits:
        raise FactStopped(ceiling_explanation(verdict=found.verdict))


def ceiling_explanation(*, verdict: CeilingVerdict) -> str:
    """The sum in words: each grant that counts, the ceiling, and what is left."""
    lines = [f"{grant.on.isoformat()} {grant.giver} {money(grant.amount, 'EUR')}" for grant in verdict.counted[-LINES:]]
    told = _(
        "The support of %(amount)s would pass the ceiling for de minimis aid. Granted since %(since)s: %(used)s of "
        "%(ceiling)s; %(headroom)s is left. What counts: %(lines)s."
    )
    return told % {
        "amount": money(verdict.amount, "EUR"),
        "since": verdict.since.isoformat(),
        "used": money(verdict.used, "EUR"),
        "ceiling": money(verdict.regime.ceiling, "EUR"),
        "headroom": money(verdict.headroom, "EUR"),
        "lines": "; ".join(lines) or "–",
    }


def aid_request_make(*, actor: Any, fact: ResultFact, told: str) -> None:
    """Keep a stopped support for a decision."""
    if not isinstance(fact, Support):
        return
    access.require(actor, SupportAction.RECORD, fact)
    columns = {
        "kind": fact.kind, "hours": str(fact.hours), "financial": fact.financial, "reference": fact.reference,
        "activity": fact.activity_id,
    }  # fmt: skip
    made = AidRequest.objects.create(
        programme=fact.programme, partner=fact.partner, area=fact.area, organisation=fact.organisation,
        amount=Decimal(fact.amount), occurred_on=fact.occurred_on, columns=columns, explained=told, asked_by=actor,
        asked_at=clock.now(),
    )  # fmt: skip
    audit.write(actor, "aid.asked", made, changes={"amount": str(fact.amount), "organisation": fact.organisation_id})
