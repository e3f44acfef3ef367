"""What a frozen period has counted."""

from typing import Any

from samspel.results.models import ReportingPeriod


def frozen_period_of(programme_id: int, facts: Any) -> ReportingPeriod | None:
    """The first frozen period of the programme that some of the facts (a queryset) were counted in: they happened in it
    and were recorded before it was frozen. None where none is."""
    periods = ReportingPeriod.objects.filter(programme=programme_id, frozen_at__isnull=False)
    for period in periods:
        days = (period.first_day, period.last_day)
        if facts.filter(occurred_on__range=days, recorded_at__lte=period.frozen_at).exists():
            return period
    return None
