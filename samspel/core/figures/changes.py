"""As reported against as known now: what has been recorded, voided and replaced since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, Value

from samspel.core.figures.compute import Request, contributing, fetch
from samspel.core.figures.measures import Measure, MeasureKind
from samspel.core.figures.slices import Slice


@dataclass(frozen=True)
class FactChange:
    """One fact that the later figure has and the earlier had not ('added'), or the reverse ('removed', with reason)."""

    kind: str
    fact_id: int
    occurred_on: date
    changed_at: datetime
    reason: str
    contribution: int | Decimal | None


@dataclass(frozen=True)
class Comparison:
    """A figure at two moments of knowledge and the facts that differ (at most `limit`; `total` says how many, and
    `hidden` how many more there are that the reader may not see)."""

    reported: int | Decimal | None
    now: int | Decimal | None
    changes: Sequence[FactChange]
    total: int
    hidden: int = 0

    @property
    def difference(self) -> int | Decimal | None:
        """Now minus reported; None where one of them is no number."""
        return None if self.now is None or self.reported is None else self.now - self.reported


def compare(
    measure: Measure, where: Slice, reported_at: datetime, limit: int = 200, seen: Q | None = None
) -> Comparison:
    """The slice as known at `reported_at` and as known at the slice's own moment.

    For a distinct count a change lists the fact, not the thing counted, since the thing may have other facts; its
    contribution is then None, as it is for a median. Rows of a log are only ever added. Only changes of rows that meet
    `seen` are listed; `hidden` says how many others there are."""
    then, now = fetch([Request(measure, where.known(reported_at)), Request(measure, where)])
    fact = measure.fact
    earlier = contributing(measure, where.known(reported_at))
    later = contributing(measure, where)
    moment = measure.log or "recorded_at"
    added = later.filter(Q(**{f"{fact}{moment}__gt": reported_at}))
    differing = [("added", added, moment)]
    if not measure.log:
        removed = earlier.filter(**{f"{fact}voided_at__isnull": False})
        if where.known_at is not None:
            removed = removed.filter(**{f"{fact}voided_at__lte": where.known_at})
        differing.append(("removed", removed, "voided_at"))
    changes: list[FactChange] = []
    total = hidden = 0
    for kind, rows, at in differing:
        number = rows.count()
        shown = rows if seen is None else rows.filter(seen)
        listed = number if seen is None else shown.count()
        changes += _changes(measure, kind, shown, at, limit)
        total, hidden = total + listed, hidden + number - listed
    changes.sort(key=lambda change: (change.changed_at, change.kind))
    nothing = measure.nothing
    return Comparison(then.get((), nothing), now.get((), nothing), changes[:limit], total, hidden)


def _changes(measure: Measure, kind: str, rows: Any, moment: str, limit: int) -> list[FactChange]:
    fact = measure.fact
    found = rows.order_by(f"{fact}{moment}").values_list(
        f"{fact}id" if fact else "pk",
        f"{fact}occurred_on",
        f"{fact}{moment}",
        Value("") if measure.log else F(f"{fact}void_reason"),
        F(measure.of),
    )[:limit]
    sign = 1 if kind == "added" else -1
    return [
        FactChange(
            kind,
            pk,
            on,
            at,
            reason if kind == "removed" else "",
            sign * of if measure.kind is MeasureKind.SUM else None,
        )
        for pk, on, at, reason, of in found
    ]
