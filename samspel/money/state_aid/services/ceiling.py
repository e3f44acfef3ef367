"""The gate that de minimis support passes before it is recorded, one at a time for each undertaking."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from samspel.actors.models import Organisation
from samspel.core import access, audit, clock
from samspel.money.models import AidRequest
from samspel.money.state_aid.queries.ledger import DE_MINIMIS, NoRate, ledger, members_of, rate_on
from samspel.money.state_aid.rules import CeilingVerdict, to_eur
from samspel.results.facts.policy import SupportAction
from samspel.results.facts.services.fact_checks import FactStopped
from samspel.results.models import ResultFact, Support
from samspel.ui.templatetags.formats import money

LINES = 12


def ceiling_check(actor: Any, fact: ResultFact, replaced: ResultFact | None) -> None:
    """FactStopped where the undertaking has not declared, or the amount passes the ceiling.

    Holds the undertaking's organisations until the transaction ends, so that two cannot pass together."""
    if not isinstance(fact, Support) or fact.aid_basis != DE_MINIMIS or not fact.amount:
        return
    organisation = fact.organisation
    members = members_of(organisation, fact.occurred_on)
    list(Organisation.objects.select_for_update().filter(pk__in=members).order_by("pk").values_list("pk"))
    try:
        amount = to_eur(fact.amount, rate_on(fact.programme.currency, fact.occurred_on))
        before = replaced if isinstance(replaced, Support) else None
        found = ledger(fact.programme, organisation, fact.occurred_on, amount, before)
    except NoRate as missing:
        raise FactStopped(str(missing), may_ask=False) from missing
    if found.declaration is None:
        told = _(
            "%(name)s has no approved declaration of de minimis aid signed by %(day)s. It must be there before the "
            "support starts."
        )
        raise FactStopped(told % {"name": organisation.name, "day": fact.occurred_on.isoformat()}, may_ask=False)
    if not found.verdict.fits:
        raise FactStopped(ceiling_explanation(found.verdict))


def ceiling_explanation(verdict: CeilingVerdict) -> str:
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


def aid_request_make(actor: Any, fact: ResultFact, told: str) -> None:
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
