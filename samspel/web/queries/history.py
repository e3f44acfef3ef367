"""The object whose history is asked for."""

from typing import Any

from django.apps import apps

from samspel.web import addresses


def object_at(label: str, pk: str) -> Any:
    """The object, of a model that says where its programme is; None for any other."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    if not hasattr(model, "access_paths") or addresses.key(pk) is None:
        return None
    return model._default_manager.filter(pk=addresses.key(pk)).first()
