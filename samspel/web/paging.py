"""Long lists in parts."""

from typing import Any

from django.core.paginator import Page

from samspel.ui.components import Pages


def pages_of(shown: Page[Any]) -> Pages:
    """Where one stands in a list: what {% pagination %} shows below a part of it."""
    return Pages(shown.number, shown.has_previous(), shown.has_next())
