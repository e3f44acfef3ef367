"""Which organisation counts as which, when merges are followed to their end. Pure."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


class MergeLoop(ValueError):  # noqa: N818  named after what is the case
    """The merges go round in a ring; `at` is one organisation in it."""

    def __init__(self, at: Hashable) -> None:
        super().__init__(f"merges go round at {at}")
        self.at = at


def chain_ends(merges: Mapping[K, K]) -> dict[K, K]:
    """Merged organisation → the one it counts as, for merges 'key is the same as value'.

    The order of the merges does not matter. Raises MergeLoop."""
    found: dict[K, K] = {}
    for start in merges:
        path: dict[K, None] = {}
        here = start
        while here in merges and here not in found:
            if here in path:
                raise MergeLoop(here)
            path[here] = None
            here = merges[here]
        end = found.get(here, here)
        found.update(dict.fromkeys(path, end))
    return found
