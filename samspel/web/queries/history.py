"""The object whose history is asked for."""

from typing import Any

from django.apps import apps


def object_at(label: str, pk: str) -> Any:
    """The object, of a model that says where its programme is; None for any other."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    if not hasattr(model, "access_paths") or not pk.isdigit():
        return None
    return model._default_manager.filter(pk=int(pk)).first()
