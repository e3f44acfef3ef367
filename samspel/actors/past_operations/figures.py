"""Measures of past operations."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samspel.actors.models import PastOperation
from samspel.core.figures import (
    Dimension,
    FigureColumn,
    Measure,
    MeasureKind,
    Member,
    Slice,
    Unit,
    register,
    register_dimension,
)
from samspel.core.programmes.models import Partner, Programme
from samspel.core.programmes.policy import ProgrammeAction
from samspel.core.programmes.structure import Structure

CODE_LENGTH = 60


def _past_objectives(structure: Structure) -> list[Member]:
    found = PastOperation.objects.exclude(objective="").order_by("objective").values_list("objective", flat=True)
    return [Member(name, slugify(name)[:CODE_LENGTH], name) for name in found.distinct()]


register_dimension(Dimension("past_objective", _("Objective"), _past_objectives))


def in_territory(rows: QuerySet[Any], where: Slice) -> QuerySet[Any]:
    """Past operations in a municipality of the programme; where the register names none, those whose beneficiary is."""
    places = PastOperation.municipalities.through.objects.filter(pastoperation=OuterRef("pk"))
    territory = Partner.municipalities.through.objects.filter(partner__programme_id=where.programme_id)
    here = places.filter(municipality__in=territory.values("municipality"))
    beneficiary = territory.filter(municipality=OuterRef("beneficiary__municipality"))
    return rows.filter(Q(Exists(here)) | (~Q(Exists(places)) & Q(Exists(beneficiary))))


def _in_its_currency(rows: QuerySet[Any], where: Slice) -> QuerySet[Any]:
    own = Programme.objects.filter(pk=where.programme_id).values("currency")
    return in_territory(rows, where).filter(currency=Subquery(own))


_REGISTER = _("The funds' public project registers")
_OPERATION = (
    FigureColumn(pgettext_lazy("figure", "Operation"), "name"),
    FigureColumn(_("Beneficiary"), "beneficiary_name"),
    FigureColumn(_("From"), "starts_on"),
    FigureColumn(_("To"), "ends_on"),
)

past_operations = register(
    Measure(
        code="actors.past_operations",
        kind=MeasureKind.COUNT,
        unit=Unit.OPERATIONS,
        name=pgettext_lazy("figure", "Past operations"),
        definition=_(
            "Projects that the funds have supported before in the programme's territory: in one of its municipalities "
            "or, where the register names none, by a beneficiary in the territory."
        ),
        source=_REGISTER,
        view=ProgrammeAction.VIEW,
        protects="",
        model=PastOperation,
        dimensions={"past_objective": "objective"},
        columns=_OPERATION,
        select=in_territory,
    )
)

past_operations_granted = register(
    Measure(
        code="actors.past_operations_granted",
        kind=MeasureKind.SUM,
        unit=Unit.MONEY,
        name=_("Granted to past operations"),
        definition=_(
            "Support granted to past operations in the programme's territory. Operations in another currency than the "
            "programme's do not count. The whole amount counts even where the operation reaches beyond the territory."
        ),
        source=_REGISTER,
        view=ProgrammeAction.VIEW,
        protects="",
        model=PastOperation,
        of="granted",
        dimensions={"past_objective": "objective"},
        columns=_OPERATION,
        select=_in_its_currency,
    )
)
