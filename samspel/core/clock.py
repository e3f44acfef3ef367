"""Today and now. The real clock, except where the installation shows another date as today (the demo does)."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """The date that pages, plans and deadlines take as today."""
    shown: date | None = settings.SAMSPEL_TODAY
    return shown or timezone.localdate()


def now() -> datetime:
    """The moment at which a fact is recorded: the real one, or the same time of day on the date shown as today."""
    shown: date | None = settings.SAMSPEL_TODAY
    moment = timezone.localtime()
    return datetime.combine(shown, moment.timetz()) if shown else moment
