"""Needs that were not met at the front door: declined, unanswered, or nobody asked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.kernel.figures import Text
from samspel.observatory.weak_spots import CLEAR, FAINT, STRONG, Ground, Source, WeakSpot, register_source
from samspel.programme.page import Page

SEVERAL, MANY = 3, 5
READING = "samspel.frontdoor.referrals.reading"


class Unmet(Protocol):
    """What the front door tells: kind (declined, unanswered, not_referred), codes of reason, area and kind of help,
    and how many."""

    kind: str
    reason: str
    area: str
    help: str
    number: int


def strength_of(number: int) -> int:
    """Five or more are a strong sign, three a clear one, fewer a faint one."""
    return STRONG if number >= MANY else CLEAR if number >= SEVERAL else FAINT


def spots_of(page: Page, unmet: Iterable[Unmet], reasons: Mapping[str, Any]) -> list[WeakSpot]:
    """The front door's weak spots as ours."""
    return [_spot(page, one, reasons) for one in unmet]


def _spot(page: Page, one: Unmet, reasons: Mapping[str, Any]) -> WeakSpot:
    area = page.structure.area(one.area)
    titles = {
        "declined": _("Requests for help declined"),
        "unanswered": _("Requests for help without an answer in time"),
        "not_referred": _("Needs that nobody has been asked to help with"),
    }
    title = titles.get(one.kind, one.kind)
    if area is not None:
        title = f"{area.short}: {title[:1].lower()}{title[1:]}"
    words = [ngettext("%(count)d case", "%(count)d cases", one.number) % {"count": one.number}]
    if one.reason:
        words.append(str(reasons.get(one.reason, one.reason)))
    key = ":".join(("needs", one.kind, one.reason, one.area, one.help))
    return WeakSpot(key[:120], title, [Ground(word) for word in words], strength_of(one.number), area)


def source(read: Callable[[Page], Sequence[Unmet]], reasons: Mapping[str, Any]) -> Source:
    """The source, of a function that reads the front door."""
    return Source(
        "needs",
        Text("Behov som inte har mötts", "Needs that were not met"),
        Text(
            "Förfrågningar som fått nej eller inget svar i tid, och behov som ingen har tillfrågats om. Fem fall eller "
            "fler är ett starkt tecken, tre eller fyra ett tydligt, färre ett svagt.",
            "Requests that were declined or not answered in time, and needs that nobody was asked about. Five cases or "
            "more are a strong sign, three or four a clear one, fewer a faint one.",
        ),
        lambda page: spots_of(page, read(page), reasons),
    )


def register_front_door() -> None:
    """Make the source known where the front door has referrals."""
    if not (find_spec("samspel.frontdoor") and _there(READING)):
        return
    reading = import_module(READING)
    reasons = getattr(reading, "REASONS", {})
    register_source(source(lambda page: reading.weak_spots(page.programme, None, None), reasons))


def _there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False
