"""What an app adds to the product, declared in one place: `samspel/<app>/extension.py` holds an `EXTENSION`.

The slots are read where they are used; the apps that fill them need not know each other. All are collected at once when
Django starts, so that nothing depends on the order of INSTALLED_APPS: links are sorted by their order, and a second
claim on a slot that holds one thing stops the start (ExtensionConflict)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.utils.functional import Promise

from samspel.core.access import Reach, Role
from samspel.core.programmes.context import ReadContext
from samspel.core.triggers import Follower, Refusal


class ExtensionConflict(Exception):  # noqa: N818  says what is the case
    """Two apps claim a slot that holds one thing."""


@dataclass(frozen=True)
class NavigationLink:
    """A link of the navigation: `view` is the address's name, `action` what the reader must be allowed to do to
    something of the programme (empty: anybody). `place` is what the pages behind it call themselves; `order` sorts."""

    order: int
    place: str
    label: str | Promise
    view: str
    action: str = ""


@dataclass(frozen=True)
class FactCheck:
    """Stops facts before they are written, such as aid beyond a ceiling. `check` is called in the transaction that
    writes, with `actor=`, the `facts=` not yet written, of which each counts for those after it, and `replaced=`, the
    fact that a single one stands in place of, if any; it raises FactStopped at the first it refuses. `hold` keeps a
    stopped fact for those who decide, with `actor=`, `fact=` and the explanation (`told=`)."""

    check: Callable[..., None]
    hold: Callable[..., None]


@dataclass(frozen=True)
class PersonalData:
    """What an app keeps about a person: `export` gives it as plain values by name, `erase` takes it away (called
    with `user=`, in the transaction that erases the person)."""

    export: Callable[[Any], Mapping[str, Any]]
    erase: Callable[..., None]


@dataclass(frozen=True)
class AppExtension:
    """Everything an app adds, each slot typed and named for what is put in it.

    `policy` maps action → role → reach, `measures` names the modules that define figures; `refusals` and `followers`
    are what the database itself refuses and follows up; `health` tells of the app's own condition by name.
    `view_actions` says for each model with a log what a reader must be allowed to do to an object in order to see it:
    an action, or a rule of the reader and the object."""

    policy: Sequence[Mapping[Any, Mapping[Role, Reach]]] = ()
    view_actions: Mapping[str, StrEnum | Callable[[Any, Any], bool]] = field(default_factory=dict)
    measures: Sequence[str] = ()
    navigation: Sequence[NavigationLink] = ()
    personal_navigation: Sequence[NavigationLink] = ()
    tabs: Mapping[str, Sequence[NavigationLink]] = field(default_factory=dict)
    work_list: Sequence[Callable[[ReadContext], Sequence[Any]]] = ()
    organisation_links: Sequence[Callable[[ReadContext, Any], Sequence[Any]]] = ()
    organisation_history: Sequence[Callable[..., Any]] = ()
    fact_checks: Sequence[FactCheck] = ()
    importers: Sequence[Any] = ()
    import_processes: Sequence[Any] = ()
    personal_data: Sequence[PersonalData] = ()
    refusals: Sequence[Refusal] = ()
    followers: Sequence[Follower] = ()
    health: Mapping[str, Callable[[], Any]] = field(default_factory=dict)


@cache
def extensions() -> tuple[AppExtension, ...]:
    """Those of all installed apps, in the order of their names."""
    names = sorted(config.name for config in apps.get_app_configs() if config.name.startswith("samspel."))
    modules = [import_module(f"{name}.extension") for name in names if find_spec(f"{name}.extension")]
    found = tuple(module.EXTENSION for module in modules if hasattr(module, "EXTENSION"))
    check_conflicts(found)
    return found


def check_conflicts(found: Sequence[AppExtension]) -> None:
    """Raise ExtensionConflict where a place, an action or a name of health is claimed twice."""
    _once("navigation", [link.place for one in found for link in one.navigation])
    _once("personal navigation", [link.place for one in found for link in one.personal_navigation])
    for place in {place for one in found for place in one.tabs}:
        _once(f"tabs of {place}", [link.place for one in found for link in one.tabs.get(place, ())])
    _once("policy", [str(action) for one in found for policy in one.policy for action in policy])
    _once("view actions", [label for one in found for label in one.view_actions])
    _once("health", [name for one in found for name in one.health])


def _once(slot: str, claims: Sequence[str]) -> None:
    twice = sorted({claim for claim in claims if claims.count(claim) > 1})
    if twice:
        raise ExtensionConflict(f"{slot}: {', '.join(twice)} is claimed twice")


def all_in(slot: str) -> Iterator[Any]:
    """Everything that the apps put in a slot which holds a sequence, app by app in the order of their names."""
    for extension in extensions():
        yield from getattr(extension, slot)
