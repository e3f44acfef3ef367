"""Needs that nothing answers, and the offers that there are, as figures that open."""

from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samspel.code_lists.offer_kinds import KINDS
from samspel.code_lists.prices import PRICES
from samspel.core import clock
from samspel.core.figures import FigureColumn, Measure, MeasureKind, Slice, Unit, register
from samspel.frontdoor.models import Offer
from samspel.frontdoor.offers.figures import owner
from samspel.frontdoor.offers.policy import OfferAction
from samspel.frontdoor.referrals.figures import NEED

unmatched = register(
    replace(
        NEED,
        code="frontdoor.unmatched",
        name=_("Needs without a good match"),
        definition=_(
            "Needs confirmed in the period that no offer fitted well when they were sent. Decision 28 says what "
            "counts as a good match."
        ),
        where=Q(confirmed_at__isnull=False, good_hits=0),
        dimensions={**NEED.dimensions, "municipality": "municipality_id"},
    )
)


def _in_force(rows: QuerySet[Any], where: Slice) -> QuerySet[Any]:
    """The programme's offers given on the day shown, as they are described now."""
    day = timezone.localdate(where.known_at) if where.known_at else clock.today()
    standing = Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))
    back = Q(withdrawn_on=None) | Q(withdrawn_on__gt=day)
    return rows.filter(standing & back, programme_id=where.programme_id)


offers = register(
    Measure(
        code="frontdoor.offers",
        kind=MeasureKind.COUNT,
        unit=Unit.OFFERS,
        name=_("Offers"),
        definition=_(
            "Offers given on the date shown, as described now. An offer in several areas counts once in each; one "
            "without an area is for all of them."
        ),
        source=_("The actors' own records"),
        view=OfferAction.VIEW,
        protects="",
        model=Offer,
        dimensions={
            "area": "areas",
            "help": "kind",
            "municipality": "municipality_id",
            "home": "municipality__partners",
            "actor": "actor_id",
        },
        many=frozenset({"area", "home"}),
        columns=(
            FigureColumn(_("Offer"), "title_{lang}"),
            FigureColumn(_("Actor"), "organisation__name"),
            FigureColumn(_("Kind of help"), "kind", choices=KINDS),
            FigureColumn(_("Price"), "price", choices=PRICES),
            FigureColumn(_("Municipality"), "municipality__name"),
            FigureColumn(_("Last confirmed"), "confirmed_on"),
        ),
        relations=owner,
        select=_in_force,
    )
)
