"""Costs as their pages show them: the list with what claims each, one cost, its evidence and its earlier version."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q

from samspel.core import access, clock
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import CostCategory
from samspel.core.programmes.rule_set import rules_of
from samspel.money.expenditure.policy import ExpenditureAction
from samspel.money.models import ClaimRow, EvidenceFile, Expenditure
from samspel.money.plan.queries.terms import rule_values


@dataclass(frozen=True)
class ExpenditureRow:
    """A cost in the list: the number of the claim that holds it, and how many pieces of evidence it has."""

    cost: Expenditure
    claim: int | None
    papers: int


def expenditure_list(
    context: ReadContext, *, text: str = "", partner: str = "", category: str = "", claimed: str = ""
) -> Any:
    """The costs the reader may see as known on the day, the latest first: a queryset. `claimed` is 'yes' or 'no'."""
    rows: Any = Expenditure.objects.as_of(context.slice.known_at).filter(programme=context.programme)
    rows = access.visible(context.reader, ExpenditureAction.VIEW, rows)
    if text:
        rows = rows.filter(
            Q(voucher__icontains=text) | Q(text__icontains=text) | Q(supplier__icontains=text) | Q(invoice=text)
        )
    if chosen := context.structure.partner(partner):
        rows = rows.filter(partner=chosen)
    if category:
        rows = rows.filter(category__code=category)
    held = ClaimRow.objects.filter(holds=True, adjustment=False).values("expenditure")
    if claimed == "yes":
        rows = rows.filter(pk__in=held)
    elif claimed == "no":
        rows = rows.exclude(pk__in=held)
    return rows.select_related("partner", "category").order_by("-occurred_on", "-pk")


def expenditure_rows(costs: Sequence[Expenditure]) -> list[ExpenditureRow]:
    """The costs with what claims them and their evidence; two statements."""
    ids = [cost.pk for cost in costs]
    held = ClaimRow.objects.filter(expenditure__in=ids, holds=True, adjustment=False)
    claims = dict(held.values_list("expenditure", "claim__number"))
    through = Expenditure.evidence.through.objects.filter(expenditure__in=ids)
    papers = list(through.values_list("expenditure_id", flat=True))
    return [ExpenditureRow(cost, claims.get(cost.pk), papers.count(cost.pk)) for cost in costs]


def expenditure_of(context: ReadContext, pk: int) -> Expenditure | None:
    """The programme's cost, voided or not; None where there is none that the reader may see."""
    rows = Expenditure.objects.filter(programme=context.programme)
    seen = access.visible(context.reader, ExpenditureAction.VIEW, rows)
    found: Expenditure | None = (
        seen.select_related("partner", "category", "programme", "recorded_by", "voided_by", "brought")
        .defer("brought__content")
        .filter(pk=pk)
        .first()
    )
    return found


def claims_of(cost: Expenditure) -> Any:
    """The claims it has been in, by number."""
    return cost.claim_rows.select_related("claim").order_by("claim__number")


def evidence_of(cost: Expenditure) -> Any:
    """Its evidence, without the contents of files."""
    return cost.evidence.select_related("file").defer("file__content")


def earlier_version(cost: Expenditure) -> Expenditure | None:
    """The version that it corrects."""
    found: Expenditure | None = Expenditure.objects.filter(replaced_by=cost).first() if cost.replaces_id else None
    return found


def evidence_file_of(context: ReadContext, pk: int) -> EvidenceFile | None:
    """A document kept as evidence; None where there is none that the reader may see."""
    rows = EvidenceFile.objects.filter(programme=context.programme)
    found: EvidenceFile | None = access.visible(context.reader, ExpenditureAction.VIEW, rows).filter(pk=pk).first()
    return found


def may_record(context: ReadContext) -> bool:
    """Whether the reader may record costs for any partner of the programme."""
    granted = access.grants(context.reader, ExpenditureAction.RECORD)
    return any(grant.programme_id == context.programme.pk for grant in granted)


def cost_categories(context: ReadContext) -> Any:
    """The programme's cost categories, to choose among."""
    return CostCategory.objects.filter(programme=context.programme)


def staff_category(context: ReadContext) -> CostCategory | None:
    """The category that hours belong to."""
    return next((category for category in context.structure.categories if category.role == "staff"), None)


def hour_rate(context: ReadContext) -> Decimal | None:
    """The unit cost of an hour that the rules give now, in the programme's currency; None where they give none."""
    value = rule_values(rules_of(context.programme), min(clock.today(), context.programme.ends_on))
    return value("cost.staff-hour-rate")
