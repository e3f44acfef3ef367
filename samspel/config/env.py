"""Settings from the environment: the only place that reads it."""

import os
from datetime import date
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """The variable's text, or the default where it is unset or empty."""
    return os.environ.get(name) or default


def flag(name: str, default: bool = False) -> bool:
    """A yes/no variable. Raises ImproperlyConfigured for any other word than 1/0, yes/no, true/false."""
    raw = text(name).strip().lower()
    if not raw:
        return default
    if raw in {"1", "yes", "true"}:
        return True
    if raw in {"0", "no", "false"}:
        return False
    raise ImproperlyConfigured(f"{name}: found {raw!r}, expected 1 or 0")


def whole(name: str, default: int) -> int:
    """A whole number, zero or more."""
    raw = text(name, str(default)).strip()
    if not raw.isdecimal():
        raise ImproperlyConfigured(f"{name}: found {raw!r}, expected a whole number")
    return int(raw)


def existing_file(name: str) -> str:
    """The path of a file that is there, or nothing where unset."""
    raw = text(name)
    if raw and not Path(raw).is_file():
        raise ImproperlyConfigured(f"{name}: {raw} is not a file")
    return raw


def listed(name: str, default: str = "") -> list[str]:
    """A comma-separated variable as its non-empty parts."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def day(name: str) -> date | None:
    """An ISO date, or None where unset."""
    raw = text(name)
    if not raw:
        return None
    try:
        return date.fromisoformat(raw)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: found {raw!r}, expected a date such as 2019-09-30") from error


def secret(name: str, development: bool, state_dir: Path) -> str:
    """The secret; in development one is made once and kept in the state folder."""
    value = text(name)
    if value:
        return value
    if not development:
        raise ImproperlyConfigured(f"{name} must be set (see the administrator's guide)")
    from django.core.management.utils import get_random_secret_key

    path = state_dir / "secret-key"
    if not path.exists():
        state_dir.mkdir(parents=True, exist_ok=True)
        path.write_text(get_random_secret_key())
        path.chmod(0o600)
    return path.read_text()
