"""Dividing an amount so that the parts add up to it to the öre. Pure.

Largest remainder: each part is rounded down to the öre, then those that lost most get an öre each until the sum is
whole; of equals the first one goes first. The rounding is thus never more than one öre away from the exact part.
"""

from collections.abc import Hashable, Mapping
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal, localcontext
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
ORE = Decimal("0.01")
_EXACT = Context(prec=60)


def allocate(total: Decimal, weights: Mapping[Key, Decimal]) -> dict[Key, Decimal]:
    """The total in parts by weight; total in whole öre, weights not negative.

    Where all weights are zero the first one takes all. ValueError where there is nobody to give to, a weight is
    negative or the total is finer than an öre. A negative total (a correction) is divided as the positive one is."""
    _check(total, weights)
    if total < 0:
        return {key: -part for key, part in allocate(-total, weights).items()}
    whole = sum(weights.values(), Decimal(0))
    if not whole:
        first = next(iter(weights))
        return {key: total if key == first else Decimal("0.00") for key in weights}
    with localcontext(_EXACT):
        exact = {key: total * weight / whole for key, weight in weights.items()}
        parts = {key: part.quantize(ORE, ROUND_FLOOR) for key, part in exact.items()}
        left = int((total - sum(parts.values(), Decimal(0))) / ORE)
        order = sorted(weights, key=lambda key: exact[key] - parts[key], reverse=True)
    for key in order[:left]:
        parts[key] += ORE
    return parts


def to_ore(amount: Decimal) -> Decimal:
    """The amount in whole öre, halves away from zero, as the authority rounds."""
    return amount.quantize(ORE, ROUND_HALF_UP)


def percent_of(percent: Decimal, amount: Decimal) -> Decimal:
    """So many per cent of the amount, in whole öre."""
    with localcontext(_EXACT):
        return to_ore(amount * percent / 100)


def _check(total: Decimal, weights: Mapping[Key, Decimal]) -> None:
    if not weights:
        raise ValueError("nobody to divide among")
    if any(weight < 0 for weight in weights.values()):
        raise ValueError("a weight is negative")
    if total != total.quantize(ORE, ROUND_HALF_UP, _EXACT):
        raise ValueError(f"{total} is finer than an öre")
