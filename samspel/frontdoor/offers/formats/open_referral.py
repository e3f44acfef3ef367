"""Offers as Open Referral data: organizations, services, locations and taxonomy terms, after HSDS 3. Plain values only.

What goes out comes in again the same; docs/open-referral.md describes the format."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

PROFILE = "https://docs.openreferral.org/en/v3.0.1/hsds/"
MOST = 5000
LISTS = {"area": "areas", "size": "sizes", "aimed_size": "aimed_sizes", "sector": "sectors", "region": "regions"}
ONE = {"kind": "kind", "price": "price"}
PLAIN = {"code": "id", "title_sv": "name", "text_sv": "description", "contact_email": "email", "link": "url"}


class OpenReferralError(Exception):
    """The document is not so: a key of OPEN_REFERRAL_FAULTS in the labels, and what its words name: where (`path`),
    what was `found`, and what was expected."""

    def __init__(self, fault: str, **values: Any) -> None:
        super().__init__(fault, values)
        self.fault, self.values = fault, values


@dataclass(frozen=True)
class ServiceRow:
    """An offer as the exchange has it: its row's cells, with codes for words, and the names of its owner and place."""

    cells: Mapping[str, Any]
    owner: str
    owner_number: str
    place_name: str
    confirmed_on: date
    terms: Sequence[tuple[str, str, str]]  # taxonomy, code, name
    uses: Sequence[tuple[int, str, str]] = ()


def open_referral_document(name: str, rows: Iterable[ServiceRow], made_on: date) -> dict[str, Any]:
    """The rows as one document."""
    organizations: dict[str, dict[str, Any]] = {}
    locations: dict[str, dict[str, Any]] = {}
    terms: dict[str, dict[str, Any]] = {}
    services, at = [], []
    for row in rows:
        owner = row.owner_number or row.owner
        organizations[owner] = _organization(owner, row)
        services.append(_service(owner, row))
        for taxonomy, code, label in row.terms:
            term = f"{taxonomy}:{code}"
            terms[term] = {"id": term, "taxonomy_id": taxonomy, "code": code, "name": label}
        if place := row.cells["municipality"]:
            locations[place] = {
                "id": place, "location_type": "physical", "name": row.place_name, "external_identifier": place,
                "external_identifier_type": "LAU",
            }  # fmt: skip
            at.append({"id": f"{row.cells['code']}@{place}", "service_id": row.cells["code"], "location_id": place})
    return {
        "profile": PROFILE,
        "name": name,
        "date": made_on.isoformat(),
        "organizations": list(organizations.values()),
        "services": services,
        "locations": list(locations.values()),
        "service_at_locations": at,
        "taxonomies": [{"id": key, "name": key} for key in sorted({term["taxonomy_id"] for term in terms.values()})],
        "taxonomy_terms": [terms[key] for key in sorted(terms)],
    }


def open_referral_rows(content: bytes) -> list[dict[str, Any]]:
    """The services of a document as rows of the table of offers. OpenReferralError where it is not well-formed."""
    try:
        told = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise OpenReferralError("not_json", why=error) from error
    whole = _expect(told, dict, "")
    services = _listed(whole, "services")
    if not services:
        raise OpenReferralError("no_services")
    if len(services) > MOST:
        raise OpenReferralError("too_many", most=MOST)
    owners = _by_id(whole, "organizations")
    terms = _by_id(whole, "taxonomy_terms")
    places: dict[str, str] = {}
    locations = _by_id(whole, "locations")
    for number, link in enumerate(_listed(whole, "service_at_locations")):
        path = f"service_at_locations[{number}]"
        place = _known(locations, _text(link, "location_id", path), f"{path}.location_id", "locations")
        places[_text(link, "service_id", path)] = str(place.get("name", ""))
    return [_row(service, f"services[{n}]", owners, terms, places) for n, service in enumerate(services)]


def _organization(owner: str, row: ServiceRow) -> dict[str, Any]:
    made: dict[str, Any] = {"id": owner, "name": row.owner, "description": row.owner}
    if row.owner_number:
        made["organization_identifiers"] = [{"identifier_scheme": "SE-ORGNR", "identifier": row.owner_number}]
    return made


def _service(owner: str, row: ServiceRow) -> dict[str, Any]:
    cells = row.cells
    return {
        "id": cells["code"],
        "organization_id": owner,
        "name": cells["title_sv"],
        "description": cells["text_sv"],
        "status": "active",
        "url": cells["link"],
        "email": cells["contact_email"],
        "fees_description": cells["price_note_sv"],
        "assured_date": row.confirmed_on.isoformat(),
        "schedules": [{"valid_from": _iso(cells["valid_from"]), "valid_to": _iso(cells["valid_to"])}],
        "attributes": [{"taxonomy_term_id": f"{taxonomy}:{code}"} for taxonomy, code, _name in row.terms],
        "contacts": [{"title": cells["contact_role_sv"], "title_en": cells["contact_role_en"]}],
        "translations": {
            "en": {
                "name": cells["title_en"], "description": cells["text_en"], "fees_description": cells["price_note_en"],
            }
        },
        "technology_readiness": [cells["trl_low"], cells["trl_high"]] if cells["trl_low"] else None,
        "capacity": {"monthly": cells["capacity"], "next_free_on": _iso(cells["next_free_on"])},
        "uses": [{"year": year, "text_sv": sv, "text_en": en} for year, sv, en in row.uses],
    }  # fmt: skip


def _row(
    service: Any, path: str, owners: Mapping[str, Any], terms: Mapping[str, Any], places: Mapping[str, str]
) -> dict[str, Any]:
    _expect(service, dict, path)
    owner = _known(owners, _text(service, "organization_id", path), f"{path}.organization_id", "organizations")
    numbers = [i.get("identifier") for i in _listed(owner, "organization_identifiers", "organizations")]
    translations = _expect(service.get("translations") or {}, dict, f"{path}.translations")
    english = _expect(translations.get("en") or {}, dict, f"{path}.translations.en")
    schedule: Mapping[str, Any] = next(iter(_listed(service, "schedules", path)), {})
    contact: Mapping[str, Any] = next(iter(_listed(service, "contacts", path)), {})
    capacity = _expect(service.get("capacity") or {}, dict, f"{path}.capacity")
    readiness = _listed(service, "technology_readiness", path) or [None, None]
    if len(readiness) != 2:
        raise OpenReferralError("not_two_levels", path=f"{path}.technology_readiness")
    row = {key: service.get(name) for key, name in PLAIN.items()} | {
        "title_sv": _text(service, "name", path),
        "text_sv": _text(service, "description", path),
        "organisation": next((n for n in numbers if n), None) or _text(owner, "name", f"{path}.organization_id"),
        "title_en": english.get("name") or service.get("alternate_name") or service["name"],
        "text_en": english.get("description") or service["description"],
        "price_note_sv": service.get("fees_description"),
        "price_note_en": english.get("fees_description"),
        "contact_role_sv": contact.get("title"),
        "contact_role_en": contact.get("title_en"),
        "trl_low": readiness[0],
        "trl_high": readiness[1],
        "capacity": capacity.get("monthly"),
        "next_free_on": _day(capacity.get("next_free_on"), f"{path}.capacity.next_free_on"),
        "valid_from": _day(schedule.get("valid_from"), f"{path}.schedules[0].valid_from"),
        "valid_to": _day(schedule.get("valid_to"), f"{path}.schedules[0].valid_to"),
        "municipality": places.get(str(service.get("id", ""))),
        "uses": _uses(service, path),
    }  # fmt: skip
    return row | _terms_of(service, path, terms)


def _terms_of(service: Mapping[str, Any], path: str, terms: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for number, attribute in enumerate(_listed(service, "attributes", path)):
        where = f"{path}.attributes[{number}]"
        term = _known(terms, _text(attribute, "taxonomy_term_id", where), f"{where}.taxonomy_term_id", "taxonomy_terms")
        found.setdefault(_text(term, "taxonomy_id", where), []).append(_text(term, "code", where))
    told = {key: found[taxonomy][0] for taxonomy, key in ONE.items() if taxonomy in found}
    for taxonomy, key in LISTS.items():
        if taxonomy in found:
            told[key] = (", " if key == "sectors" else "; ").join(found[taxonomy])
    return told


def _uses(service: Mapping[str, Any], path: str) -> str:
    lines = []
    for number, use in enumerate(_listed(service, "uses", path)):
        _expect(use, dict, f"{path}.uses[{number}]")
        lines.append(" | ".join(str(use.get(key, "")).replace("|", "/") for key in ("year", "text_sv", "text_en")))
    return "\n".join(lines)


def _by_id(whole: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {_text(row, "id", f"{name}[{n}]"): row for n, row in enumerate(_listed(whole, name))}


def _known(rows: Mapping[str, Any], key: str, path: str, name: str) -> Any:
    if key not in rows:
        raise OpenReferralError("unknown_id", path=path, key=key, name=name)
    return rows[key]


def _listed(row: Any, name: str, path: str = "") -> list[Any]:
    where = f"{path}.{name}" if path else name
    found = _expect(_expect(row, dict, path).get(name) or [], list, where)
    if name not in {"technology_readiness"}:
        for number, member in enumerate(found):
            _expect(member, dict, f"{where}[{number}]")
    return list(found)


def _text(row: Any, name: str, path: str) -> str:
    found = _expect(row, dict, path).get(name)
    if not isinstance(found, str) or not found.strip():
        raise OpenReferralError("no_text", path=f"{path}.{name}", found=_shown(found))
    return found.strip()


def _day(value: Any, path: str) -> date | None:
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise OpenReferralError("no_date", path=path, found=_shown(value)) from error


def _expect(value: Any, kind: type, path: str) -> Any:
    if not isinstance(value, kind):
        faults: dict[type, str] = {dict: "no_object", list: "no_list"}
        fault = faults[kind]
        raise OpenReferralError(fault, path=path, found=_shown(value))
    return value


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)[:60]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
