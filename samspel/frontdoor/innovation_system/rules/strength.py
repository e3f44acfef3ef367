"""Which actors are drawn when there is not room for all. Pure."""

from collections.abc import Mapping
from typing import NamedTuple


class Strength(NamedTuple):
    """How strongly an actor is tied to others, and how much it offers: compared in that order."""

    ties: int
    offers: int


def strongest(strengths: Mapping[int, Strength], room: int) -> tuple[list[int], int]:
    """The keys of the strongest, the first one strongest, and how many did not find room."""
    ordered = sorted(strengths, key=lambda key: (-strengths[key].ties, -strengths[key].offers, key))
    kept = ordered[: max(room, 0)]
    return kept, len(ordered) - len(kept)
