"""How near the nearest help is. Pure."""

from enum import IntEnum


class Nearness(IntEnum):
    """From nowhere to in the municipality itself; the higher the nearer."""

    NOWHERE = 0
    ELSEWHERE = 1
    REGION = 2
    HERE = 3


def nearness(here: int, region: int, everywhere: int) -> Nearness:
    """The nearest level at which there is any; the numbers are of what is open to the place."""
    if here:
        return Nearness.HERE
    if region:
        return Nearness.REGION
    return Nearness.ELSEWHERE if everywhere else Nearness.NOWHERE
