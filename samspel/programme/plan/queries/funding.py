"""The plan for the money: its versions, and what financiers were asked for."""

from collections.abc import Sequence

from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import FundingApplication, PlanVersion


def plan_versions(context: ReadContext) -> Sequence[PlanVersion]:
    """Every version of the programme's plan, also those not yet decided."""
    return list(PlanVersion.objects.filter(programme=context.programme))


def funding_applications(context: ReadContext) -> Sequence[FundingApplication]:
    """The programme's applications for co-financing, as its folder has them."""
    rows = FundingApplication.objects.filter(programme=context.programme)
    return list(rows.select_related("applicant", "financier"))
