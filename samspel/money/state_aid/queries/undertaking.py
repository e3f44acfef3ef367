"""De minimis aid as its pages show it: who has got it, one undertaking's ledger, and what waits."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Min, Q

from samspel.actors.models import Organisation
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.rule_set import rules_of
from samspel.money.models import AidDeclaration, AidRequest
from samspel.money.state_aid.policy import DeclarationAction
from samspel.money.state_aid.queries.ledger import DE_MINIMIS, KEPT, declarations_of, ledger
from samspel.money.state_aid.queries.undertakings import members_of
from samspel.money.state_aid.rules import kept_until
from samspel.results.models import Support


def receivers(context: ReadContext) -> Any:
    """Organisations that the programme has given de minimis aid or that have declared, by name: a queryset with the
    number of grants, the first and the last day, and the day of the latest declaration."""
    aid = Q(
        support_facts__programme=context.programme,
        support_facts__aid_basis=DE_MINIMIS,
        support_facts__voided_at=None,
        support_facts__amount__gt=0,
    )
    own = Q(aid_declarations__programme=context.programme, aid_declarations__voided_at=None)
    rows = Organisation.objects.filter(aid | own).annotate(
        grants=Count("support_facts", filter=aid, distinct=True),
        first=Min("support_facts__occurred_on", filter=aid),
        last=Max("support_facts__occurred_on", filter=aid),
        declared=Max("aid_declarations__occurred_on", filter=own),
    )
    return rows.order_by("name", "pk")


def undecided(context: ReadContext) -> Any:
    """Supports held at the ceiling, oldest first."""
    rows = AidRequest.objects.filter(programme=context.programme, state="pending")
    return rows.select_related("organisation", "partner", "asked_by").order_by("asked_at")


def unapproved(context: ReadContext) -> Any:
    """Declarations that nobody has approved, oldest first."""
    rows = AidDeclaration.objects.filter(programme=context.programme, voided_at=None, approval=None)
    return rows.select_related("organisation", "recorded_by").order_by("occurred_on", "pk")


@dataclass(frozen=True)
class LedgerLine:
    """A grant in a ledger: in the programme's currency where it is recorded here, in EUR always."""

    on: date
    giver: str
    what: str
    amount: Decimal | None
    currency: str
    eur: Decimal
    counts: bool
    kept_until: date
    support: Support | None


@dataclass(frozen=True)
class LedgerView:
    """An undertaking's ledger as a page shows it."""

    found: Any
    lines: list[LedgerLine]
    declarations: list[AidDeclaration]


def ledger_view(
    context: ReadContext, organisation: Organisation, day: date, amount: Decimal = Decimal(0)
) -> LedgerView:
    """The ledger on the day with a verdict on the amount (EUR). NoRate where a grant cannot be converted."""
    found = ledger(context.programme, organisation, day, amount)
    counted = set(map(id, found.verdict.counted))
    rules = rules_of(context.programme)
    lines = []
    for grant in found.grants:
        support = grant.about if isinstance(grant.about, Support) else None
        lines.append(
            LedgerLine(
                on=grant.on,
                giver=grant.giver,
                what=support.organisation.name if support else "",
                amount=support.amount if support else None,
                currency=support.programme.currency if support else "EUR",
                eur=grant.amount,
                counts=id(grant) in counted,
                kept_until=kept_until(grant.on, int(rules.number(KEPT, grant.on))),
                support=support,
            )
        )
    return LedgerView(found, lines, list(declarations_of(members_of(organisation, day))))


def aid_request_of(context: ReadContext, pk: int) -> AidRequest | None:
    """A support of the programme held at the ceiling."""
    rows = AidRequest.objects.filter(programme=context.programme, pk=pk)
    return rows.select_related("organisation", "partner", "area", "asked_by", "decided_by", "support").first()


def declaration_to_ask_of(context: ReadContext, organisation: Organisation) -> AidDeclaration:
    """A declaration of the organisation, not made, to ask what the reader may do with such."""
    return AidDeclaration(programme=context.programme, organisation=organisation)


def organisation_of(context: ReadContext, pk: int) -> Organisation | None:
    """The organisation, for a reader who may see its declarations; None otherwise."""
    found = Organisation.objects.filter(pk=pk).first()
    if found is None or not context.may(DeclarationAction.VIEW, declaration_to_ask_of(context, found)):
        return None
    return found


def declaration_of(context: ReadContext, pk: int) -> AidDeclaration | None:
    """A declaration in the programme that the reader may see; None otherwise."""
    rows = AidDeclaration.objects.filter(programme=context.programme, pk=pk)
    found: AidDeclaration | None = rows.select_related("organisation", "programme", "recorded_by").first()
    return found if found is not None and context.may(DeclarationAction.VIEW, found) else None
