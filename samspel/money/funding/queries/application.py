"""What the pages of co-financing show."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from samspel.core import assessment as assessment_core
from samspel.core.figures import Figure, Request, fetch, measure
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Financier
from samspel.money.funding.labels import PARTS
from samspel.money.funding.policy import FundingAction
from samspel.money.funding.rules import Finding, findings
from samspel.money.funding.services import payment
from samspel.money.funding.services.application import content_of
from samspel.money.funding.services.assessment import why_not
from samspel.money.funding.states import WRITABLE
from samspel.money.models import Application, Assessment, DecidedAmount, FundingDecision, Impartiality, Intake, Proposal
from samspel.ui.templatetags.formats import money

CODES = ("programme.financing", "money.funding_applied", "money.funding_decided", "money.funding_paid")


@dataclass(frozen=True)
class FinancierRow:
    """A financier: planned, applied for, granted and paid in."""

    financier: Financier
    figures: Sequence[Figure]


def financiers(context: ReadContext) -> list[FinancierRow]:
    """A row for each financier among the partners."""
    among = [f for f in context.structure.financiers if f.partner_id]
    found = fetch([Request(measure(code), context.slice, ("financier",)) for code in CODES])
    return [
        FinancierRow(
            one,
            [
                context.figure(measure(code), answer.get((one.pk,), 0), financier=one.pk)
                for code, answer in zip(CODES, found, strict=True)
            ],
        )
        for one in among
    ]


def years(context: ReadContext) -> list[tuple[int, Sequence[Figure]]]:
    """Each year of the plan: applied for, granted and paid in."""
    found = fetch([Request(measure(code), context.slice, ("year",)) for code in CODES[1:]])
    return [
        (
            year,
            [
                context.figure(measure(code), answer.get((year,), 0), year=year)
                for code, answer in zip(CODES[1:], found, strict=True)
            ],
        )
        for year in range(context.programme.starts_on.year, context.programme.ends_on.year + 1)
    ]


def totals(context: ReadContext) -> Sequence[Figure]:
    """Applied for, granted and paid in, in all."""
    found = fetch([Request(measure(code), context.slice, ()) for code in CODES[1:]])
    return [context.figure(measure(code), answer.get((), 0)) for code, answer in zip(CODES[1:], found, strict=True)]


def applications(context: ReadContext) -> list[Any]:
    """Every application with what it asks for and what is granted."""
    rows = Application.objects.filter(programme=context.programme).select_related(
        "intake__partner", "intake__financier"
    )
    asked = Sum("money__amount", filter=Q(money__asked=True))
    return list(rows.annotate(asked=asked).order_by("intake__partner__order", "-intake__opens_on", "number"))


def intakes(context: ReadContext) -> list[Any]:
    """Every intake with how many applications it has."""
    rows = Intake.objects.filter(programme=context.programme).select_related("partner", "financier")
    counted = Count("applications", filter=~Q(applications__state="withdrawn"))
    return list(rows.annotate(count=counted).order_by("partner__order", "-opens_on"))


def in_order(intake: Intake) -> list[tuple[Application, Decimal | None]]:
    """The intake's applications in the order that rank and points give; points only once a proposal is made."""
    rows = intake.applications.exclude(state__in=[*WRITABLE, "withdrawn"]).select_related("rank")
    given = {a.pk: points(a) if a.state in {"proposed", "decided"} else None
             for a in rows.prefetch_related("assessments__scores", "intake__criteria")}  # fmt: skip
    ordered = assessment_core.in_order(
        (a, a.rank.number if a.rank else None, given[a.pk], a.submitted_at.isoformat() if a.submitted_at else "")
        for a in rows
    )
    return [(a, given[a.pk]) for a in ordered]


def points(application: Application) -> Decimal | None:
    """The assessors' points together."""
    weights = {c.pk: c.weight for c in application.intake.criteria.all()}
    return assessment_core.together([_weighted(a, weights) for a in application.assessments.all()])


def _weighted(assessment: Assessment, weights: dict[int, int]) -> Decimal:
    return assessment_core.weighted({s.criterion_id: s.points for s in assessment.scores.all()}, weights)


@dataclass(frozen=True)
class Standing:
    """All that one application's page needs to know of the reader and of the steps that can be taken."""

    reason: str | None
    declared: Impartiality | None
    findings: Sequence[str]
    assessments: Sequence[tuple[Assessment, Decimal]]
    own: Assessment | None
    judges: bool
    hidden: int
    together: Decimal | None
    proposal: Proposal | None
    decision: FundingDecision | None
    left: dict[int, Decimal]


def standing(context: ReadContext, application: Application) -> Standing:
    """How the application stands, for the reader."""
    reader = context.reader
    may_judge = context.may(FundingAction.ASSESS, application)
    reason = why_not(reader, application) if may_judge else None
    decision = application.decisions.filter(voided_at=None).prefetch_related("amounts", "conditions__met").first()
    rows = list(application.assessments.select_related("assessor").prefetch_related("scores__criterion"))
    own = next((row for row in rows if row.assessor_id == reader.pk), None)
    revealed = application.state in {"proposed", "decided"} or (own is not None and application.state == "assessing")
    seen = rows if may_judge and reason is None and revealed else []
    weights = {c.pk: c.weight for c in application.intake.criteria.all()}
    scored = [(row, _weighted(row, weights).quantize(assessment_core.HUNDREDTH)) for row in seen]
    return Standing(
        reason=reason,
        declared=Impartiality.objects.filter(application=application, person_id=reader.pk).first(),
        findings=[told(finding, application) for finding in findings(content_of(application))],
        assessments=scored,
        own=own,
        judges=may_judge,
        hidden=len(rows) - len(seen),
        together=points(application) if seen else None,
        proposal=Proposal.objects.filter(application=application).select_related("made_by").first(),
        decision=decision,
        left=payment.left(decision) if decision else {},
    )


def score_table(application: Application, found: Standing) -> list[tuple[str, list[int]]]:
    """Each criterion with the points of the assessors that are shown."""
    given = [{s.criterion_id: s.points for s in row.scores.all()} for row, _points in found.assessments]
    return [(c.question, [points[c.pk] for points in given]) for c in application.intake.criteria.all()]


def amounts(found: Standing) -> list[DecidedAmount]:
    """What the decision grants, year by year."""
    return list(found.decision.amounts.all()) if found.decision else []


def told(finding: Finding, application: Application) -> str:
    """A finding in words."""
    if finding.code == "text":
        heading = next(str(part.heading) for part in PARTS if part.code == finding.where)
        return _("“%(part)s” is empty.") % {"part": heading}
    if finding.code == "unequal":
        currency = application.programme.currency
        return _("%(year)s: the financing is %(found)s and the costs %(expected)s. They must be equal.") % {
            "year": finding.where,
            "found": money(finding.found or 0, currency),
            "expected": money(finding.expected or 0, currency),
        }
    if finding.code == "outside":
        return _("%(year)s is outside the project's period.") % {"year": finding.where}
    if finding.code == "no_costs":
        return _("The budget has no costs.")
    return _("No amount is applied for. Mark the row that is asked for, and give its amounts.")
