"""The innovation system as figures: who has worked with whom, whose help reaches whom, and what nobody could answer.

Companies are no actors here, however much they take part: a tie never says which company got help from whom."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from samspel.actors.models import ActorFunction, Organisation
from samspel.code_lists.collaboration_kinds import COLLABORATION_KINDS
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
from samspel.core.programmes.policy import ProgrammeAction
from samspel.core.programmes.structure import Structure
from samspel.frontdoor.models import Offer, Referral, ReferralStep
from samspel.frontdoor.needs.figures import offers
from samspel.frontdoor.offers.figures import owner, two
from samspel.frontdoor.referrals.figures import NEED, SOURCE, STEP
from samspel.frontdoor.referrals.policy import ReferralAction
from samspel.frontdoor.referrals.states import ReferralStepKind
from samspel.results.indicators.figures.columns import AREA, PARTNER
from samspel.results.models import CollaborationMember

OWN_RECORD = _("The programme's own records")


def actors_in_system(programme_id: int) -> QuerySet[Organisation]:
    """Organisations other than companies that have, or have had, a function or an offer in the programme, also by what
    has counted as them."""
    counted = {"programme_id": programme_id, "organisation__identities__counts_as": OuterRef("pk")}
    acting = Q(Exists(ActorFunction.objects.filter(**counted))) | Q(Exists(Offer.objects.filter(**counted)))
    return Organisation.objects.filter(acting).exclude(kind="company")


def _actors(structure: Structure) -> Sequence[Member]:
    rows = actors_in_system(structure.programme.pk).order_by("name", "pk").values_list("pk", "name")
    return [Member(pk, str(pk), name) for pk, name in rows]


def _areas(structure: Structure) -> Sequence[Member]:
    return [Member(a.pk, a.code, a.short) for a in structure.areas]


def _partners(structure: Structure) -> Sequence[Member]:
    return [Member(p.pk, p.code, p.short) for p in structure.partners]


for key, name, members in (
    ("actor", _("Actor"), _actors),
    ("other_actor", _("Together with actor"), _actors),
    ("offer_area", _("Area of the offer"), _areas),
    ("open_to", _("Open to companies in"), _partners),
):
    register_dimension(Dimension(key, name, members))


def _two_actors(rows: QuerySet[Any], where: Slice) -> QuerySet[Any]:
    """Pairs of two different actors of the system."""
    actors = actors_in_system(where.programme_id).values("pk")
    return rows.filter(actor_id__in=actors, other_id__in=actors).exclude(actor_id=F("other_id"))


PAIR = {"actor": "actor_id", "other_actor": "other_id"}
ACTOR = FigureColumn(_("Actor"), "who__counts_as__name")
OTHER = FigureColumn(_("Together with"), "other__counts_as__name")
TITLE = FigureColumn(_("Collaboration"), "collaboration__title")
NEED_NUMBER = FigureColumn(_("Need"), "need__number")
OF_COLLABORATION = (
    FigureColumn(_("Kind"), "collaboration__kind", choices=COLLABORATION_KINDS),
    replace(AREA, path=f"collaboration__{AREA.path}"),
    replace(PARTNER, path=f"collaboration__{PARTNER.path}"),
)

together = register(
    Measure(
        code="system.together",
        kind=MeasureKind.DISTINCT,
        unit=Unit.COLLABORATIONS,
        name=_("Collaborations between actors"),
        definition=_(
            "Collaborations that began in the period and in which at least two of the system's actors take part. "
            "Companies are not counted as actors, and merged actors count as one."
        ),
        source=OWN_RECORD,
        view=ProgrammeAction.VIEW,
        protects="",
        model=CollaborationMember,
        of="collaboration_id",
        fact="collaboration__",
        dimensions={**PAIR, "area": "collaboration__area_id", "partner": "collaboration__partner_id"},
        many=frozenset({"other_actor"}),
        columns=(ACTOR, OTHER, TITLE, *OF_COLLABORATION),
        entity_columns=(TITLE, *OF_COLLABORATION),
        relations=two("organisation", "collaboration__members__organisation"),
        narrow=_two_actors,
    )
)


def _both_helped(rows: QuerySet[Any], where: Slice) -> QuerySet[Any]:
    """Requests that an actor has said yes to, beside another actor that has said yes to one of the same need."""
    yes = ReferralStep.objects.filter(kind=ReferralStepKind.ACCEPT)
    if where.known_at is not None:
        yes = yes.filter(recorded_at__lte=where.known_at)
    own = yes.filter(referral=OuterRef("pk"))
    others = yes.filter(referral__need=OuterRef("need_id"), referral__organisation__identities=OuterRef("other_row"))
    return _two_actors(rows, where).filter(Exists(own), Exists(others))


def _of_one_need(moment: datetime | None) -> dict[str, Any]:
    return {**two("organisation", "need__referrals__organisation")(moment), "other_row": F("other__pk")}


helped = register(
    Measure(
        code="system.helped",
        kind=MeasureKind.DISTINCT,
        unit=Unit.NEEDS,
        name=_("Needs that several actors have helped with"),
        definition=_(
            "Needs that came in during the period and in which at least two actors have said yes to a request. A "
            "need counts once for each pair of actors."
        ),
        source=SOURCE,
        view=ReferralAction.VIEW,
        protects="need_id",
        model=Referral,
        of="need_id",
        fact="need__",
        log="confirmed_at",
        where=Q(need__confirmed_at__isnull=False),
        dimensions={**PAIR, "area": "need__areas", "home": "home_id"},
        many=frozenset({"other_actor", "area"}),
        columns=(
            ACTOR,
            OTHER,
            FigureColumn(_("Need"), "need__number"),
            replace(PARTNER, path="home__short_{lang}"),
        ),
        entity_columns=(
            FigureColumn(_("Need"), "need__number"),
            FigureColumn(_("Municipality"), "need__municipality__name", identity=True),
            FigureColumn(_("Home region"), "need__partner__short_{lang}"),
        ),
        relations=_of_one_need,
        narrow=_both_helped,
    )
)

sent_on = register(
    replace(
        STEP,
        code="system.sent_on",
        where=Q(kind=ReferralStepKind.FORWARD),
        name=_("Requests sent on between actors"),
        definition=_("Requests to one actor that were sent on to another, counted on the day they were sent on."),
        dimensions={**PAIR, "area": "referral__area_id", "home": "referral__home_id"},
        many=frozenset({"other_actor"}),
        columns=(
            FigureColumn(_("Need"), "referral__need__number"),
            FigureColumn(_("From"), "who__counts_as__name"),
            FigureColumn(_("To"), "other__counts_as__name"),
            replace(AREA, path="referral__area__short_{lang}"),
        ),
        relations=two("referral__organisation", "referral__forwarded_to__organisation"),
        narrow=_two_actors,
    )
)

between_areas = register(
    replace(
        STEP,
        code="system.between_areas",
        where=Q(kind=ReferralStepKind.REQUEST, referral__offer__isnull=False),
        name=_("Requests by area of need and of offer"),
        definition=_(
            "Requests of an offer, by the areas of the need and of the offer. A request counts once in each pair of "
            "areas. Needs and offers without an area are in no pair."
        ),
        dimensions={
            "area": "referral__need__areas",
            "offer_area": "referral__offer__areas",
            "home": "referral__home_id",
            "partner": "referral__partner_id",
            "help": "referral__offer__kind",
        },
        many=frozenset({"area", "offer_area"}),
    )
)


def _with_regions(moment: datetime | None) -> dict[str, Any]:
    return {**owner(moment), "open_id": F("programme__partners")}


def _open_to_region(rows: QuerySet[Any], where: Slice) -> QuerySet[Any]:
    """Offers in force, once for each region whose companies they take in."""
    only = Offer.regions.through.objects.filter(offer=OuterRef("pk"))
    here = only.filter(partner=OuterRef("open_id"))
    given = offers.select(rows, where) if offers.select else rows
    return given.filter(~Q(Exists(only)) | Q(Exists(here)))


reaching = register(
    replace(
        offers,
        code="system.reaching",
        name=_("Offers that reach companies in a region"),
        definition=_(
            "Offers in force on the day shown, counted once for each region whose companies they are open to. Most are "
            "open to all regions."
        ),
        dimensions={
            "open_to": "open_id",
            "help": "kind",
            "actor": "actor_id",
            "municipality": "municipality_id",
            "home": "municipality__partners",
        },
        many=frozenset(),
        columns=(*offers.columns, FigureColumn(_("Open to"), "programme__partners__short_{lang}")),
        relations=_with_regions,
        select=_open_to_region,
    )
)


def _without_a_match(rows: QuerySet[Any], where: Slice) -> QuerySet[Any]:
    """Needs that nothing fitted well, or that somebody has said to be outside what they can."""
    said = ReferralStep.objects.filter(
        referral__need=OuterRef("pk"), kind=ReferralStepKind.DECLINE, reason="outside_competence"
    )
    if where.known_at is not None:
        said = said.filter(recorded_at__lte=where.known_at)
    return rows.filter(Q(good_hits=0) | Q(Exists(said)))


unmet = register(
    replace(
        NEED,
        code="system.unmet",
        name=_("Needs that nobody could meet"),
        definition=_(
            "Confirmed needs that no offer fitted well when they were sent, or where somebody has said no because it "
            "is outside what they can do."
        ),
        narrow=_without_a_match,
    )
)
