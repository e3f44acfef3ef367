"""The words of offers in both languages: kinds of help, prices, whom it is for."""

from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.code_lists.industries import SECTIONS
from samspel.frontdoor.offers.formats.open_referral import OpenReferralError

OFFER_FAULTS = {
    "no_level": gettext_lazy("Technology readiness is a level from 1 to 9."),
    "one_level": gettext_lazy("Give both the lowest and the highest level, or neither."),
    "levels_reversed": gettext_lazy("The highest level is below the lowest."),
    "days_reversed": gettext_lazy("The last day is before the first. Give the same day or a later one."),
}
OPEN_REFERRAL_FAULTS = {
    "not_json": gettext_lazy("The file is not JSON: %(why)s"),
    "no_services": gettext_lazy("“services” is empty; at least one service was expected."),
    "too_many": gettext_lazy("“services” has more than %(most)d members. Divide the file."),
    "not_two_levels": gettext_lazy("%(path)s: expected two levels."),
    "unknown_id": gettext_lazy("%(path)s: found “%(key)s”, which is no id in “%(name)s”."),
    "no_text": gettext_lazy("%(path)s: expected a text, found %(found)s."),
    "no_date": gettext_lazy("%(path)s: expected a date such as 2019-03-05, found %(found)s."),
    "no_object": gettext_lazy("%(path)s: expected %(kind)s, found %(found)s."),
    "no_list": gettext_lazy("%(path)s: expected %(kind)s, found %(found)s."),
}
SECTORS = {code: name for _first, _last, code, name in SECTIONS}


def divisions(codes: list[str]) -> frozenset[str]:
    """The two-digit divisions of SNI sections and divisions: "C" is 10 to 33, "10" itself."""
    spans = {code: range(first, last + 1) for first, last, code, _name in SECTIONS}
    return frozenset(
        f"{division:02d}" for code in codes for division in (spans[code] if code in spans else (int(code[:2]),))
    )


def sectors(codes: list[str]) -> frozenset[str]:
    """The divisions of the codes and every section that has one of them, so that either way of asking is met."""
    return _sectors(tuple(codes))


@lru_cache(maxsize=1_000)  # a page reads hundreds of offers, which are for the same few industries
def _sectors(codes: tuple[str, ...]) -> frozenset[str]:
    found = divisions(list(codes))
    return found | {code for first, last, code, _name in SECTIONS if any(first <= int(d) <= last for d in found)}


def sector_names(codes: list[str]) -> list[str]:
    """Sections by name, and divisions by their numbers under the section's: "Manufacturing (SNI 10, 11)"."""
    parts: dict[str, list[str]] = {}
    for code in codes:
        section = code if code in SECTORS else section_code(code)
        parts.setdefault(section, [])
        if code != section:
            parts[section].append(code)
    return [
        f"{SECTORS.get(section, section)} (SNI {', '.join(sorted(divisions_))})" if divisions_ and section not in codes
        else str(SECTORS.get(section, section))
        for section, divisions_ in parts.items()
    ]  # fmt: skip


def section_code(division: str) -> str:
    """The section that a division belongs to; the division itself where it is in none."""
    return next((code for first, last, code, _name in SECTIONS if first <= int(division[:2]) <= last), division)


def sector_name(code: str) -> str:
    """A section's name, or a division by its number and its section."""
    if code in SECTORS:
        return str(SECTORS[code])
    section = next((name for first, last, _code, name in SECTIONS if first <= int(code[:2]) <= last), None)
    return f"{section} ({code})" if section else code


def sector_codes(text: str) -> tuple[list[str], list[str]]:
    """SNI sections and divisions in a text with commas between; and what is none."""
    found = list(dict.fromkeys(part.strip().upper() for part in text.replace(";", ",").split(",") if part.strip()))
    wrong = [code for code in found if code not in SECTORS and not (len(code) == 2 and code.isdecimal())]
    return [code for code in found if code not in wrong], wrong


def open_referral_words(error: OpenReferralError) -> str:
    """What is wrong with a document of Open Referral data, in the reader's language."""
    kinds = {"no_object": _("an object"), "no_list": _("a list")}
    named = {**error.values, "path": error.values.get("path") or _("The whole file"), "kind": kinds.get(error.fault)}
    return str(OPEN_REFERRAL_FAULTS[error.fault]) % named
