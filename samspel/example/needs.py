"""The example's needs: what companies and public bodies have asked for since the programme began."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from samspel.core import clock
from samspel.frontdoor.models import Alert, Asker, IndexChange, Need, Offer, Pick, SavedSearch
from samspel.frontdoor.needs.services.need import KEPT

if TYPE_CHECKING:
    from samspel.example.results import Writer

FILE = Path(__file__).parent / "needs.toml"


def write_needs(writer: "Writer", told: Sequence[Mapping[str, Any]] = ()) -> list[Need]:
    """All of them, or those told of; each with its asker and what was picked."""
    told = told or tomllib.loads(FILE.read_text(encoding="utf-8"))["needs"]
    partners = {p.pk: p for p in writer.structure.partners}
    homes = {place: partners[pk] for place, pk in writer.structure.partner_of_municipality.items()}
    last = Need.objects.filter(programme=writer.programme).order_by("-number").values_list("number", flat=True).first()
    made = Need.objects.bulk_create(
        [_need(writer, row, (last or 0) + at, homes) for at, row in enumerate(told, start=1)]
    )
    offers = Offer.objects.filter(programme=writer.programme, example=True).in_bulk(field_name="pk")
    by_code = {offer.code: offer for offer in offers.values()}
    Need.areas.through.objects.bulk_create(
        Need.areas.through(need=need, area=writer.areas[area])
        for need, row in zip(made, told, strict=True)
        for area in row["areas"]
    )
    Pick.objects.bulk_create(
        Pick(need=need, offer=by_code[code], place=place, score=1.0 / place)
        for need, row in zip(made, told, strict=True)
        for place, code in enumerate(row["picks"], start=1)
    )
    Asker.objects.bulk_create(_asker(need, at) for at, need in enumerate(made, start=1))
    IndexChange.objects.bulk_create(IndexChange(kind="need", record=n.pk, made_at=clock.now()) for n in made)
    return made


def needs_removed(delete: Callable[[Any], int]) -> int:
    """Take the example's needs away, with their askers. Referrals must be gone before."""
    ids = list(Need.objects.filter(example=True, referrals=None).values_list("pk", flat=True))
    searches = SavedSearch.objects.filter(need__in=ids)
    delete(Alert.objects.filter(search__in=searches))
    delete(Alert.objects.filter(need__in=ids))
    delete(searches)
    for model in (Asker, Pick, Need.areas.through):
        delete(model.objects.filter(need__in=ids))
    IndexChange.objects.bulk_create(IndexChange(kind="need", record=pk, made_at=clock.now()) for pk in ids)
    return delete(Need.objects.filter(pk__in=ids))


def _need(writer: "Writer", row: Mapping[str, Any], number: int, homes: Mapping[str, Any]) -> Need:
    day = writer.programme.starts_on + timedelta(days=row["day"])
    at = timezone.make_aware(datetime.combine(day, time(9, 30)))
    state = row.get("state", "open")
    confirmed = state in {"open", "closed"}
    return Need(
        programme=writer.programme,
        number=number,
        asker_kind=row["asker_kind"],
        text=row["text"],
        language=row["language"],
        tags={"helps": [], "without": []},
        municipality_id=row["municipality"],
        partner=homes[row["municipality"]],
        size=row["size"] or "",
        state=state,
        good_hits=row["good_hits"],
        wants_person=not row["picks"],
        weighed_at=at,
        made_at=at,
        sent_at=at,
        occurred_on=day if confirmed else None,
        confirmed_at=at + timedelta(minutes=20) if confirmed else None,
        closed_at=at + timedelta(days=80) if state == "closed" else None,
        example=True,
    )


def _asker(need: Need, number: int) -> Asker:
    """Somebody invented, at an address that leads nowhere."""
    given = timezone.localdate(need.made_at)
    return Asker(
        need=need,
        name=f"Exempelperson {number}",
        email=f"behov{number}@samspel.example",
        organisation_name=f"Exempelföretag {number}" if need.asker_kind == "company" else f"Exempelkommun {number}",
        language=need.language,
        given_on=given,
        keep_until=given + KEPT,
    )
