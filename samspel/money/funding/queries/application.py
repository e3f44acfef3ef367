"""Applications for co-financing: the list, and how one stands for the reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from samspel.core import assessment as assessment_core
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import FundingApplication
from samspel.money.funding.labels import PARTS
from samspel.money.funding.policy import FundingAction
from samspel.money.funding.queries.content import content_of
from samspel.money.funding.queries.grant import amounts_left
from samspel.money.funding.queries.impartiality import why_not
from samspel.money.funding.queries.scores import _weighted, points_together
from samspel.money.funding.rules import ApplicationFinding, findings
from samspel.money.models import Application, Assessment, DecidedAmount, FundingDecision, Impartiality, Proposal
from samspel.ui.templatetags.formats import money


def application_rows(context: ReadContext) -> list[Any]:
    """Every application with what it asks for and what is granted."""
    rows = Application.objects.filter(programme=context.programme).select_related(
        "intake__partner", "intake__financier"
    )
    asked = Sum("money__amount", filter=Q(money__asked=True))
    return list(rows.annotate(asked=asked).order_by("intake__partner__order", "-intake__opens_on", "number"))


@dataclass(frozen=True)
class ApplicationStanding:
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


def application_standing(context: ReadContext, application: Application) -> ApplicationStanding:
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
    return ApplicationStanding(
        reason=reason,
        declared=Impartiality.objects.filter(application=application, person_id=reader.pk).first(),
        findings=[finding_words(finding, application) for finding in findings(content_of(application))],
        assessments=scored,
        own=own,
        judges=may_judge,
        hidden=len(rows) - len(seen),
        together=points_together(application) if seen else None,
        proposal=Proposal.objects.filter(application=application).select_related("made_by").first(),
        decision=decision,
        left=amounts_left(decision) if decision else {},
    )


def decided_amounts(found: ApplicationStanding) -> list[DecidedAmount]:
    """What the decision grants, year by year."""
    return list(found.decision.amounts.all()) if found.decision else []


def finding_words(finding: ApplicationFinding, application: Application) -> str:
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


def score_table(application: Application, found: ApplicationStanding) -> list[tuple[str, list[int]]]:
    """Each criterion with the points of the assessors that are shown."""
    given = [{s.criterion_id: s.points for s in row.scores.all()} for row, _points in found.assessments]
    return [(c.question, [points[c.pk] for points in given]) for c in application.intake.criteria.all()]


def application_of(context: ReadContext, pk: int) -> Application | None:
    """The programme's application; a draft only for those who write applications."""
    rows = Application.objects.filter(programme=context.programme, pk=pk)
    found = rows.select_related("intake__partner", "intake__financier", "rank__rule", "programme").first()
    if found is None or (found.state == "draft" and not context.may(FundingAction.APPLY, found)):
        return None
    return found


def decision_of(application: Application) -> FundingDecision | None:
    """The decision that stands."""
    return application.decisions.filter(voided_at=None).first()


def proposal_of(application: Application) -> Proposal:
    """What is proposed to the committee."""
    return Proposal.objects.get(application=application)


def planned_reasons(context: ReadContext, application: Application) -> str:
    """The reasons that the programme's folder gives for the financier's part; empty where it gives none."""
    rows = FundingApplication.objects.filter(programme=context.programme, financier=application.intake.financier_id)
    planned = rows.first()
    return planned.reasons if planned else ""
