"""Long lists in parts."""

from typing import Any

from django.core.paginator import Page


def pager_of(shown: Page[Any]) -> dict[str, Any]:
    """What the template web/parts/pager shows below a part of a list."""
    return {
        "number": shown.number,
        "more": shown.has_next(),
        "previous": shown.number - 1,
        "next": shown.number + 1,
    }
