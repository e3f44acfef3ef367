"""Where partners are: the counties and municipalities that are known, and those the folder brings itself."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from stdnum.se import orgnr

from samspel.core.territory.geometry import parse_shapes
from samspel.programme.folder.formats.documents import decoded
from samspel.programme.folder.formats.problems import FolderProblem, ReadingLedger, Spot
from samspel.programme.folder.formats.sheets import read_table_of
from samspel.programme.folder.formats.specs.programme import CountySpec, MunicipalitySpec, PartnerSpec
from samspel.programme.folder.formats.suggestions import did_you_mean

COUNTIES, MUNICIPALITIES, SHAPES = "counties.csv", "municipalities.csv", "shapes.json"
MAY_BE_EMPTY = {"national_code"}
LIMITS = {
    "code": 12, "country": 2, "national_code": 8, "name_sv": 80, "name_en": 80, "short_sv": 40, "nuts2": 8,
    "lau_code": 10, "name": 80, "county": 8,
}  # fmt: skip


@dataclass(frozen=True)
class KnownPlaces:
    """Places by code. A folder may not restate those of the `shipped` countries, which Samspel brings."""

    counties: Mapping[str, CountySpec] = field(default_factory=dict)
    municipalities: Mapping[str, MunicipalitySpec] = field(default_factory=dict)
    shipped: frozenset[str] = frozenset()

    def with_own(self, counties: Iterable[CountySpec], municipalities: Iterable[MunicipalitySpec]) -> "KnownPlaces":
        """These places and a folder's own."""
        return replace(
            self,
            counties={**self.counties, **{county.code: county for county in counties}},
            municipalities={**self.municipalities, **{place.code: place for place in municipalities}},
        )


def read_own_counties(folder: Path, known: KnownPlaces, ledger: ReadingLedger) -> tuple[CountySpec, ...]:
    """The rows of counties.csv, where there is one."""
    found = []
    for spot, county in _read_places(folder / COUNTIES, CountySpec, known, ledger):
        if not re.fullmatch(r"[A-Z]{2}[A-Z0-9]{1,6}", county.code) or not county.code.startswith(county.country):
            message = _("“%(code)s” is not a NUTS 3 code: two letters for the country, then letters and digits.")
            (spot / "code").wrong(message % {"code": county.code}, county.code)
        found.append(county)
    return tuple(found)


def read_own_municipalities(folder: Path, known: KnownPlaces, ledger: ReadingLedger) -> tuple[MunicipalitySpec, ...]:
    """The rows of municipalities.csv, where there is one; `known` has the folder's own counties too."""
    found = []
    for spot, place in _read_places(folder / MUNICIPALITIES, MunicipalitySpec, known, ledger):
        if place.county not in known.counties:
            _unknown_county(place.county, known, spot / "county")
        found.append(place)
    return tuple(found)


def read_shapes(folder: Path, ledger: ReadingLedger) -> dict[str, Any]:
    """The object in shapes.json, where there is one."""
    path = folder / SHAPES
    if not path.exists() or (text := decoded(path, ledger)) is None:
        return {}
    try:
        shapes = json.loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        message = _("The line cannot be read as JSON.")
        ledger.problems.append(FolderProblem(SHAPES, line, "", "", "JSON", message))
        return {}
    try:
        parse_shapes(shapes)
    except (AttributeError, KeyError, TypeError, ValueError):
        message = _("The shapes should be “municipalities” and “counties”, each code with d, box and at.")
        ledger.problems.append(FolderProblem(SHAPES, 1, "", "", "", message))
        return {}
    return dict(shapes)


def settle(partner: PartnerSpec, spot: Spot, known: KnownPlaces) -> PartnerSpec:
    """The partner with municipality codes for names, and its organisation number checked and in one form."""
    county = known.counties.get(partner.county or "")
    if partner.county and county is None:
        _unknown_county(partner.county, known, spot / "county")
        return partner
    return replace(
        partner,
        municipalities=_municipalities(partner, spot / "municipalities", known),
        organisation_number=_organisation_number(partner.organisation_number, county, spot / "organisation_number"),
    )


def _municipalities(partner: PartnerSpec, spot: Spot, known: KnownPlaces) -> tuple[str, ...]:
    written = partner.municipalities or ()
    inside = {code: place for code, place in known.municipalities.items() if place.county == partner.county}
    if written == ("all",):
        if not inside:
            spot.wrong(
                _("“all” means all municipalities of a county, but no county with municipalities is given."),
                "all",
            )
        return tuple(sorted(inside))
    codes = []
    for position, name in enumerate(written):
        code = _municipality(name, inside, known, spot / position)
        if code in codes:
            (spot / position).wrong(
                _("“%(code)s” is named twice in %(field)s.") % {"code": name, "field": spot.field}, name
            )
        elif code is not None:
            codes.append(code)
    return tuple(sorted(codes))


def _municipality(written: str, inside: Mapping[str, MunicipalitySpec], known: KnownPlaces, spot: Spot) -> str | None:
    """The code of a municipality given by name or code; those of the partner's own county come first."""
    if written in known.municipalities:
        return written
    for places in (inside, known.municipalities):
        codes = [code for code, place in places.items() if place.name.casefold() == written.casefold()]
        if len(codes) == 1:
            return codes[0]
        if codes:
            message = _("There are several municipalities named “%(name)s”: write one of the codes %(codes)s.")
            spot.wrong(
                message % {"name": written, "codes": ", ".join(sorted(codes))},
                written,
                ", ".join(sorted(codes)),
            )
            return None
    near = did_you_mean(written, [place.name for place in inside.values()])
    hint = near or did_you_mean(written, [place.name for place in known.municipalities.values()])
    message = _("There is no municipality named “%(name)s”.%(hint)s")
    spot.wrong(message % {"name": written, "hint": hint}, written)
    return None


def _organisation_number(written: str | None, county: CountySpec | None, spot: Spot) -> str:
    """Ten digits for a Swedish number; others as written."""
    if not written or county is None or county.country != "SE":
        return written or ""
    if not orgnr.is_valid(written):
        message = _("“%(number)s” is not a Swedish organisation number: ten digits, the last a check digit.")
        spot.wrong(message % {"number": written}, written)
        return ""
    return str(orgnr.compact(written))


def _unknown_county(code: str, known: KnownPlaces, spot: Spot) -> None:
    names = {county.name_sv: county.code for county in known.counties.values()}
    hint = did_you_mean(code, known.counties)
    if code in names:
        hint = " " + _("Did you mean “%(word)s”?") % {"word": names[code]}
    message = _("There is no county with the NUTS 3 code “%(code)s”.%(hint)s")
    spot.wrong(message % {"code": code, "hint": hint}, code)


def _read_places(path: Path, spec: type[Any], known: KnownPlaces, ledger: ReadingLedger) -> list[tuple[Spot, Any]]:
    columns = tuple(column.name for column in fields(spec))
    table = read_table_of(path, columns, ledger) if path.exists() else None
    found: dict[str, tuple[Spot, Any]] = {}
    for spot, cells in (table or [])[1:]:
        values = dict(zip(columns, cells, strict=False))
        before = len(ledger.problems)
        for column, value in values.items():
            if not value and column not in MAY_BE_EMPTY:
                (spot / column).wrong(_("The row has no %(column)s.") % {"column": column}, "", column)
            elif len(value) > LIMITS[column]:
                message = _("%(field)s has %(found)d characters; at most %(limit)d fit.")
                words = {"field": column, "found": len(value), "limit": LIMITS[column]}
                (spot / column).wrong(message % words, len(value), LIMITS[column])
        if values["country"] in known.shipped:
            message = _("The places of %(country)s come with Samspel. Take the row away.")
            (spot / "country").wrong(message % {"country": values["country"]}, values["country"])
        if values["code"] in found:
            message = _("“%(row)s” already has a row, on line %(line)s.")
            first = found[values["code"]][0]
            (spot / "code").wrong(message % {"row": values["code"], "line": first.line}, values["code"])
        if len(ledger.problems) == before:
            found[values["code"]] = (spot, spec(**values))
    return list(found.values())
