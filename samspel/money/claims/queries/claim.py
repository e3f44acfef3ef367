"""Claims as pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from samspel.core import access
from samspel.core.figures import Figure, Request, fetch, measure
from samspel.core.programmes.context import ReadContext
from samspel.money.claims.labels import CLAIM_KINDS, CLAIM_STATES, PART_STATES, ROLES, said
from samspel.money.claims.policy import ClaimAction
from samspel.money.claims.queries.rows import findings, sums_of
from samspel.money.claims.rules.checks import Finding
from samspel.money.claims.rules.sums import Reckoned
from samspel.money.expenditure.policy import ExpenditureAction
from samspel.money.models import Claim, ClaimPayment, ClaimRow, Expenditure, PartnerClaim
from samspel.results.reporting_periods.rules import Span, proposal

ZERO = Decimal(0)
MONTHS = 6


@dataclass(frozen=True)
class Listed:
    """A claim in the list, with its figures once it is sent."""

    claim: Claim
    state: str
    kind: str
    declared: Figure | None
    certified: Figure | None
    support: Decimal | None
    paid: Decimal | None


def listed(context: ReadContext) -> list[Listed]:
    """The programme's claims, the latest first."""
    rows = list(Claim.objects.filter(programme=context.programme).order_by("-number"))
    declared, certified = fetch(
        [Request(measure(code), context.slice, ("claim",)) for code in ("money.claimed", "money.certified")]
    )
    paid = dict(
        ClaimPayment.objects.filter(programme=context.programme, claim__isnull=False)
        .order_by()
        .values_list("claim")
        .annotate(Sum("amount"))
    )
    return [
        Listed(
            claim,
            str(CLAIM_STATES[claim.state]),
            str(CLAIM_KINDS[claim.kind]),
            context.figure(measure("money.claimed"), declared.get((claim.pk,), 0), claim=claim.pk)
            if claim.frozen and claim.state != "open"
            else None,
            context.figure(measure("money.certified"), certified.get((claim.pk,), 0), claim=claim.pk)
            if claim.decided_on
            else None,
            Decimal(claim.frozen["support"]) if claim.frozen and claim.state != "open" else None,
            paid.get(claim.pk),
        )
        for claim in rows
    ]


def advances(context: ReadContext) -> list[ClaimPayment]:
    """Advances received, with their shares."""
    rows = ClaimPayment.objects.filter(programme=context.programme, kind="advance")
    return list(rows.prefetch_related("shares__partner"))


def next_span(context: ReadContext) -> Span | None:
    """The period that a next claim would have."""
    others = [Span(c.first_day, c.last_day) for c in context.programme.claims.all()]
    return proposal(others, Span(context.programme.starts_on, context.programme.ends_on), MONTHS)


@dataclass(frozen=True)
class Part:
    """A partner's part: state, rows and sum, and what the reader may do."""

    part: PartnerClaim
    state: str
    rows: int
    total: Decimal
    may_prepare: bool


def parts_of(context: ReadContext, claim: Claim) -> list[Part]:
    """The claim's parts in the partners' order; two statements."""
    held = ClaimRow.objects.filter(claim=claim, holds=True).order_by().values_list("part")
    sums = {pk: (count, total) for pk, count, total in held.annotate(Count("pk"), Sum("amount"))}
    rows = claim.parts.select_related("partner", "claim__programme", "submitted_by", "checked_by")
    return [
        Part(
            part,
            str(PART_STATES[part.state]),
            sums.get(part.pk, (0, ZERO))[0],
            sums.get(part.pk, (0, ZERO))[1],
            context.may(ClaimAction.PREPARE, part),
        )
        for part in rows
    ]


@dataclass(frozen=True)
class Told:
    """A finding in words, with the rows it is about."""

    finding: Finding
    words: str
    rows: Sequence[ClaimRow]
    more: int


def told(context: ReadContext, claim: Claim, part: PartnerClaim | None = None, most: int = 10) -> list[Told]:
    """What would be questioned, in words."""
    found = findings(claim, part)
    wanted = {pk for finding in found for pk in finding.rows[:most]}
    rows = ClaimRow.objects.filter(pk__in=wanted).select_related("expenditure__partner").in_bulk()
    names = {c.pk: c.name for c in context.structure.categories}
    return [
        Told(
            finding,
            said(finding, names.get(finding.category, "")),
            [rows[pk] for pk in finding.rows[:most] if pk in rows],
            max(len(finding.rows) - most, 0),
        )
        for finding in found
    ]


@dataclass(frozen=True)
class Line:
    """A line of the sums: words, amount, and how it was worked out."""

    words: str
    amount: Decimal
    how: str = ""


@dataclass(frozen=True)
class Explained:
    """The claim's sums, each explained."""

    booked: Decimal
    total: Decimal
    support: Decimal
    limit: str
    costs: Sequence[Line]
    financing: Sequence[Line]
    partners: Sequence[Line]


def explained(context: ReadContext, claim: Claim) -> Explained:
    """The sums as they are now; of a sent claim as they were sent."""
    if claim.frozen and claim.state != "open":
        return _from_frozen(context, claim.frozen)
    sums = sums_of(claim)
    found = sums.reckoned
    partners = {p.pk: p.name for p in context.structure.partners}
    financiers = {f.pk: f.name for f in context.structure.financiers}
    share = f"{sums.agreed.terms.share_of_costs.normalize():f}"
    return Explained(
        sums.declared,
        found.total,
        found.support,
        found.limit,
        _cost_lines(found, sums.income),
        [
            Line(financiers[pk], amount, _how(pk == sums.plan.union.pk, share))
            for pk, amount in found.by_financier.items()
        ],
        [Line(partners[pk], found.of_partner(pk)) for pk in partners if found.of_partner(pk)],
    )


def _how(union: bool, share: str) -> str:
    if union:
        return _("%(share)s per cent of the costs") % {"share": share}
    return _("the rest by the financing plan, to the öre")


def _cost_lines(found: Reckoned, income: Decimal) -> list[Line]:
    lines = []
    for role, name in ROLES.items():
        flat = sum((amount for (_who, at), amount in found.flat.items() if at == role), ZERO)
        total = found.of_role(role)
        if total:
            words = _("of which a flat rate %(flat)s") % {"flat": f"{flat:.2f}"} if flat else ""
            lines.append(Line(str(name), total, words))
    if income:
        lines.append(Line(_("Income, deducted in other costs"), -income))
    return lines


def _from_frozen(context: ReadContext, frozen: Mapping[str, Any]) -> Explained:
    partners = {p.code: p.name for p in context.structure.partners}
    financiers = {f.code: f for f in context.structure.financiers}
    by_role: dict[str, Decimal] = {}
    by_partner: dict[str, Decimal] = {}
    for key, amount in frozen["costs"].items():
        partner, role = key.split("/")
        by_role[role] = by_role.get(role, ZERO) + Decimal(amount)
        by_partner[partner] = by_partner.get(partner, ZERO) + Decimal(amount)
    costs = [Line(str(ROLES[role]), by_role[role]) for role in ROLES if role in by_role]
    if Decimal(frozen["income"]):
        costs.append(Line(_("Income, deducted in other costs"), -Decimal(frozen["income"])))
    return Explained(
        Decimal(frozen["declared"]),
        Decimal(frozen["total"]),
        Decimal(frozen["support"]),
        frozen["limit"],
        costs,
        [
            Line(
                financiers[code].name, Decimal(amount), _how(financiers[code].kind == "union", frozen["share_of_costs"])
            )
            for code, amount in ((c, frozen["by_financier"].get(c)) for c in financiers)
            if amount is not None
        ],
        [Line(partners[code], by_partner[code]) for code in partners if code in by_partner],
    )


@dataclass(frozen=True)
class Outcome:
    """What the authority said: declared = certified + deducted + parked, as figures that open."""

    declared: Figure
    certified: Figure
    deducted: Figure
    parked: Figure


def outcome(context: ReadContext, claim: Claim) -> Outcome | None:
    """The decision's figures; None before it."""
    if claim.decided_on is None:
        return None
    codes = ("money.claimed", "money.certified", "money.deducted", "money.parked")
    found = fetch([Request(measure(code), context.slice.of(claim=claim.pk)) for code in codes])
    figures = [context.figure(measure(c), v.get((), 0), claim=claim.pk) for c, v in zip(codes, found, strict=True)]
    return Outcome(*figures)


def judged(claim: Claim) -> list[ClaimRow]:
    """Rows that were deducted or parked, or are adjustments."""
    rows = ClaimRow.objects.filter(claim=claim).exclude(deducted=0, parked=0, adjustment=False)
    return list(rows.select_related("expenditure__partner"))


def rows_of(part: PartnerClaim) -> Any:
    """The part's rows with their costs."""
    rows = ClaimRow.objects.filter(part=part).select_related("expenditure__category")
    return rows.annotate(papers=Count("expenditure__evidence")).order_by("-holds", "expenditure__occurred_on", "pk")


def waiting_count(context: ReadContext) -> tuple[int, Decimal]:
    """How many costs by today no claim holds, and their sum, of those the reader may see."""
    held = ClaimRow.objects.filter(holds=True, adjustment=False).values("expenditure")
    rows: Any = Expenditure.objects.as_of(None).filter(programme=context.programme).exclude(pk__in=held)
    seen = access.visible(context.reader, ExpenditureAction.VIEW, rows)
    found = seen.aggregate(n=Count("pk"), total=Sum("amount"))
    return found["n"], found["total"] or ZERO
