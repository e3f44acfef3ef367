"""Offers: the list narrowed by filters, one by its code, and those that somebody answers for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from samspel.actors.models import Organisation
from samspel.code_lists.offer_kinds import KINDS
from samspel.code_lists.prices import PRICES
from samspel.code_lists.size_classes import SIZES_FOR
from samspel.core import access, clock
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Area, Partner, Programme
from samspel.frontdoor.models import Offer, OfferUse
from samspel.frontdoor.offers.labels import sector_names
from samspel.frontdoor.offers.policy import OfferAction, may_record_offers
from samspel.frontdoor.offers.rules.offer import TRUE_FOR, State, is_stale, state_of
from samspel.frontdoor.search.queries.matches import offers_like

WITHDRAWN, STALE, EVERY = "withdrawn", "stale", "every"


@dataclass(frozen=True)
class OfferFilters:
    """What the list is narrowed to; empty means all. `standing`, for those who record: stale, withdrawn, every."""

    text: str = ""
    area: str = ""
    kind: str = ""
    region: str = ""
    owner: str = ""
    standing: str = ""


@dataclass(frozen=True)
class OfferRow:
    """An offer in a list."""

    offer: Offer
    kind: str
    price: str
    areas: Sequence[Area]
    region: Partner | None
    state: State
    stale: bool


def offers_in_force(programme_id: int) -> QuerySet[Offer]:
    """The programme's offers that are given today."""
    today = clock.today()
    standing = Q(valid_from__lte=today) & (Q(valid_to=None) | Q(valid_to__gte=today))
    return Offer.objects.filter(standing, programme_id=programme_id, withdrawn_on=None)


def offer_list(context: ReadContext, filters: OfferFilters) -> QuerySet[Offer]:
    """The offers that the filters leave; by likeness to the text where one is given, else by title. Those that nobody
    has confirmed for over a year come last. Only who may record offers sees those not given today."""
    rows = _standing(context, filters.standing)
    if filters.area:
        rows = rows.filter(Q(areas__code=filters.area) | Q(areas=None)).distinct()
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.owner:
        rows = rows.filter(organisation_id=filters.owner)
    partner = context.structure.partner(filters.region) if filters.region else None
    if partner is not None:
        codes = [code for code, owner in context.structure.partner_of_municipality.items() if owner == partner.pk]
        rows = rows.filter(municipality__in=codes)
    old = clock.today() - TRUE_FOR
    sunk = Case(When(confirmed_on__lt=old, then=Value(1)), default=Value(0), output_field=IntegerField())
    rows = rows.select_related("organisation", "municipality").prefetch_related("areas")
    if not filters.text.strip():
        return rows.order_by(sunk, "title_sv", "pk")
    found = offers_like(context.programme, filters.text)
    place = Case(
        *(When(pk=pk, then=Value(at)) for at, pk in enumerate(found)), default=Value(len(found)),
        output_field=IntegerField(),
    )  # fmt: skip
    return rows.filter(pk__in=found).order_by(sunk, place, "pk")


def offer_rows(context: ReadContext, offers: Sequence[Offer]) -> list[OfferRow]:
    """The offers as lines; no query beyond what `listed` reads."""
    return [offer_row(context, offer) for offer in offers]


def offer_row(context: ReadContext, offer: Offer) -> OfferRow:
    """One offer as a line."""
    today = clock.today()
    return OfferRow(
        offer,
        str(KINDS[offer.kind]),
        str(PRICES[offer.price]),
        sorted(offer.areas.all(), key=lambda area: area.order),
        offer_region(context, offer),
        state_of(offer.valid_from, offer.valid_to, offer.withdrawn_on, today),
        is_stale(offer.confirmed_on, today),
    )


def offer_region(context: ReadContext, offer: Offer) -> Partner | None:
    """The partner in whose territory the offer is given."""
    pk = context.structure.partner_of_municipality.get(offer.municipality_id or "")
    return next((partner for partner in context.structure.partners if partner.pk == pk), None)


def offer_audience(offer: Offer, regions: Sequence[Partner]) -> list[tuple[str, Sequence[str]]]:
    """Whom the offer is for: 'sizes', 'aimed', 'sectors' and 'regions' with their words, those that limit."""
    told = [
        ("sizes", [str(SIZES_FOR[code]) for code in offer.sizes]),
        ("aimed", [str(SIZES_FOR[code]) for code in offer.aimed_sizes]),
        ("sectors", sector_names(offer.sectors)),
        ("regions", [partner.short for partner in regions]),
    ]
    return [(key, words) for key, words in told if words]


def offer_owner_choices(context: ReadContext) -> QuerySet[Organisation]:
    """The organisations whose offers the reader may record: all that have a function or an offer in the programme, or
    the reader's own."""
    granted = [g for g in access.grants(context.reader, OfferAction.RECORD) if g.programme_id == context.programme.pk]
    if any(g.key == access.Reach.PROGRAMME for g in granted):
        programme = context.programme.pk
        acting = Q(functions__programme=programme) | Q(offers__programme=programme)
        return Organisation.objects.filter(acting).distinct().order_by("name", "pk")
    own = [g.value for g in granted if g.key == access.Reach.ORGANISATION]
    return Organisation.objects.filter(pk__in=own).order_by("name", "pk")


def offers_to_confirm(user: Any, programme_id: int, day: Any) -> QuerySet[Offer]:
    """Offers that the user answers for and nobody has confirmed for over a year, with the day they became so."""
    rows = access.visible(user, OfferAction.RECORD, offers_in_force(programme_id))
    return rows.filter(confirmed_on__lt=day - TRUE_FOR)


def _standing(context: ReadContext, standing: str) -> QuerySet[Offer]:
    if standing and may_record_offers(context):
        rows = access.visible(context.reader, OfferAction.RECORD, Offer.objects.filter(programme=context.programme))
        if standing == STALE:
            return rows.filter(withdrawn_on=None, confirmed_on__lt=clock.today() - TRUE_FOR)
        return rows.exclude(withdrawn_on=None) if standing == WITHDRAWN else rows
    return offers_in_force(context.programme.pk)


def is_given(offer: Offer) -> bool:
    """Whether the offer is still there to be asked for."""
    today = clock.today()
    return offer.withdrawn_on is None and (offer.valid_to is None or offer.valid_to >= today)


def offer_by_code(programme: Programme, code: str) -> Offer | None:
    """The programme's offer with the code."""
    rows = Offer.objects.select_related("organisation", "municipality", "programme").prefetch_related("areas")
    return rows.filter(programme=programme, code=code).first()


def offers_by_codes(programme: Programme, codes: Collection[str]) -> list[Offer]:
    """The programme's offers in force with these codes, in the order of the codes."""
    return list(offers_in_force(programme.pk).filter(code__in=codes).order_by("code"))


def offers_in_force_count(programme: Programme) -> int:
    """How many offers of the programme are given today."""
    return offers_in_force(programme.pk).count()


def offers_of_owners(programme: Programme, owners: Collection[int]) -> list[Offer]:
    """The owners' offers that are not withdrawn, by their Swedish title."""
    rows = Offer.objects.filter(programme=programme, organisation__in=owners, withdrawn_on=None)
    return list(rows.order_by("title_sv", "pk"))


def offer_choices(programme: Programme, but: int | None = None) -> QuerySet[Offer]:
    """Offers in force to choose among, with their owners; without the one with the id `but`."""
    rows = offers_in_force(programme.pk).select_related("organisation")
    return rows if but is None else rows.exclude(pk=but)


def offer_uses(offer: Offer) -> list[OfferUse]:
    """What the offer has been of use for, as its owner tells it."""
    return list(offer.uses.all())


def offer_regions(offer: Offer) -> list[Partner]:
    """The regions whose companies alone it is for; none where it is for all."""
    return list(offer.regions.all())


def offer_areas(offer: Offer) -> list[Area]:
    """The areas it is of; none where it is for all."""
    return list(offer.areas.all())
