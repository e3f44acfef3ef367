"""For whom, when, and as known when."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from django.utils import timezone


@dataclass(frozen=True)
class Slice:
    """Which facts a figure is of.

    `since` and `until` bound `occurred_on`, half-open; `known_at` is the moment of knowledge (None: now). `members`
    maps a dimension's key to one member's id. `entity` narrows a distinct count to one counted thing. `conditions`
    are (key, value) pairs of registered conditions that the facts must meet."""

    programme_id: int
    since: date | None = None
    until: date | None = None
    known_at: datetime | None = None
    members: Mapping[str, Any] = field(default_factory=dict)
    entity: Any = None
    conditions: tuple[tuple[str, Any], ...] = ()

    def of(self, **members: Any) -> Self:
        """The same slice for one member of one or more dimensions."""
        return replace(self, members={**self.members, **members})

    def between(self, since: date | None, until: date | None) -> Self:
        """The same slice in another period."""
        return replace(self, since=since, until=until)

    def known(self, moment: datetime | None) -> Self:
        """The same slice as known at another moment."""
        return replace(self, known_at=moment)

    def given(self, **conditions: Any) -> Self:
        """The same slice of facts that meet the conditions too."""
        return replace(self, conditions=(*self.conditions, *conditions.items()))

    @property
    def whole(self) -> Self:
        """All of the programme up to the slice's end, as known at its moment."""
        return replace(self, since=None, members={}, entity=None, conditions=())


def end_of(day: date) -> datetime:
    """The first moment after the day, local time: what was known by the end of it is known before this."""
    midnight = datetime.combine(day + timedelta(days=1), time.min)
    return timezone.make_aware(midnight) - timedelta(microseconds=1)


def month_index(day: date) -> int:
    """Months since year 0, the finest period a breakdown gives: quarter = index // 3, half-year = index // 6."""
    return day.year * 12 + day.month - 1
