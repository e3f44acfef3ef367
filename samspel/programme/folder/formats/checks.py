"""What must hold between the parts of a folder: references, one lead, tones, order of dates, no cycles."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core.activities import CodeError, divisions, normal_code, sections
from samspel.programme.folder.formats.field_kinds.lists import CLASSIFICATIONS
from samspel.programme.folder.formats.problems import ReadingLedger, Reference, Rows, Spot
from samspel.programme.folder.formats.suggestions import did_you_mean
from samspel.programme.folder.labels.entities import NAMES


def check_all(rows: Rows, ledger: ReadingLedger) -> None:
    """Note every problem between the parts."""
    check_references(ledger)
    check_dates(rows)
    check_lead(rows.get("partner", []))
    check_tones(rows.get("area", []))
    check_links(rows.get("link", []))
    check_acyclic(rows.get("objective", []), "parent")
    check_acyclic(rows.get("body", []), "reports_to")
    for target, spot in rows.get("target", []):
        check_target(target, spot, _years(rows))
    check_evidence(rows.get("area evidence", []))
    check_once(rows.get("area words", []), "area")
    check_once(rows.get("indicator", []), "code")
    check_versions(rows.get("version", []))
    check_currency(rows)


def check_references(ledger: ReadingLedger) -> None:
    """Everything named by its code is defined."""
    for reference in ledger.references:
        known = ledger.codes(reference.kind)
        if reference.code not in known and reference.kind not in ledger.uncertain:
            _unknown(reference, known)


def _unknown(reference: Reference, known: list[str]) -> None:
    message = _("%(field)s refers to “%(code)s”, but there is no such code (%(kind)s).%(hint)s")
    words = {
        "field": reference.spot.field,
        "code": reference.code,
        "kind": NAMES[reference.kind],
        "hint": did_you_mean(reference.code, known),
    }
    reference.spot.wrong(message % words, reference.code, ", ".join(known))


def check_dates(rows: Rows) -> None:
    """Nothing ends before it starts; the programme is longer than a day."""
    for kind in ("programme", "application"):
        for spec, spot in rows.get(kind, []):
            if spec.starts_on is None or spec.ends_on is None:
                continue
            if spec.ends_on < spec.starts_on or (kind == "programme" and spec.ends_on == spec.starts_on):
                message = _("It ends on %(end)s, but that is not after the start on %(start)s.")
                words = {"end": spec.ends_on, "start": spec.starts_on}
                (spot / "ends_on").wrong(message % words, spec.ends_on, spec.starts_on)


def check_lead(partners: list[tuple[Any, Spot]]) -> None:
    """Exactly one partner leads."""
    leads = [(spec, spot) for spec, spot in partners if spec.role == "lead"]
    if partners and not leads and all(spec.role for spec, _spot in partners):
        spot = partners[0][1] / "role"
        spot.wrong(_('No partner has role = "lead". Exactly one partner leads the programme.'), "", "lead")
    for _spec, spot in leads[1:]:
        message = _("“%(code)s” already leads the programme (line %(line)s). Exactly one partner does.")
        (spot / "role").wrong(
            message % {"code": leads[0][0].code, "line": (leads[0][1] / "role").line}, "lead", "partner"
        )


def check_tones(areas: list[tuple[Any, Spot]]) -> None:
    """No two areas have the same colour."""
    seen: dict[int, Any] = {}
    for area, spot in areas:
        if area.tone is None:
            continue
        if (first := seen.setdefault(area.tone, area)) is not area:
            message = _("The tone %(tone)d is already used by “%(code)s”. Every area has its own, from 1 to 8.")
            (spot / "tone").wrong(message % {"tone": area.tone, "code": first.code}, area.tone)


def check_links(links: list[tuple[Any, Spot]]) -> None:
    """A pair of areas is linked once, whichever is named first."""
    seen: dict[frozenset[str], Spot] = {}
    for link, spot in links:
        pair = frozenset(link.between or ())
        if len(pair) == 2 and (first := seen.setdefault(pair, spot)) is not spot:
            message = _("These two areas are already linked on line %(line)s.")
            (spot / "between").wrong(message % {"line": first.line}, ", ".join(sorted(pair)))


def check_evidence(rows: list[tuple[Any, Spot]]) -> None:
    """Activities are of their classification, each once; an area has one list for each classification."""
    seen: dict[tuple[str, str], Spot] = {}
    for evidence, spot in rows:
        key = (evidence.area, evidence.classification)
        if None not in key and (first := seen.setdefault(key, spot)) is not spot:
            message = _("“%(area)s” already has activities of this classification on line %(line)s.")
            (spot / "area").wrong(message % {"area": evidence.area, "line": first.line}, evidence.area)
        for position, code in enumerate(evidence.activities or ()):
            at = spot / "activities" / position
            if code in evidence.activities[:position]:
                message = _("“%(code)s” is named twice in %(field)s.")
                at.wrong(message % {"code": code, "field": "activities"}, code)
            elif evidence.classification:
                _check_activity(code, CLASSIFICATIONS[evidence.classification], at)


def check_once(rows: list[tuple[Any, Spot]], attribute: str) -> None:
    """No two tables say the same in the attribute."""
    seen: dict[str, Spot] = {}
    for spec, spot in rows:
        value = getattr(spec, attribute)
        if value and (first := seen.setdefault(value, spot)) is not spot:
            message = _("“%(value)s” is already on line %(line)s.") % {"value": value, "line": first.line}
            (spot / attribute).wrong(message, value)


def _check_activity(code: str, level: str, at: Spot) -> None:
    try:
        normal = normal_code(code, level)
    except CodeError:
        normal = ""
    if normal != code:
        known = {"section": sections(), "division": divisions()}.get(level, {})
        message = _("“%(code)s” is not a %(level)s of NACE Rev. 2.%(hint)s")
        words = {"code": code, "level": _LEVELS[level], "hint": did_you_mean(normal or code, known)}
        at.wrong(message % words, code, normal)


_LEVELS = {"section": gettext_lazy("section"), "division": gettext_lazy("division"), "group": gettext_lazy("group")}


def check_acyclic(rows: list[tuple[Any, Spot]], attribute: str) -> None:
    """Nothing stands above itself. Each cycle is told once, at the first row that is in it."""
    above = {spec.code: getattr(spec, attribute) for spec, _spot in rows if spec.code}
    told: set[str] = set()
    for spec, spot in rows:
        chain = list(_upwards(spec.code, above))
        if chain and chain[-1] == spec.code and len(chain) > 1 and not told & set(chain):
            told |= set(chain)
            message = _("“%(code)s” stands above itself: %(chain)s.")
            words = {"code": spec.code, "chain": " → ".join(chain)}
            (spot / attribute).wrong(message % words, getattr(spec, attribute))


def _upwards(code: str | None, above: dict[str, str | None]) -> Iterator[str]:
    """The codes from one upwards, until the top or until one comes again."""
    seen: set[str] = set()
    while code is not None:
        yield code
        if code in seen:
            return
        seen.add(code)
        code = above.get(code)


def check_target(target: Any, spot: Spot, years: tuple[int, ...]) -> None:
    """The target lies above where it starts; yearly values rise, within the programme, to the target."""
    if target.value is None or target.baseline is None:
        return
    if target.value <= target.baseline:
        message = _("The target %(value)s is not above the baseline %(baseline)s.")
        (spot / "value").wrong(message % {"value": target.value, "baseline": target.baseline}, target.value)
    planned = target.years or ()
    for year, _value in planned:
        if years and year not in years:
            message = _("%(year)d is outside the programme, %(first)d–%(last)d.")
            words = {"year": year, "first": years[0], "last": years[-1]}
            (spot / "years" / str(year)).wrong(message % words, year)
    for (_before, less), (year, more) in pairwise(planned):
        if more < less:
            message = _("Yearly values are cumulative: %(year)d says %(value)s, less than %(before)s the year before.")
            words = {"year": year, "value": more, "before": less}
            (spot / "years" / str(year)).wrong(message % words, more, less)
    if planned and planned[-1][1] != target.value:
        message = _("The last year says %(last)s, but the target is %(value)s.")
        words = {"last": planned[-1][1], "value": target.value}
        (spot / "years").wrong(message % words, planned[-1][1], target.value)


def check_versions(versions: list[tuple[Any, Spot]]) -> None:
    """Plan versions count upwards, and each is valid from a later day than the one before."""
    given = [(spec, spot) for spec, spot in versions if spec.number is not None]
    for (before, _spot), (version, spot) in pairwise(given):
        if version.number <= before.number:
            message = _("Version %(number)d comes after version %(before)d: give it a higher number.")
            (spot / "number").wrong(message % {"number": version.number, "before": before.number}, version.number)
        elif version.valid_from and before.valid_from and version.valid_from <= before.valid_from:
            message = _("Version %(number)d is valid from %(day)s, not later than version %(before)d.")
            words = {"number": version.number, "day": version.valid_from, "before": before.number}
            (spot / "valid_from").wrong(message % words, version.valid_from, before.valid_from)


def check_currency(rows: Rows) -> None:
    """The currency is written as three capital letters, and a planning rate is above zero."""
    for programme, spot in rows.get("programme", []):
        code = programme.currency
        if code and not (len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()):
            message = _("“%(code)s” is not a currency code such as SEK or EUR.")
            (spot / "currency").wrong(message % {"code": code}, code, "SEK")
        if programme.planning_rate is not None and programme.planning_rate <= 0:
            (spot / "planning_rate").wrong(_("The planning rate must be above zero."), programme.planning_rate)


def _years(rows: Rows) -> tuple[int, ...]:
    """The programme's years, or none where its dates could not be read."""
    for programme, _spot in rows.get("programme", []):
        if programme.starts_on and programme.ends_on:
            return tuple(programme.years)
    return ()
