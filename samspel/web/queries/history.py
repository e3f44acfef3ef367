"""The object whose history is asked for, and whether the reader may see it."""

from typing import Any

from django.apps import apps

from samspel.core import access
from samspel.web import addresses
from samspel.web.extension import extensions


def object_at(label: str, pk: str) -> Any:
    """The object, of a model that says where its programme is; None for any other."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    if not hasattr(model, "access_paths") or addresses.key(pk) is None:
        return None
    return model._default_manager.filter(pk=addresses.key(pk)).first()


def may_see(reader: Any, found: Any) -> bool:
    """Whether the reader may see the object itself, by the view action of its model; nobody where it has none."""
    label = found._meta.label
    rule = next((one.view_actions[label] for one in extensions() if label in one.view_actions), None)
    if rule is None:
        return False
    return rule(reader, found) if callable(rule) else access.can(reader, rule, found)
