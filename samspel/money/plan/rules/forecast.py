"""What the programme will have cost at its end, if it goes on as it has. Pure."""

from datetime import date
from decimal import Decimal


def forecast(spent: Decimal, budget: Decimal, start: date, end: date, day: date) -> Decimal | None:
    """Straight line from the start through what is spent by the day, to the programme's last day, in whole currency
    units; None before a twelfth of the time has passed, when it would say nothing."""
    length, passed = (end - start).days + 1, (day - start).days + 1
    if passed * 12 < length or not budget:
        return None
    if passed >= length:
        return spent.quantize(Decimal(1))
    return (spent * length / passed).quantize(Decimal(1))
