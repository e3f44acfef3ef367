"""How other rooms show in a programme's navigation and work list. Rooms register; the programme room knows none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from samspel.kernel import access

if TYPE_CHECKING:
    from samspel.programme.page import Link, Page
    from samspel.programme.worklist import Queue


@dataclass(frozen=True)
class Door:
    """A link to a room: `view` is the address's name, `action` what the reader must be allowed to do to something of
    the programme (empty: anybody).

    `place` is what the room's pages call themselves; `order` sorts the links."""

    order: int
    place: str
    label: str | Promise
    view: str
    action: str = ""


_main: dict[str, Door] = {}
_personal: dict[str, Door] = {}
_beside: dict[str, dict[str, Door]] = {}
_about: list[Callable[["Page", Any], Sequence["Link"]]] = []
_waiting: list[Callable[["Page"], Sequence["Queue"]]] = []


def open_main(door: Door) -> None:
    """Show a link in the main navigation. A place belongs to the first that opens it: rooms above load first."""
    _main.setdefault(door.place, door)


def open_personal(door: Door) -> None:
    """Show a link among the signed-in reader's own."""
    _personal[door.place] = door


def open_beside(place: str, door: Door) -> None:
    """Show a page among the tabs of a place, also one of another room."""
    _beside.setdefault(place, {})[door.place] = door


def waits(source: Callable[["Page"], Sequence["Queue"]]) -> None:
    """Let a room put things on the work list."""
    _waiting.append(source)


def leads_from_organisation(source: Callable[["Page", Any], Sequence["Link"]]) -> None:
    """Let a room put links on an organisation's page: what the source gives for the page and the organisation."""
    _about.append(source)


def links_from_organisation(page: "Page", organisation: Any) -> list["Link"]:
    """What other rooms know of the organisation."""
    return [link for source in _about for link in source(page, organisation)]


def main_doors(page: "Page") -> list[Door]:
    """The rooms the reader may enter, in order."""
    return _open(_main, page)


def personal_doors(page: "Page") -> list[Door]:
    """The signed-in reader's own, in order."""
    return _open(_personal, page)


def doors_beside(page: "Page") -> list[Door]:
    """The pages beside each other at the page's place that the reader may open, in order."""
    return _open(_beside.get(page.place, {}), page)


def queues_elsewhere(page: "Page") -> list["Queue"]:
    """What waits for the reader in other rooms."""
    return [queue for source in _waiting for queue in source(page)]


def _open(doors: dict[str, Door], page: "Page") -> list[Door]:
    allowed = [door for door in doors.values() if not door.action or _somewhere(page, door.action)]
    return sorted(allowed, key=lambda door: door.order)


def _somewhere(page: "Page", action: str) -> bool:
    """Whether the reader may do the action to anything of the programme: its own region or organisation is enough."""
    if page.may(action):
        return True
    return any(grant.programme_id == page.programme.pk for grant in access.grants(page.request.user, action))
