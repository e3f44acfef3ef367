"""What a figure of results can be narrowed by beside its dimensions."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from samspel.code_lists.leadership_groups import LEADERSHIP_GROUPS
from samspel.core.figures import (
    Condition,
    Dimension,
    Measure,
    Member,
    Slice,
    contributing,
    register_condition,
    register_dimension,
)
from samspel.core.programmes.structure import Structure
from samspel.results.models import PartnerReport


def _approved(measure: Measure, where: Slice, value: Any) -> Q:
    """Facts that an approved report stands for: of its region, in its days, known when it was sent in."""
    fact = measure.fact
    report = PartnerReport.objects.filter(
        state="approved",
        partner=OuterRef(f"{fact}partner_id"),
        period__first_day__lte=OuterRef(f"{fact}occurred_on"),
        period__last_day__gte=OuterRef(f"{fact}occurred_on"),
        submitted_at__gte=OuterRef(f"{fact}recorded_at"),
    )
    return Q(Exists(report))


def _also_in_area(measure: Measure, where: Slice, value: Any) -> Q:
    """Of things that the same figure counts in another area too."""
    there = contributing(measure, where.whole.of(area=value)).order_by().values(measure.of)
    return Q(**{f"{measure.of}__in": there})


approved = register_condition(Condition("approved", _("Approved in a report"), _approved))
also_in_area = register_condition(Condition("also_area", _("Also in the area"), _also_in_area, dimension="area"))


def _groups(structure: Structure) -> list[Member]:
    return [Member(code, code, str(name)) for code, name in LEADERSHIP_GROUPS.items()]


register_dimension(Dimension("group", _("Group"), _groups))
