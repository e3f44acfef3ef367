"""The assessors' points of an application."""

from decimal import Decimal

from samspel.core import assessment as assessment_core
from samspel.money.models import Application, Assessment


def points_together(application: Application) -> Decimal | None:
    """The assessors' points together."""
    weights = {c.pk: c.weight for c in application.intake.criteria.all()}
    return assessment_core.together([_weighted(a, weights) for a in application.assessments.all()])


def _weighted(assessment: Assessment, weights: dict[int, int]) -> Decimal:
    return assessment_core.weighted({s.criterion_id: s.points for s in assessment.scores.all()}, weights)
