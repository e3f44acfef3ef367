"""SQLite made to compare as PostgreSQL does: without case for every letter, not only those of ASCII."""

import re
from functools import lru_cache
from typing import Any

from django.db.backends.signals import connection_created


def prepare(connection: Any, **kwargs: Any) -> None:
    """Give a new connection its own LIKE."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("like", 2, _like, deterministic=True)
        connection.connection.create_function("like", 3, _like, deterministic=True)


def install() -> None:
    """From now on every new connection is prepared."""
    connection_created.connect(prepare, dispatch_uid="samspel.core.sqlite")


def like(pattern: str, text: str, escape: str = "") -> bool:
    """Whether the text fits the pattern of SQL's LIKE (% any characters, _ one), whatever the case of its letters."""
    return _compiled(pattern, escape).fullmatch(text.casefold()) is not None


def _like(pattern: Any, text: Any, escape: str = "") -> bool | None:
    return None if pattern is None or text is None else like(str(pattern), str(text), escape)


@lru_cache(maxsize=512)
def _compiled(pattern: str, escape: str) -> re.Pattern[str]:
    parts, characters = [], iter(pattern.casefold())
    for character in characters:
        if character == escape:
            parts.append(re.escape(next(characters, "")))
        else:
            parts.append({"%": ".*", "_": "."}.get(character) or re.escape(character))
    return re.compile("".join(parts), re.DOTALL)
