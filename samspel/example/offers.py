"""The example's offers, with the invented actors that give them."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samspel.actors.models import Organisation
from samspel.core import clock
from samspel.frontdoor.models import Alert, IndexChange, Offer, OfferUse, SavedSearch

if TYPE_CHECKING:
    from samspel.example.results import Writer

FILE = Path(__file__).parent / "offers.toml"
SIGNED_IN = "roxen"  # the actor that the example's actor member belongs to
_PLAIN = (
    "code", "kind", "title_sv", "title_en", "text_sv", "text_en", "price", "price_note_sv", "price_note_en",
    "capacity", "contact_role_sv", "contact_role_en", "sizes", "aimed_sizes", "sectors",
)  # fmt: skip


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Any]:
    """The file: `owners` and `offers`."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def owner_name(code: str) -> str:
    """What the owner with the code is called."""
    return str(next(owner["name"] for owner in catalogue()["owners"] if owner["code"] == code))


def write_offers(writer: "Writer") -> None:
    """All of them, as they stand on the day shown as today."""
    owners = _owners()
    told = catalogue()["offers"]
    made = Offer.objects.bulk_create([_offer(writer, row, owners) for row in told])
    by_code = {offer.code: offer for offer in made}
    Offer.areas.through.objects.bulk_create(
        Offer.areas.through(offer=by_code[row["code"]], area=writer.areas[area])
        for row in told
        for area in row.get("areas", ())
    )
    year = clock.today().year
    OfferUse.objects.bulk_create(
        OfferUse(offer=by_code[row["code"]], **use)
        for row in told
        for use in row.get("uses", ())
        if use["year"] <= year
    )
    IndexChange.objects.bulk_create(IndexChange(kind="offer", record=o.pk, made_at=clock.now()) for o in made)


def offers_removed(delete: Callable[[Any], int]) -> int:
    """Take the example's offers away, with who wanted to be told of needs. Real needs that picked one keep it."""
    rows = Offer.objects.filter(example=True, picks=None, referrals=None)
    ids = list(rows.values_list("pk", flat=True))
    searches = SavedSearch.objects.filter(offer__in=ids)
    delete(Alert.objects.filter(search__in=searches))
    delete(Alert.objects.filter(offer__in=ids))
    delete(searches)
    for through in (Offer.areas.through, Offer.regions.through, OfferUse):
        delete(through.objects.filter(offer__in=ids))
    IndexChange.objects.bulk_create(IndexChange(kind="offer", record=pk, made_at=clock.now()) for pk in ids)
    return delete(Offer.objects.filter(pk__in=ids))


def _owners() -> dict[str, Organisation]:
    made = Organisation.objects.bulk_create(
        Organisation(
            name=row["name"], kind=row["kind"], municipality_id=row["municipality"], identity="none", example=True
        )
        for row in catalogue()["owners"]
    )
    return {row["code"]: organisation for row, organisation in zip(catalogue()["owners"], made, strict=True)}


def _offer(writer: "Writer", row: Mapping[str, Any], owners: Mapping[str, Organisation]) -> Offer:
    today, now = clock.today(), clock.now()
    confirmed = today - timedelta(days=row["confirmed_days_ago"])
    low, high = row.get("trl", (None, None))
    return Offer(
        programme=writer.programme,
        organisation=owners[row["owner"]],
        municipality_id=row.get("municipality"),
        trl_low=low,
        trl_high=high,
        next_free_on=_later(row, "free_in_days"),
        valid_from=min(writer.programme.starts_on, confirmed),
        valid_to=_later(row, "valid_to_days"),
        confirmed_on=confirmed,
        made_by=writer.recorder,
        made_at=now,
        changed_at=now,
        weighed_at=now,
        example=True,
        **{name: row[name] for name in _PLAIN if name in row},
    )


def _later(row: Mapping[str, Any], key: str) -> Any:
    return clock.today() + timedelta(days=row[key]) if key in row else None
