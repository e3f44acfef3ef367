"""What people do with offers. Each checks access, writes in one transaction, leaves an audit event, tells the index."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db import transaction

from samspel.actors.models import Organisation
from samspel.core import access, audit, clock
from samspel.core.models import Municipality
from samspel.core.programmes.models import Area, Partner, Programme
from samspel.frontdoor.models import Offer, OfferUse
from samspel.frontdoor.offers.policy import OfferAction
from samspel.frontdoor.offers.rules.offer import code_for
from samspel.frontdoor.search.services.outbox import index_change_note


@dataclass(frozen=True)
class OfferUseData:
    """Evidence that the offer has been of use."""

    year: int
    text_sv: str
    text_en: str


@dataclass(frozen=True)
class OfferData:
    """What is said of an offer, as in the model. Without a municipality it is given where its owner is."""

    kind: str
    title_sv: str
    title_en: str
    text_sv: str
    text_en: str
    price: str
    valid_from: date
    organisation: Organisation
    areas: Sequence[Area] = ()
    regions: Sequence[Partner] = ()
    uses: Sequence[OfferUseData] | None = None  # None: as they are
    municipality: Municipality | None = None
    trl_low: int | None = None
    trl_high: int | None = None
    sizes: Sequence[str] = ()
    aimed_sizes: Sequence[str] = ()
    sectors: Sequence[str] = ()
    price_note_sv: str = ""
    price_note_en: str = ""
    capacity: int | None = None
    next_free_on: date | None = None
    contact_role_sv: str = ""
    contact_role_en: str = ""
    contact_email: str = ""
    link: str = ""
    valid_to: date | None = None

    def columns(self) -> dict[str, Any]:
        """As columns of the offer."""
        told = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in {"areas", "regions", "uses"}}
        told |= {name: list(told[name]) for name in ("sizes", "aimed_sizes", "sectors")}
        return told | {"municipality": self.municipality or self.organisation.municipality}


@transaction.atomic
def offer_record(*, actor: Any, programme: Programme, data: OfferData, code: str = "", example: bool = False) -> Offer:
    """Write a new offer; its owner says thereby that it is true."""
    taken = set(Offer.objects.filter(programme=programme).values_list("code", flat=True))
    now, today = clock.now(), clock.today()
    made = Offer(
        programme=programme,
        code=code if code and code not in taken else code_for(code or data.title_sv, taken),
        made_by=actor if getattr(actor, "pk", None) else None,
        made_at=now,
        changed_at=now,
        confirmed_on=today,
        example=example,
        **data.columns(),
    )
    if actor is not None:
        access.require(actor, OfferAction.RECORD, made)
    made.save()
    _links(made, data)
    audit.write(actor, "offer.recorded", made, changes={"code": made.code, "organisation": made.organisation_id})
    index_change_note(kind="offer", records=[made.pk])
    return made


@transaction.atomic
def offer_change(*, actor: Any, offer: Offer, data: OfferData) -> Offer:
    """Say something else of the offer, which also says that it is true. The audit log keeps what was changed."""
    locked = _locked(actor, offer)
    before = _told(locked)
    for name, value in data.columns().items():
        setattr(locked, name, value)
    access.require(actor, OfferAction.RECORD, locked)  # also for whom it is moved to
    locked.changed_at, locked.confirmed_on = clock.now(), clock.today()
    locked.save()
    _links(locked, data)
    after = _told(locked)
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if changes:
        audit.write(actor, "offer.changed", locked, changes=changes)
        index_change_note(kind="offer", records=[locked.pk])
    return locked


@transaction.atomic
def offer_withdraw(*, actor: Any, offer: Offer) -> None:
    """Take the offer back from today; what was asked of it goes on."""
    locked = _locked(actor, offer)
    if locked.withdrawn_on is None:
        locked.withdrawn_on = clock.today()
        locked.save(update_fields=["withdrawn_on"])
        audit.write(actor, "offer.withdrawn", locked, changes={"on": locked.withdrawn_on})
        index_change_note(kind="offer", records=[locked.pk])


@transaction.atomic
def offer_restore(*, actor: Any, offer: Offer) -> None:
    """Give a withdrawn offer again."""
    locked = _locked(actor, offer)
    if locked.withdrawn_on is not None:
        locked.withdrawn_on, locked.confirmed_on, locked.changed_at = None, clock.today(), clock.now()
        locked.save(update_fields=["withdrawn_on", "confirmed_on", "changed_at"])
        audit.write(actor, "offer.given_again", locked, changes={})
        index_change_note(kind="offer", records=[locked.pk])


@transaction.atomic
def offer_confirm(*, actor: Any, offer: Offer) -> None:
    """Say that the offer is still true."""
    locked = _locked(actor, offer)
    before, locked.confirmed_on = locked.confirmed_on, clock.today()
    locked.save(update_fields=["confirmed_on"])
    audit.write(actor, "offer.confirmed", locked, changes={"confirmed_on": [before, locked.confirmed_on]})
    index_change_note(kind="offer", records=[locked.pk])


@transaction.atomic
def offer_capacity_set(*, actor: Any, offer: Offer, capacity: int | None, next_free_on: date | None) -> None:
    """Say how many it can take in a month and when the next free time is; that is a word that it is true, too."""
    locked = _locked(actor, offer)
    before = [locked.capacity, locked.next_free_on]
    locked.capacity, locked.next_free_on = capacity, next_free_on
    locked.confirmed_on, locked.changed_at = clock.today(), clock.now()
    locked.save(update_fields=["capacity", "next_free_on", "confirmed_on", "changed_at"])
    audit.write(actor, "offer.capacity_set", locked, changes={"from": before, "to": [capacity, next_free_on]})
    index_change_note(kind="offer", records=[locked.pk])


def _locked(actor: Any, offer: Offer) -> Offer:
    """The offer as it is now, held until the transaction ends, for somebody who may change it."""
    locked = Offer.objects.select_for_update().get(pk=offer.pk)
    access.require(actor, OfferAction.RECORD, locked)
    return locked


def _links(offer: Offer, data: OfferData) -> None:
    offer.areas.set(data.areas)
    offer.regions.set(data.regions)
    if data.uses is not None:
        offer.uses.all().delete()
        OfferUse.objects.bulk_create(
            OfferUse(offer=offer, year=use.year, text_sv=use.text_sv, text_en=use.text_en) for use in data.uses
        )


def _told(offer: Offer) -> dict[str, Any]:
    """As the audit log tells it."""
    told = {
        name: getattr(offer, name if name not in {"municipality", "organisation"} else f"{name}_id")
        for name in (f.name for f in fields(OfferData))
        if name not in {"areas", "regions", "uses"}
    }
    told["areas"] = sorted(offer.areas.values_list("code", flat=True))
    told["regions"] = sorted(offer.regions.values_list("code", flat=True))
    told["uses"] = list(offer.uses.values_list("year", "text_sv", "text_en"))
    return told
