"""Needs: by the asker's link or by id, with what their pages show."""

from collections.abc import Collection
from typing import Any

from samspel.actors.models import Organisation
from samspel.core import access
from samspel.core.models import Municipality
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.holders import holders
from samspel.core.programmes.models import Area, Partner, Programme
from samspel.frontdoor.models import Asker, Need, Pick, Referral, SavedSearch
from samspel.frontdoor.needs.policy import NeedAction


def need_by_link(programme: Programme, link: str) -> Need | None:
    """The programme's need with the unguessable link."""
    rows = Need.objects.select_related("programme", "municipality", "partner")
    return rows.filter(programme=programme, link=link).first()


def need_by_id(context: ReadContext, pk: int) -> Need | None:
    """The programme's need with the id, where it is confirmed and the reader may see it."""
    rows = Need.objects.filter(programme=context.programme, pk=pk, confirmed_at__isnull=False)
    rows = access.visible(context.reader, NeedAction.VIEW, rows)
    return rows.select_related("municipality", "partner", "organisation", "programme").first()


def need_is_there(programme: Programme, number: int | None) -> bool:
    """Whether the programme has a need with the number: one that is taken back before it is confirmed goes away."""
    return Need.objects.filter(programme=programme, number=number).exists()


def need_picks(need: Need) -> list[Pick]:
    """The offers picked for the need, in order."""
    return list(need.picks.select_related("offer__organisation"))


def need_areas(need: Need) -> list[Area]:
    """The areas the need was understood to be of."""
    return list(need.areas.all())


def asker_of_need(need: Need) -> Asker | None:
    """Who asked; None where the asker is erased."""
    return Asker.objects.filter(need=need).first()


def need_search(need: Need) -> SavedSearch | None:
    """The saved search by which the asker is told of new offers."""
    return SavedSearch.objects.filter(need=need).first()


def search_in_force(offer: Any) -> SavedSearch | None:
    """The saved search by which an offer's owner is told of new needs, where it is not stopped."""
    return SavedSearch.objects.filter(offer=offer, stopped_at=None).first()


def search_by_link(programme: Programme, link: str) -> SavedSearch | None:
    """The programme's saved search with the unguessable link."""
    return SavedSearch.objects.filter(programme=programme, link=link).first()


def referral_of_need(need: Need, pk: int) -> Referral | None:
    """The need's referral with the id."""
    return need.referrals.filter(pk=pk).first()


def referral_states(need: Need) -> dict[int, str]:
    """Referral id → state, of the need's referrals."""
    return dict(need.referrals.values_list("pk", "state"))


def offers_asked(need: Need, states: Collection[str]) -> set[int | None]:
    """Ids of the offers that the need's referrals in these states are to."""
    return set(need.referrals.filter(state__in=states).values_list("offer_id", flat=True))


def own_organisation(context: ReadContext) -> Organisation | None:
    """The organisation that a signed-in company contact or actor asks for."""
    if not context.reader.is_authenticated:
        return None
    rows = holders(context.programme.pk, NeedAction.ASK, user=context.reader)
    found = rows.exclude(organisation=None).select_related("organisation").first()
    return found.organisation if found else None


def home_partner(programme: Programme, municipality: Municipality | None) -> Any:
    """The partner that answers for the municipality; None where nobody does."""
    return programme.partners.filter(municipalities=municipality).first() if municipality else None


def answering_partner(context: ReadContext, municipality: str) -> Partner:
    """The partner of the municipality; the lead where nobody answers for it."""
    pk = context.structure.partner_of_municipality.get(municipality)
    partners = context.structure.partners
    return next((p for p in partners if p.pk == pk), next((p for p in partners if p.role == "lead"), partners[0]))
