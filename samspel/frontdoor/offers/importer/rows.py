"""The rows of a table of offers: each checked against the programme's areas, partners, actors and offers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from samspel.actors.models import Organisation
from samspel.actors.organisations.queries.directory import Directory, NotFound, directory
from samspel.code_lists.size_classes import LISTED_SIZES
from samspel.core import access
from samspel.core.bilingual import in_both
from samspel.core.models import Municipality
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import Structure, structure_of
from samspel.core.tables import RowProblem, Table, TableRecord, parse
from samspel.frontdoor.models import Offer
from samspel.frontdoor.offers.importer.values import LONGEST, offer_differs, offer_values
from samspel.frontdoor.offers.labels import OFFER_FAULTS, sector_codes
from samspel.frontdoor.offers.policy import OfferAction
from samspel.frontdoor.offers.queries.table import offer_columns, offers_with_links
from samspel.frontdoor.offers.rules.offer import code_for, faults
from samspel.frontdoor.offers.services.offer import OfferData, OfferUseData


@dataclass(slots=True)
class OfferImportRow:
    """A row that can be saved. `pk` is the offer that is there already, `changed` whether the row says otherwise."""

    line: int
    code: str
    data: OfferData
    pk: int | None = None
    changed: bool = False


@dataclass
class OfferImportCheck:
    """What was found in a table of offers."""

    ready: list[OfferImportRow] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    lines: int = 0

    @property
    def to_do(self) -> list[OfferImportRow]:
        """Rows that are new or say something else."""
        return [row for row in self.ready if row.pk is None or row.changed]


class OfferRowReader:
    """Reads rows against what the programme has: its areas and partners, its actors and offers."""

    def __init__(self, programme: Programme, user: Any) -> None:
        self.programme, self.user = programme, user
        self.structure: Structure = structure_of(programme)
        self.labels = {f.key: f.name for f in offer_columns(self.structure)}
        self.places = Municipality.objects.in_bulk()
        self.known = {o.code: o for o in offers_with_links(Offer.objects.filter(programme=programme))}
        self.seen: dict[str, int] = {}

    def read(self, table: Table, at: Mapping[str, int], told: Callable[[int], None]) -> OfferImportCheck:
        """A verdict on every row."""
        records = list(parse(table, offer_columns(self.structure), at))
        found = OfferImportCheck(lines=len(records))
        names = directory(r.values["organisation"] for r in records if r.values.get("organisation"))
        owners = Organisation.objects.in_bulk(
            {pk for pk in [*names.by_number.values(), *names.by_name.values()] if pk is not None}
        )
        for record in records:
            problems = list(record.problems)
            ready = self._ready(record, names, owners, problems)
            found.problems += problems
            if ready is not None and not problems:
                found.ready.append(ready)
        told(found.lines)
        return found

    def _ready(
        self, record: TableRecord, names: Directory, owners: Mapping[int, Organisation], problems: list[RowProblem]
    ) -> OfferImportRow | None:
        values = {key: value for key, value in record.values.items() if value not in (None, "")}

        def wrong(key: str, message: str) -> None:
            problems.append(RowProblem(record.line, self.labels[key], str(values.get(key, "")), "", message))

        owner = self._owner(values, names, owners, wrong)
        self._check(values, wrong)
        lists = self._lists(values, wrong)
        if owner is None or problems:
            return None
        code = self._code(values, owner, record.line, wrong)
        before = self.known.get(code)
        if before is not None and before.organisation_id != owner.pk and not self._may(before.organisation):
            wrong("code", _("The code belongs to another actor's offer. Leave it empty for a new offer."))
        data = self._data(values, lists, owner, before)
        if before is None:
            return OfferImportRow(record.line, code, data)
        return OfferImportRow(record.line, code, data, before.pk, offer_differs(before, data))

    def _owner(
        self, values: Mapping[str, Any], names: Directory, owners: Mapping[int, Organisation], wrong: Any
    ) -> Organisation | None:
        try:
            owner = owners[names.find(values.get("organisation", ""))]
        except NotFound as problem:
            if "organisation" in values:
                wrong("organisation", str(problem))
            return None
        if not self._may(owner):
            wrong("organisation", _("You do not answer for the offers of this actor."))
        return owner

    def _may(self, owner: Organisation) -> bool:
        return access.can(self.user, OfferAction.RECORD, Offer(programme=self.programme, organisation=owner))

    def _check(self, values: Mapping[str, Any], wrong: Any) -> None:
        for key, most in LONGEST.items():
            if len(values.get(key, "")) > most:
                wrong(key, _("The text is longer than %(most)d characters.") % {"most": most})
        for fault in faults(values):
            wrong(fault.field, str(OFFER_FAULTS[fault.key]))
        if (capacity := values.get("capacity")) is not None and not 0 <= capacity <= 10_000:
            wrong("capacity", _("Give a number from 0 to 10 000."))
        if "contact_email" in values:
            try:
                validate_email(values["contact_email"])
            except ValidationError:
                wrong("contact_email", _("“%(text)s” is no e-mail address.") % {"text": values["contact_email"]})
        if "link" in values and not values["link"].startswith(("http://", "https://")):
            wrong("link", _("A website begins with https://."))

    def _lists(self, values: Mapping[str, Any], wrong: Any) -> dict[str, list[Any]]:
        areas = {w.casefold(): a for a in self.structure.areas for w in _named(a)}
        partners = {w.casefold(): p for p in self.structure.partners for w in _named(p)}
        sizes = {w.casefold(): code for code, words in LISTED_SIZES.items() for w in (code, *in_both(words))}
        told: dict[str, list[Any]] = {}
        for key, known in (("areas", areas), ("regions", partners), ("sizes", sizes), ("aimed_sizes", sizes)):
            if key not in values:
                continue
            told[key] = []
            for word in _parts(values[key]):
                if (found := known.get(word.casefold())) is None:
                    expected = ", ".join(dict.fromkeys(_shown(v) for v in known.values()))
                    wrong(key, _("“%(word)s” is none of: %(expected)s.") % {"word": word, "expected": expected})
                elif found not in told[key]:
                    told[key].append(found)
        if "sectors" in values:
            told["sectors"], bad = sector_codes(values["sectors"])
            if bad:
                wrong("sectors", _("“%(code)s” is no SNI section or division.") % {"code": bad[0]})
        if "uses" in values:
            told["uses"] = _uses(values["uses"], wrong)
        return told

    def _code(self, values: Mapping[str, Any], owner: Organisation, line: int, wrong: Any) -> str:
        """The offer's code: the row's, or that of the owner's offer of the same title, or one made of the title."""
        code = str(values.get("code", ""))
        if code and code != code_for(code, ()):
            wrong("code", _("A code has small letters a–z, digits and hyphens, such as %(code)s.") % {
                "code": code_for(code, ())
            })  # fmt: skip
        if not code:
            title = values["title_sv"].casefold()
            own = (o.code for o in self.known.values() if o.organisation_id == owner.pk)
            code = next((c for c in own if self.known[c].title_sv.casefold() == title), "")
        code = code or code_for(values["title_sv"], {*self.known, *self.seen} - {values.get("code", "")})
        first = self.seen.setdefault(code, line)
        if first != line:
            wrong("code", _("The row is of the same offer as row %(first)s. Keep one of them.") % {"first": first})
        return code

    def _data(
        self, values: Mapping[str, Any], lists: Mapping[str, Any], owner: Organisation, before: Offer | None
    ) -> OfferData:
        """What the row says; an empty cell says nothing, and leaves what is there."""
        told = offer_values(before) if before is not None else {}
        told |= {k: v for k, v in values.items() if k not in {"code", "organisation", "municipality", *LISTS}}
        told |= lists
        if "municipality" in values:
            told["municipality"] = self.places[values["municipality"]]
        return OfferData(**told | {"organisation": owner})


def _uses(text: str, wrong: Any) -> list[OfferUseData]:
    found = []
    for line in text.splitlines():
        parts = [part.strip() for part in line.split("|")]
        if len(parts) != 3 or not parts[0].isdecimal() or not 1990 <= int(parts[0]) <= 2100 or not all(parts):
            wrong("uses", _("Write a line for each: year | what came of it, Swedish | what came of it, English"))
            return []
        found.append(OfferUseData(int(parts[0]), parts[1][:300], parts[2][:300]))
    return found


def _parts(text: str) -> Iterable[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _named(row: Any) -> Iterable[str]:
    return (row.code, row.short_sv, row.short_en, row.name_sv, row.name_en)


def _shown(value: Any) -> str:
    return str(LISTED_SIZES[value]) if isinstance(value, str) else str(value.short)


LISTS = ("areas", "regions", "sizes", "aimed_sizes", "sectors", "uses")
