"""The stages of a staged import: which step may be taken from which. Pure: plain values in."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

STAGES = ("read", "checking", "checked", "saving", "saved", "failed", "undone")
WORKING = frozenset({"checking", "saving"})
ENDED = frozenset({"saved", "undone"})
"""Its content is gone: nothing more is checked or saved, and it is not thrown away."""

STOPPED_AFTER = timedelta(minutes=10)
"""How long work may be silent: longer, and whoever worked on it is gone, as after a restart."""


def has_stopped(stage: str, silent: timedelta) -> bool:
    """Whether the work on an import has stopped: it should go on, but has been silent for too long."""
    return stage in WORKING and silent > STOPPED_AFTER


def may_check(stage: str, stopped: bool) -> bool:
    """Whether every row may be checked (again): not while somebody works on it, and not once it is saved."""
    return stage not in ENDED and (stage not in WORKING or stopped)


def may_discard(stage: str, stopped: bool) -> bool:
    """Whether the file may be thrown away: not while its rows are being written, and not once they are."""
    return stage not in ENDED and (stage != "saving" or stopped)


def may_save(stage: str, report: Mapping[str, Any]) -> bool:
    """Whether the rows may be written: all are checked, and none is wrong."""
    return stage == "checked" and not report.get("wrong") and not report.get("problem_count")


def may_undo(stage: str) -> bool:
    """Whether what the file brought may be taken back: it is saved, and not taken back already."""
    return stage == "saved"
