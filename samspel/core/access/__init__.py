"""Who may do what. Permissions are code; roles are sets of permissions; a membership gives a role in a programme.

One definition serves both questions: `can(user, action, obj)` for one object and `visible(user, action, queryset)`
for many. Both ask `grants` and differ only in how they compare. Models say where their programme, partner, area
and organisation are, over foreign keys, in `access_paths`. `samspel access-matrix` prints the matrix to
docs/access.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    """What a membership makes of a person in a programme; PUBLIC is everybody, signed in or not."""

    MANAGER = "programme_manager"
    AREA_LEAD = "area_lead"
    OFFICER = "regional_officer"
    CONTROLLER = "controller"
    STEERING = "steering_member"
    ACTOR = "actor_member"
    COMPANY = "company_contact"
    EVALUATOR = "evaluator"
    ADMINISTRATOR = "administrator"
    PUBLIC = "public"


ROLE_NAMES = {
    Role.MANAGER: _("Programme manager"),
    Role.AREA_LEAD: _("Area lead"),
    Role.OFFICER: _("Regional officer"),
    Role.CONTROLLER: _("Controller"),
    Role.STEERING: _("Steering group member"),
    Role.ACTOR: _("Innovation actor"),
    Role.COMPANY: _("Company contact"),
    Role.EVALUATOR: _("Evaluator"),
    Role.ADMINISTRATOR: _("Administrator"),
    Role.PUBLIC: _("Public"),
}


MEMBER_ROLES = tuple(role for role in Role if role is not Role.PUBLIC)
"""The roles that a membership gives."""


class Reach(StrEnum):
    """How far a permission goes: which objects of the programme it covers."""

    PROGRAMME = "programme"
    PARTNER = "partner"
    AREA = "area"
    ORGANISATION = "organisation"
    OPEN = "open"  # any object of a programme that is public


P, OWN_PARTNER, OWN_AREA, OWN_ORG = Reach.PROGRAMME, Reach.PARTNER, Reach.AREA, Reach.ORGANISATION
READERS = {
    Role.MANAGER: P, Role.AREA_LEAD: P, Role.OFFICER: P, Role.CONTROLLER: P, Role.STEERING: P,
    Role.EVALUATOR: P, Role.ADMINISTRATOR: P,
}  # fmt: skip
EVERYBODY = READERS | {Role.ACTOR: P, Role.COMPANY: P, Role.PUBLIC: Reach.OPEN}
WORKERS = {Role.MANAGER: P, Role.AREA_LEAD: P, Role.OFFICER: P, Role.CONTROLLER: P, Role.ADMINISTRATOR: P}
RECORDERS = {Role.MANAGER: P, Role.AREA_LEAD: OWN_AREA, Role.OFFICER: OWN_PARTNER}

SCOPES: Mapping[Role, Reach] = {
    Role.AREA_LEAD: Reach.AREA, Role.OFFICER: Reach.PARTNER, Role.CONTROLLER: Reach.PARTNER,
    Role.ACTOR: Reach.ORGANISATION, Role.COMPANY: Reach.ORGANISATION,
}  # fmt: skip
"""The one area, partner or organisation that a membership in the role is for; others are for the whole programme."""

POLICY: dict[str, Mapping[Role, Reach]] = {}
"""Every action → role → reach, put together of the apps' policies when Django starts (`declare`)."""


def declare(policy: Mapping[Any, Mapping[Role, Reach]]) -> None:
    """Add an app's actions. ValueError where an action is declared twice with different roles."""
    for action, reaches in policy.items():
        if POLICY.get(str(action), reaches) != reaches:
            raise ValueError(f"{action} is declared twice")
        POLICY[str(action)] = reaches


@dataclass(frozen=True)
class Grant:
    """A covered set of objects: those whose `key` has this value, in this programme (None: any public one)."""

    programme_id: int | None
    key: str
    value: Any


def grants(user: Any, action: str) -> list[Grant]:
    """Everything the user is granted for the action. KeyError for an action that does not exist."""
    policy = POLICY[action]
    found = [Grant(None, Reach.OPEN, True)] if Role.PUBLIC in policy else []
    if not getattr(user, "is_authenticated", False):
        return found
    for membership in memberships(user):
        reach = policy.get(Role(membership.role))
        if reach is None:
            continue
        if reach is Reach.PROGRAMME:
            found.append(Grant(membership.programme_id, Reach.PROGRAMME, membership.programme_id))
        elif (value := getattr(membership, f"{reach.value}_id")) is not None:
            found.append(Grant(membership.programme_id, reach.value, value))
    return found


def roles_with(action: str) -> list[Role]:
    """The roles that may do the action, however far. KeyError for an action that does not exist."""
    return list(POLICY[action])


def own(user: Any, action: str, programme_id: int) -> list[Any]:
    """Ids of the partners, areas or organisations for which, by a membership in the programme, the user may do the
    action. What the user may do in the whole programme is not among them."""
    whole = {Reach.PROGRAMME, Reach.OPEN}
    return [g.value for g in grants(user, action) if g.programme_id == programme_id and g.key not in whole]


def memberships(user: Any) -> list[Any]:
    """The user's memberships, read once per request."""
    if not hasattr(user, "_memberships"):
        user._memberships = list(user.memberships.all())
    return list(user._memberships)


def can(user: Any, action: str, obj: Model) -> bool:
    """Whether the user may do the action to the object."""
    return any(_covers(grant, obj) for grant in grants(user, action))


def require(user: Any, action: str, obj: Model) -> None:
    """Raise PermissionDenied unless the user may."""
    if not can(user, action, obj):
        raise PermissionDenied(f"{action} {obj._meta.label}")


def require_other(actor: Any, preparer: Any) -> None:
    """Raise PermissionDenied where preparer and approver are the same person."""
    if actor.pk == preparer.pk:
        raise PermissionDenied("preparer and approver are the same person")


def visible(user: Any, action: str, queryset: QuerySet[Any]) -> QuerySet[Any]:
    """The objects of the queryset that the user may do the action to."""
    paths = access_paths(queryset.model)
    condition = Q(pk__in=[])
    for grant in grants(user, action):
        condition |= _condition(grant, paths)
    return queryset.filter(condition)


def access_paths(model: type[Model]) -> Mapping[str, str]:
    """Where the model keeps its programme, partner, area and organisation: key → lookup path."""
    return model.access_paths  # type: ignore[attr-defined]


def _condition(grant: Grant, paths: Mapping[str, str]) -> Q:
    if "programme" not in paths:
        return _shared_condition(grant, paths)
    programme = paths["programme"]
    if grant.key == Reach.OPEN:
        return Q(**{f"{programme}__is_public" if programme else "is_public": True})
    if grant.key == Reach.PROGRAMME:
        return Q(**{programme or "pk": grant.value})
    if grant.key not in paths:
        return Q(pk__in=[])
    return Q(**{programme or "pk": grant.programme_id, paths[grant.key] or "pk": grant.value})


def _shared_condition(grant: Grant, paths: Mapping[str, str]) -> Q:
    """For what no programme owns, such as organisations: who works in any programme, or for the organisation."""
    if grant.key == Reach.OPEN:
        return Q(pk__in=[])
    if grant.key == Reach.ORGANISATION:
        return Q(**{paths["organisation"] or "pk": grant.value})
    return ~Q(pk__in=[])


def _covers(grant: Grant, obj: Model) -> bool:
    paths = access_paths(type(obj))
    if "programme" not in paths:
        if grant.key == Reach.ORGANISATION:
            return (at_end := _follow(obj, paths["organisation"])) is not None and at_end.pk == grant.value
        return grant.key != Reach.OPEN
    programme = _follow(obj, paths["programme"])
    if grant.key == Reach.OPEN:
        return programme is not None and programme.is_public
    if programme is None or programme.pk != grant.programme_id:
        return False
    if grant.key == Reach.PROGRAMME:
        return True
    at_end = _follow(obj, paths[grant.key]) if grant.key in paths else None
    return at_end is not None and at_end.pk == grant.value


def _follow(obj: Any, path: str) -> Any:
    """The object at the end of a lookup path over foreign keys; None where a link is empty."""
    for step in path.split("__") if path else []:
        obj = getattr(obj, step) if obj is not None else None
    return obj
