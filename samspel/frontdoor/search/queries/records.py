"""What is indexed: offers, open needs and companies, as records of the matching library, read a few queries at a time.

Keys are `kind:id`. Offers and needs are of a kind of their programme's own, so that a search stays inside one."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import override

from samspel.actors.models import Competence, Organisation
from samspel.code_lists.competences import competences
from samspel.code_lists.industries import section_of
from samspel.core import clock
from samspel.core.bilingual import Words
from samspel.core.programmes.models import Partner
from samspel.frontdoor.models import Need, Offer
from samspel.frontdoor.offers.labels import sectors
from samspel.frontdoor.offers.rules.offer import is_stale
from samspel.matching import Record

BATCH = 500
WITHIN = {"now": timedelta(days=14), "quarter": timedelta(days=90), "year": timedelta(days=365)}
_OFFER = (
    "pk", "programme_id", "kind", "title_sv", "title_en", "text_sv", "text_en", "organisation_id", "municipality_id",
    "trl_low", "trl_high", "sizes", "aimed_sizes", "sectors", "next_free_on", "valid_from", "valid_to", "confirmed_on",
)  # fmt: skip
_NEED = (
    "pk", "programme_id", "text", "language", "tags", "municipality_id", "partner__code", "size", "sector", "trl",
    "timing", "occurred_on", "organisation_id",
)  # fmt: skip
_COMPANY = ("pk", "name", "municipality_id", "industry", "size_class")


def record_key(kind: str, pk: int) -> str:
    """The key of a record."""
    return f"{kind}:{pk}"


def offer_kind(programme_id: int) -> str:
    """The kind of a programme's offers."""
    return f"offer.{programme_id}"


def need_kind(programme_id: int) -> str:
    """The kind of a programme's needs."""
    return f"need.{programme_id}"


def records_by_key(keys: Sequence[str]) -> dict[str, Record]:
    """The records of the keys that are there and may be found; a fixed number of queries for each kind."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for each in keys:
        kind, _colon, pk = each.partition(":")
        wanted[kind].append(int(pk))
    return {record.key: record for kind, pks in wanted.items() for record in RECORDS_OF_KIND[kind](pks)}


def every_record() -> Iterator[Record]:
    """All that is to be in the index, a batch at a time."""
    for kind, rows in (
        ("offer", Offer.objects.filter(withdrawn_on=None)),
        ("need", Need.objects.filter(state="open")),
        ("company", Organisation.objects.filter(kind="company")),
    ):
        for pks in _batches(rows.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=BATCH)):
            yield from RECORDS_OF_KIND[kind](pks)


def wanted_by(timing: str, since: date) -> date | None:
    """The day by which help is to begin; None where any time will do."""
    return since + WITHIN[timing] if timing in WITHIN else None


def sector_of(industry: str) -> str:
    """The two-digit division of an industry code such as 10.71; "" where there is none."""
    digits = "".join(c for c in industry if c.isdigit())[:2]
    return digits if len(digits) == 2 else ""


def offer_records(pks: Sequence[int]) -> list[Record]:
    """Offers that are not withdrawn."""
    rows = list(Offer.objects.filter(pk__in=pks, withdrawn_on=None).values(*_OFFER))
    areas = _linked(Offer.areas.through.objects.filter(offer__in=pks).values_list("offer_id", "area__code"))
    regions = _linked(Offer.regions.through.objects.filter(offer__in=pks).values_list("offer_id", "partner__code"))
    homes = _homes(rows)
    today = clock.today()
    return [_offer(row, areas[row["pk"]], regions[row["pk"]], homes, today) for row in rows]


def need_records(pks: Sequence[int]) -> list[Record]:
    """Open needs."""
    rows = list(Need.objects.filter(pk__in=pks, state="open").values(*_NEED))
    areas = _linked(Need.areas.through.objects.filter(need__in=pks).values_list("need_id", "area__code"))
    return [
        Record(
            record_key("need", row["pk"]),
            need_kind(row["programme_id"]),
            {},
            {row["language"]: row["text"]},
            owner=f"need {row['pk']}",
            areas=areas[row["pk"]],
            regions=_one(row["partner__code"]),
            municipalities=_one(row["municipality_id"]),
            home_region=row["partner__code"] or "",
            sizes=_one(row["size"]),
            sectors=_one(sector_of(row["sector"]) or row["sector"]),
            helps=frozenset(row["tags"].get("helps", ())),
            trl=(row["trl"], row["trl"]) if row["trl"] else None,
            starts_on=wanted_by(row["timing"], row["occurred_on"]),
        )
        for row in rows
    ]


def company_records(pks: Sequence[int]) -> list[Record]:
    """Companies, by name, industry and what they are good at."""
    rows = Organisation.objects.filter(pk__in=pks, kind="company").values(*_COMPANY)
    skills = _linked(Competence.objects.filter(organisation__in=pks).values_list("organisation_id", "code"))
    names = competences()
    told: dict[int, list[Words]] = {}
    read = list(rows)
    for row in read:
        section = section_of(row["industry"])
        told[row["pk"]] = [names[code] for code in sorted(skills[row["pk"]]) if code in names]
        told[row["pk"]] += [section] if section else []
    swedish, english = _joined(told, "sv"), _joined(told, "en")
    return [
        Record(
            record_key("company", row["pk"]),
            "company",
            {"sv": row["name"], "en": row["name"]},
            {"sv": swedish[row["pk"]], "en": english[row["pk"]]},
            owner=f"organisation {row['pk']}",
            municipalities=_one(row["municipality_id"]),
            sizes=_one(row["size_class"]),
            sectors=_one(sector_of(row["industry"])),
        )
        for row in read
    ]


def _joined(told: Mapping[int, list[Words]], language: str) -> dict[int, str]:
    with override(language):
        return {pk: ". ".join(map(str, words)) for pk, words in told.items()}


RECORDS_OF_KIND: Mapping[str, Callable[[Sequence[int]], list[Record]]] = {
    "offer": offer_records,
    "need": need_records,
    "company": company_records,
}


def _offer(
    row: Mapping[str, Any], areas: frozenset[str], regions: frozenset[str], homes: Mapping[Any, str], today: date
) -> Record:
    return Record(
        record_key("offer", row["pk"]),
        offer_kind(row["programme_id"]),
        {"sv": row["title_sv"], "en": row["title_en"]},
        {"sv": row["text_sv"], "en": row["text_en"]},
        owner=f"organisation {row['organisation_id']}",
        areas=areas,
        regions=regions,
        home_region=homes.get((row["programme_id"], row["municipality_id"]), ""),
        sizes=frozenset(row["sizes"]),
        aimed_sizes=frozenset(row["aimed_sizes"]),
        sectors=sectors(row["sectors"]),
        helps=frozenset([row["kind"]]),
        trl=(row["trl_low"], row["trl_high"]) if row["trl_low"] else None,
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        next_free_on=row["next_free_on"],
        stale=is_stale(row["confirmed_on"], today),
    )


def _homes(rows: Iterable[Mapping[str, Any]]) -> dict[Any, str]:
    """Programme and municipality → the partner that answers for it."""
    places = {row["municipality_id"] for row in rows if row["municipality_id"]}
    links = Partner.municipalities.through.objects.filter(municipality__in=places)
    return {
        (programme, place): code
        for programme, place, code in links.values_list("partner__programme", "municipality", "partner__code")
    }


def _linked(pairs: Iterable[tuple[int, str]]) -> defaultdict[int, frozenset[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for pk, code in pairs:
        found[pk].add(code)
    return defaultdict(frozenset, {pk: frozenset(codes) for pk, codes in found.items()})


def _one(code: str | None) -> frozenset[str]:
    return frozenset([code]) if code else frozenset()


def _batches(pks: Iterable[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    for pk in pks:
        batch.append(pk)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
