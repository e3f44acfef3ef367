"""The stage of an initiative on a day."""

from datetime import date
from enum import StrEnum


class Stage(StrEnum):
    """Where an initiative is on a day."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    DONE = "done"


def stage_on(day: date, first_day: date, last_day: date) -> Stage:
    """Planned until its first day, done after its last."""
    if first_day > day:
        return Stage.PLANNED
    return Stage.DONE if last_day < day else Stage.ONGOING
