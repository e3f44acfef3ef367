"""Years where costs and financing differ. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

ZERO = Decimal(0)


Lines = Mapping[tuple[Any, int], Decimal]


def unequal(budget: Lines, financing: Lines) -> list[tuple[int, Decimal, Decimal]]:
    """The years where costs and financing differ, with both. Pure."""
    years = sorted({year for _key, year in (*budget, *financing)})
    sums = [
        (
            year,
            sum((amount for (_key, of), amount in budget.items() if of == year), ZERO),
            sum((amount for (_key, of), amount in financing.items() if of == year), ZERO),
        )
        for year in years
    ]
    return [row for row in sums if row[1] != row[2]]
